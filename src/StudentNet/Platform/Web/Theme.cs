namespace StudentNet.Platform.Web;

/// <summary>Light, dark or as the system has it; kept in a cookie that the server writes into the page, so nothing flashes.</summary>
public static class Theme
{
    /// <summary>Name of the cookie.</summary>
    public const string Cookie = "theme";

    /// <summary>The choices: value, icon and word. The empty value follows the system.</summary>
    public static IReadOnlyList<(string Value, string Icon, string Word)> Choices { get; } =
        [("", "circle-half", "跟隨系統"), ("light", "sun", "亮色"), ("dark", "moon", "暗色")];

    /// <summary>The chosen theme, or null to follow the system. Anything else in the cookie counts as nothing.</summary>
    public static string? Of(HttpRequest request) => request.Cookies[Cookie] is "light" or "dark" ? request.Cookies[Cookie] : null;

    /// <summary>Keeps the choice for a year.</summary>
    public static void Keep(HttpResponse response, string? value)
    {
        if (value is "light" or "dark")
        {
            var isHttps = response.HttpContext.Request.IsHttps;
            response.Cookies.Append(Cookie, value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, IsEssential = true, Secure = isHttps });
        }
        else
        {
            response.Cookies.Delete(Cookie);
        }
    }
}

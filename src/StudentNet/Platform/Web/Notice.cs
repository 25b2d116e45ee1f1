using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace StudentNet.Platform.Web;

/// <summary>The line that says on the next page that something was done: 已提交 226 人，收執碼 7C4E-91A0。</summary>
public static class Notice
{
    /// <summary>Name of the cookie (encrypted) in which TempData travels.</summary>
    public const string Cookie = "notice";

    private const string Key = "Notice";

    /// <summary>Leaves a line for the page that the redirect leads to.</summary>
    public static void Tell(this PageModel page, string text)
    {
        ArgumentNullException.ThrowIfNull(page);
        page.TempData[Key] = text;
    }

    /// <summary>The line left by the page before, once.</summary>
    // Without the cookie nothing was left, and merely looking would answer with a cookie to delete.
    internal static string? Take(HttpRequest request, ITempDataDictionary tempData) =>
        request.Cookies.ContainsKey(Cookie) ? tempData[Key] as string : null;
}

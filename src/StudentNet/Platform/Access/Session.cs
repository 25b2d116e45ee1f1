using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using StudentNet.Platform.Accounts;

namespace StudentNet.Platform.Access;

/// <summary>
/// The cookie of a signed-in browser: the encrypted key of a row at the server (<see cref="AccountSession"/>), good for 30 idle minutes and twelve
/// hours in all. Any server may answer, and every request asks the database whether session and appointment still stand.
/// </summary>
public static class Session
{
    internal const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    internal const string Cookie = "studentnet";

    private const string KeyClaim = "session";

    /// <summary>Gives the browser the key of a session that has begun (<see cref="SessionRegister.BeginAsync"/>).</summary>
    public static Task KeepAsync(HttpContext context, string key) =>
        context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([new(KeyClaim, key)], Scheme)));

    /// <summary>Takes the key from the browser. The session is ended with <see cref="SessionRegister.EndAsync"/>.</summary>
    public static Task DropAsync(HttpContext context) => context.SignOutAsync(Scheme);

    /// <summary>The key that a cookie holds.</summary>
    internal static string? KeyOf(ClaimsPrincipal? principal) => principal?.FindFirstValue(KeyClaim) is { Length: > 0 } key ? key : null;

    /// <summary>Turns the cookie into the caller; a cookie that no longer stands for anybody is taken back.</summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var today = TaipeiTime.Today(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var caller = context.Principal?.FindFirstValue(KeyClaim) is { Length: > 0 } key
            ? await services.GetRequiredService<SessionRegister>().FindAsync(key, today, context.HttpContext.RequestAborted)
            : null;
        CallerContext.Set(context.HttpContext, caller);
        if (caller is null)
        {
            context.RejectPrincipal();
            await DropAsync(context.HttpContext);
        }
    }
}

/// <summary>Sets the cookie up.</summary>
internal sealed class SessionCookie(WallClock wall) : IConfigureNamedOptions<CookieAuthenticationOptions>
{
    public void Configure(string? name, CookieAuthenticationOptions options)
    {
        if (name == Session.Scheme)
        {
            Configure(options);
        }
    }

    public void Configure(CookieAuthenticationOptions options)
    {
        options.TimeProvider = wall.Time;
        options.ExpireTimeSpan = AccountSession.Idle;
        options.SlidingExpiration = true;
        options.CookieManager = new HostPrefixedCookies();
        options.Cookie.Name = Session.Cookie;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.IsEssential = true;
        // Lax, not strict: a link in a mail or a manual should find the clerk signed in.
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Events.OnValidatePrincipal = Session.ValidateAsync;
    }

    /// <summary>Over https the name begins with <c>__Host-</c>: browsers then take it from no other host and no plain connection.</summary>
    private sealed class HostPrefixedCookies : ICookieManager
    {
        private readonly ChunkingCookieManager _cookies = new();

        public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, Name(context, key));

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
            _cookies.AppendResponseCookie(context, Name(context, key), value, options);

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
            _cookies.DeleteCookie(context, Name(context, key), options);

        private static string Name(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;
    }
}

using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Access;

/// <summary>
/// A signed-in browser: an encrypted cookie with account, appointment, stamp and when it began, good for 30 idle minutes and twelve hours in all. Nothing is kept on the server, so
/// any server may answer; every request asks the database whether the appointment still stands.
/// </summary>
public static class Session
{
    /// <summary>How long a browser may be idle.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>How long a session may last, however busy: a long day of work.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    internal const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    internal const string Cookie = "studentnet";

    private const string AccountClaim = "account";
    private const string AppointmentClaim = "appointment";
    private const string StampClaim = "stamp";
    private const string BeganClaim = "began";

    /// <summary>Begins a session as an appointment: the account has just proved itself.</summary>
    public static Task BeginAsync(HttpContext context, Account account, Appointment appointment)
    {
        ArgumentNullException.ThrowIfNull(context);
        var now = context.RequestServices.GetRequiredService<WallClock>().Now;
        return SignInAsync(context, account, appointment, now.Ticks.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Goes on as another appointment of the account, and ends when the session would have ended.</summary>
    public static Task ContinueAsync(HttpContext context, Account account, Appointment appointment)
    {
        ArgumentNullException.ThrowIfNull(context);
        return SignInAsync(context, account, appointment, context.User.FindFirstValue(BeganClaim) ?? "");
    }

    private static async Task SignInAsync(HttpContext context, Account account, Appointment appointment, string began)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(appointment);
        var identity = new ClaimsIdentity(
            [
                new(AccountClaim, account.Id.ToString(CultureInfo.InvariantCulture)),
                new(AppointmentClaim, appointment.Id.ToString(CultureInfo.InvariantCulture)),
                new(StampClaim, account.SecurityStamp),
                new(BeganClaim, began),
            ],
            Scheme
        );
        await context.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    /// <summary>Ends the session of this browser.</summary>
    public static Task EndAsync(HttpContext context) => context.SignOutAsync(Scheme);

    /// <summary>Turns the cookie into the caller; a cookie that no longer stands for anybody is taken back.</summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var today = TaipeiTime.Today(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var isOver = services.GetRequiredService<WallClock>().Now.Ticks - Key(BeganClaim) >= Longest.Ticks;
        var caller = isOver ? null : await Callers.FindAsync(
            services.GetRequiredService<StudentNetDb>(),
            Key(AccountClaim),
            Key(AppointmentClaim),
            context.Principal?.FindFirstValue(StampClaim) ?? "",
            today,
            context.HttpContext.RequestAborted
        );
        CallerContext.Set(context.HttpContext, caller);
        if (caller is null)
        {
            context.RejectPrincipal();
            await EndAsync(context.HttpContext);
        }

        long Key(string claim) => long.TryParse(context.Principal?.FindFirstValue(claim), NumberStyles.None, CultureInfo.InvariantCulture, out var key) ? key : 0;
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
        options.ExpireTimeSpan = Session.Idle;
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

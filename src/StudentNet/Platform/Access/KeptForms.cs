using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using StudentNet.Platform.Accounts;

namespace StudentNet.Platform.Access;

/// <summary>A form that came in when the session had ended: where to, and what was typed.</summary>
/// <param name="Address">Path and query within this site.</param>
public sealed record KeptForm(string Address, IReadOnlyList<KeyValuePair<string, string>> Fields);

/// <summary>The seal of such a form, on its way to the page that says that the session has ended.</summary>
public sealed record ShownKeptForm(string Seal);

/// <summary>
/// Forms that came in too late, sealed for the account that had typed them: the browser keeps the seal, no server does. Who signs in again as the same
/// account gets the form back; nobody else, and nobody can make one.
/// </summary>
public sealed class KeptForms(IDataProtectionProvider protection)
{
    /// <summary>Where the seal is handed in.</summary>
    public const string Path = "/resume";

    /// <summary>A larger form is not kept: it is a file.</summary>
    private const long Largest = 256 << 10;

    /// <summary>How long it is kept: a long day of work.</summary>
    private static readonly TimeSpan Kept = AccountSession.Longest;

    public string Seal(long account, KeptForm form) => Of(account).Protect(JsonSerializer.Serialize(form), Kept);

    /// <summary>The form; null for what is no seal of this account, or an old one.</summary>
    public KeptForm? Open(Caller caller, string? seal)
    {
        ArgumentNullException.ThrowIfNull(caller);
        if (string.IsNullOrEmpty(seal))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<KeptForm>(Of(caller.AccountId).Unprotect(seal));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Seals the posted form of a session that has run out, for the page that says so; false: there is none, and the visitor is simply asked to sign in.</summary>
    internal async Task<bool> TakeAsync(HttpContext http)
    {
        if (await AccountAsync(http) is not { } account || await ReadAsync(http) is not { } form)
        {
            return false;
        }

        http.Features.Set(new ShownKeptForm(Seal(account, form)));
        return true;
    }

    private static async Task<KeptForm?> ReadAsync(HttpContext http)
    {
        var request = http.Request;
        var isSmall = HttpMethods.IsPost(request.Method) && request.ContentLength is <= Largest && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is true;
        if (!isSmall || request.Path == Path)
        {
            return null;
        }

        var fields = (await request.ReadFormAsync(http.RequestAborted)).Where(f => f.Key != "__RequestVerificationToken").SelectMany(f => f.Value, (f, value) => KeyValuePair.Create(f.Key, value ?? ""));
        return new KeptForm($"{request.PathBase}{request.Path}{request.QueryString}", [.. fields]);
    }

    /// <summary>Whose session the cookie stood for, although it has ended; null: nobody's, or it was signed out.</summary>
    private static async Task<long?> AccountAsync(HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Session.Scheme);
        var cookie = options.CookieManager.GetRequestCookie(http, options.Cookie.Name!);
        var key = cookie is null ? null : Session.KeyOf(options.TicketDataFormat.Unprotect(cookie)?.Principal);
        return key is null ? null : await http.RequestServices.GetRequiredService<SessionRegister>().AccountOfAsync(key, http.RequestAborted);
    }

    private ITimeLimitedDataProtector Of(long account) => protection.CreateProtector("StudentNet.KeptForms", account.ToString(CultureInfo.InvariantCulture)).ToTimeLimitedDataProtector();
}

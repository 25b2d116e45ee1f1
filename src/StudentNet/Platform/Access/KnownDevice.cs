using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using StudentNet.Platform.Accounts;

namespace StudentNet.Platform.Access;

/// <summary>
/// A cookie that says: somebody has signed in with this browser. It opens nothing; it keeps failures of strangers from counting against the
/// browser. Encrypted, so that nobody makes one without signing in.
/// </summary>
public sealed class KnownDevice(IDataProtectionProvider protection)
{
    private const string Name = "studentnet-device";
    private const int IdBytes = 16;
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(400);
    private static readonly object Key = new();

    private readonly IDataProtector _protector = protection.CreateProtector("device");

    /// <summary>Where a request comes from; the same for the whole request.</summary>
    public SignInOrigin Origin(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Items[Key] is not SignInOrigin origin)
        {
            var device = Read(http)?.Device ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
            origin = new(http.Connection.RemoteIpAddress?.ToString(), Networks.Of(http.Connection.RemoteIpAddress), device, BrowserName.Of(http.Request.Headers.UserAgent));
            http.Items[Key] = origin;
        }

        return origin;
    }

    /// <summary>The account that last signed in with this browser; null: none has. Limits count by it, and not by the network.</summary>
    public long? AccountOf(HttpContext http) => Read(http)?.Account;

    /// <summary>Marks the browser of somebody who has just signed in.</summary>
    public void Keep(HttpContext http, Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var text = string.Create(CultureInfo.InvariantCulture, $"{account.Id}.{Origin(http).Device}");
        http.Response.Cookies.Append(
            NameOn(http),
            _protector.Protect(text),
            new CookieOptions
            {
                MaxAge = Lasts,
                HttpOnly = true,
                IsEssential = true,
                Path = "/",
                SameSite = SameSiteMode.Lax,
                Secure = http.Request.IsHttps,
            }
        );
    }

    private (long Account, string Device)? Read(HttpContext http)
    {
        if (http.Request.Cookies[NameOn(http)] is not { Length: > 0 } text)
        {
            return null;
        }

        try
        {
            return _protector.Unprotect(text).Split('.') is [var account, var device]
                ? (long.Parse(account, CultureInfo.InvariantCulture), device)
                : null;
        }
        catch (CryptographicException)
        {
            // Made up, or from an installation whose keys are gone: a browser like any other.
            return null;
        }
    }

    private static string NameOn(HttpContext http) => http.Request.IsHttps ? "__Host-" + Name : Name;
}

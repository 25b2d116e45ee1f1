using Microsoft.Extensions.Primitives;

namespace StudentNet.Platform.Web;

/// <summary>Headers of every answer: nothing inline runs, nothing frames us, nothing personal stays in a cache.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Only our own files; pictures also from data: for the small ones in the stylesheet.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; object-src 'none'; " +
        "frame-ancestors 'none'; form-action 'self'; base-uri 'self'";

    private static readonly (string Name, string Value)[] Fixed =
    [
        ("Content-Security-Policy", ContentSecurityPolicy),
        ("X-Content-Type-Options", "nosniff"),
        // The address of a page may hold a search; it must not travel to other sites.
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ];

    /// <summary>Sets the headers just before the answer starts, so that error pages have them as well.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(SetAsync, context);
        return next(context);
    }

    private static Task SetAsync(object state)
    {
        var headers = ((HttpContext)state).Response.Headers;
        foreach (var (name, value) in Fixed)
        {
            headers[name] = value;
        }

        if (StringValues.IsNullOrEmpty(headers.CacheControl))
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }
}

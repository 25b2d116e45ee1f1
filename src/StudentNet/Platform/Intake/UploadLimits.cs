using Microsoft.AspNetCore.Http.Features;

namespace StudentNet.Platform.Intake;

/// <summary>On an endpoint whose posts bring a file of the format that its address names (<c>{format}</c>): see <see cref="UploadLimits"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class TakesFilesAttribute : Attribute;

/// <summary>
/// How much of a request's body is read. Until access has been checked nothing of an upload, afterwards as much as its format allows; of any
/// other request a few megabytes. The server stops there even when it only reads on to be rid of what is left.
/// </summary>
public static class UploadLimits
{
    /// <summary>What a form needs beside its file: settings, token, boundaries.</summary>
    public const int BesideFile = 64 << 10;

    /// <summary>Bytes of a request that brings no file: a form of a few hundred pupils is far smaller.</summary>
    public const long OtherRequests = 4L << 20;

    /// <summary>Bytes of a request that brings a file of a format.</summary>
    public static long Of(FileFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.MaxBytes + BesideFile;
    }

    /// <summary>Sets what requests may bring where nothing else is said.</summary>
    public static WebApplicationBuilder LimitBodies(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = OtherRequests);
        return builder;
    }

    /// <summary>Before access: nothing of an upload is read.</summary>
    public static WebApplication CloseUploads(this WebApplication app) => Limit(app, _ => 0);

    /// <summary>Behind access: as much as the format allows.</summary>
    public static WebApplication OpenUploads(this WebApplication app) =>
        Limit(app, http => http.GetRouteValue("format") is string code && http.RequestServices.GetRequiredService<FormatCatalogue>().Find(code) is { } format ? Of(format) : 0);

    private static WebApplication Limit(WebApplication app, Func<HttpContext, long> most)
    {
        app.Use(
            (http, next) =>
            {
                if (http.GetEndpoint()?.Metadata.GetMetadata<TakesFilesAttribute>() is not null
                    && http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                {
                    size.MaxRequestBodySize = most(http);
                }

                return next(http);
            }
        );
        return app;
    }
}

using StudentNet.Platform.Commands;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace StudentNet.Platform.Web;

/// <summary>
/// Whose word about the caller's address and scheme is believed: the proxies named in the setting <c>proxies</c> (addresses, parted by
/// blanks). Without the setting nobody's: anybody could write the header and be a new address at every try.
/// </summary>
internal static class Proxies
{
    private const string Setting = "proxies";

    /// <summary>
    /// The framework's own switch, in the environment <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c>: a middleware before ours that believes everybody.
    /// Some container images set it.
    /// </summary>
    private const string BelievesEverybody = "ForwardedHeaders_Enabled";

    /// <summary>Only "true" switches it on; this word says why it is off.</summary>
    private const string Ignored = "ignored";

    /// <summary>Switches off what would believe everybody, wherever it was switched on. To be called last before the application is built.</summary>
    public static void BelieveNobodyElse(this WebApplicationBuilder builder)
    {
        if (string.Equals(builder.Configuration[BelievesEverybody], "true", StringComparison.OrdinalIgnoreCase))
        {
            builder.Configuration[BelievesEverybody] = Ignored;
        }
    }

    /// <summary>Puts the proxies' word in the place of the connection's; an address that is none stops the start.</summary>
    public static void UseProxies(this WebApplication app)
    {
        if (app.Configuration[BelievesEverybody] == Ignored)
        {
            app.Lifetime.ApplicationStarted.Register(() =>
                app.Logger.LogWarning("ASPNETCORE_FORWARDEDHEADERS_ENABLED is ignored: with it anybody could choose the address that limits count. Name the proxies in the setting 'proxies'")
            );
        }

        if (app.Configuration[Setting] is not { Length: > 0 } addresses)
        {
            app.Use(new UnheardProxy(app.Logger).PassAsync);
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var address in addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            options.KnownProxies.Add(
                IPAddress.TryParse(address, out var known) ? known : throw new SettingException($"{Setting}：「{address}」不是網路位址。")
            );
        }

        app.UseForwardedHeaders(options);
    }

    /// <summary>Tells the operator, once, that a proxy seems to stand in front that nobody named.</summary>
    private sealed class UnheardProxy(ILogger log)
    {
        private int _told;

        public Task PassAsync(HttpContext context, RequestDelegate next)
        {
            if (IsForwarded(context.Request.Headers) && Interlocked.Exchange(ref _told, 1) == 0)
            {
                log.LogWarning(
                    "A request from {Address} came with forwarded addresses, and the setting 'proxies' names nobody: if that is your proxy, all people behind it count as one address. Set 'proxies' to its address",
                    context.Connection.RemoteIpAddress
                );
            }

            return next(context);
        }

        private static bool IsForwarded(IHeaderDictionary headers) =>
            headers.ContainsKey(ForwardedHeadersDefaults.XForwardedForHeaderName) || headers.ContainsKey(ForwardedHeadersDefaults.XForwardedProtoHeaderName);
    }
}

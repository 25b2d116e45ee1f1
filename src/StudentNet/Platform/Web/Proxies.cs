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

    public static void UseProxies(this WebApplication app)
    {
        if (app.Configuration[Setting] is not { Length: > 0 } addresses)
        {
            return;
        }

        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (var address in addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            options.KnownProxies.Add(
                IPAddress.TryParse(address, out var known) ? known : throw new InvalidOperationException($"{Setting}: \"{address}\" is not a network address.")
            );
        }

        app.UseForwardedHeaders(options);
    }
}

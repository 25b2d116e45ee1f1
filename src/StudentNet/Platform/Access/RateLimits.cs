using StudentNet.Platform.Commands;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using StudentNet.Platform.Accounts;

namespace StudentNet.Platform.Access;

/// <summary>
/// How often somebody may ask: where passwords, codes and secrets are tried by network address, and by account from browsers that somebody has
/// signed in with; by client at the API; by account where children are looked up. Set by <c>rate-limits:address</c>, <c>rate-limits:client</c> (requests a minute)
/// and <c>rate-limits:look-ups</c> (an hour); 0: no limit. Each server counts for itself.
/// </summary>
/// <remarks>The framework's own middleware never lets go of its limiter: its timer would keep every stopped host in memory, and run on.</remarks>
public sealed class RateLimits : IDisposable
{
    // A county's schools may share one address on the morning of a deadline; a list of common passwords has thousands.
    private const int AddressByDefault = 120;
    private const int ClientByDefault = 1200;

    // A registrar who takes in children all morning asks once in a minute or two; a list of guessed names and birth dates has thousands.
    private const int LookUpsByDefault = 120;
    private const int MinutesOfLookUps = 60;

    /// <summary>In how many steps a bucket refills within the period.</summary>
    private const int Parts = 60;

    /// <summary>For how long the numbers are meant; tests make it long, so that nothing refills while they look.</summary>
    internal TimeSpan Period { get; init; } = TimeSpan.FromMinutes(1);

    // A sign-in form is a few hundred bytes.
    private const long LongestForm = 64 * 1024;

    private readonly PartitionedRateLimiter<string> _addresses;
    private readonly PartitionedRateLimiter<string> _clients;
    private readonly PartitionedRateLimiter<string> _lookUps;
    private readonly int _lookUpsAnHour;

    public RateLimits(IConfiguration configuration)
    {
        var perAddress = Setting(configuration, "rate-limits:address", AddressByDefault);
        var perClient = Setting(configuration, "rate-limits:client", ClientByDefault);
        var lookUps = Setting(configuration, "rate-limits:look-ups", LookUpsByDefault);
        _lookUpsAnHour = lookUps;
        _lookUps = PartitionedRateLimiter.Create<string, string>(account => Bucket(account, lookUps, MinutesOfLookUps));
        _addresses = PartitionedRateLimiter.Create<string, string>(address => Bucket(address, perAddress));
        _clients = PartitionedRateLimiter.Create<string, string>(client => Bucket(client, perClient));
    }

    /// <summary>Lets a request of a machine client (its id) pass, or says after how many seconds to come again.</summary>
    public int? SecondsToWait(string client)
    {
        using var lease = _clients.AttemptAcquire(client);
        return lease.IsAcquired ? null : Seconds(lease);
    }

    /// <summary>Lets an account look a child up by number, name or birth date beyond its own lists, or says after how many seconds to come again.</summary>
    public int? SecondsToWait(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        using var lease = _lookUps.AttemptAcquire(KeyOf(caller.AccountId));
        return lease.IsAcquired ? null : Seconds(lease);
    }

    /// <summary>
    /// The same for the rows of a file that found nobody, which an account (or a machine client, by its id) has tried all at once: false where they are more
    /// than it has left, and then none of them is counted.
    /// </summary>
    public bool MayLookUp(long? account, string? client, int rows)
    {
        if (rows == 0 || _lookUpsAnHour == 0)
        {
            return true;
        }

        if (rows > _lookUpsAnHour)
        {
            return false;
        }

        using var lease = _lookUps.AttemptAcquire(account is { } id ? KeyOf(id) : $"client {client}", rows);
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        _lookUps.Dispose();
        _addresses.Dispose();
        _clients.Dispose();
    }

    /// <summary>
    /// Refuses a post too many of machines from one network. Before authentication, because the token endpoint is answered there: a secret that is one too
    /// many is not even looked at.
    /// </summary>
    internal async Task PassMachinesAsync(HttpContext http, RequestDelegate next)
    {
        if (!IsLimited(http, isForMachines: true))
        {
            await next(http);
            return;
        }

        await PassAsync(
            http,
            next,
            $"machine {Networks.Of(http.Connection.RemoteIpAddress)}",
            () => ApiProblem.OfStatus(StatusCodes.Status429TooManyRequests).ExecuteAsync(http)
        );
    }

    /// <summary>
    /// Refuses a post too many of browsers from one sender; a form without a valid token is refused and not counted. After authentication, because the
    /// token of somebody signed in is bound to them.
    /// </summary>
    internal async Task PassAsync(HttpContext http, RequestDelegate next)
    {
        if (!IsLimited(http, isForMachines: false))
        {
            await next(http);
            return;
        }

        if (!await HasTokenAsync(http))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await PassAsync(http, next, Sender(http), () => Task.CompletedTask);
    }

    private async Task PassAsync(HttpContext http, RequestDelegate next, string sender, Func<Task> say)
    {
        using var lease = _addresses.AttemptAcquire(sender);
        if (lease.IsAcquired)
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.Headers.RetryAfter = Seconds(lease).ToString(CultureInfo.InvariantCulture);
        await say();
    }

    private static bool IsLimited(HttpContext http, bool isForMachines) =>
        HttpMethods.IsPost(http.Request.Method)
        && http.GetEndpoint()?.Metadata.GetMetadata<LimitedByAddressAttribute>() is { } limited
        && limited.IsForMachines == isForMachines;

    // Browsers of one account share a bucket: else whoever has an account could sign in often, and have as many.
    private static string Sender(HttpContext http) =>
        http.RequestServices.GetRequiredService<KnownDevice>().AccountOf(http) is { } account
            ? string.Create(CultureInfo.InvariantCulture, $"account {account}")
            : $"browser {Networks.Of(http.Connection.RemoteIpAddress)}";

    private static async Task<bool> HasTokenAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LongestForm;
        }

        try
        {
            return await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            // The form could not be read at all: the framework would answer the same.
            return false;
        }
    }

    private static string KeyOf(long account) => account.ToString(CultureInfo.InvariantCulture);

    // A key that no bucket has: what was once made for a key serves it for good.
    private static RateLimitPartition<string> Free => RateLimitPartition.GetNoLimiter("free");

    // A bucket that refills little by little: a burst is let through, and whoever waits a moment may go on.
    private RateLimitPartition<string> Bucket(string key, int number, int periods = 1) =>
        number == 0
            ? Free
            : RateLimitPartition.GetTokenBucketLimiter(
                key,
                _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = number,
                    TokensPerPeriod = Math.Max(1, number / Parts),
                    ReplenishmentPeriod = Period * periods / Math.Min(number, Parts),
                    QueueLimit = 0,
                }
            );

    private static int Seconds(RateLimitLease lease) =>
        lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) : 1;

    private static int Setting(IConfiguration configuration, string name, int byDefault) =>
        configuration[name] is { Length: > 0 } text
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw new SettingException($"{name} 應為每分鐘的次數（整數），不是「{text}」。")
            : byDefault;
}

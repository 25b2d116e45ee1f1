using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Platform.Clients;

/// <summary>
/// Records who asks for what is not theirs: a page or an address of the API that answers «not there». The entry says who, which function and which key,
/// and not whether there is such a child: what is not there is recorded in the same way. The answer stays as it is.
/// </summary>
/// <remarks>
/// Nobody can fill the audit by asking: of one caller and function the first three in a minute are recorded, and then the tenth, the hundredth and so on,
/// each with its number.
/// </remarks>
internal sealed class RefusedAttempts(IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int EachUpTo = 3;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string Who, string Function), int> _counts = [];
    private DateTime _minute;

    /// <summary>Lets the request pass and looks at how it was answered.</summary>
    public async Task WatchAsync(HttpContext http, RequestDelegate next)
    {
        // Routing has chosen; an address that leads nowhere asks for nothing, and the page that says so is asked for by ourselves.
        var endpoint = http.GetEndpoint() as RouteEndpoint;
        await next(http);
        if (endpoint is not null && IsRefusal(http.Response.StatusCode) && http.Features.Get<IStatusCodeReExecuteFeature>() is null)
        {
            await RecordAsync(http, endpoint);
        }
    }

    private static bool IsRefusal(int status) => status is StatusCodes.Status404NotFound or StatusCodes.Status403Forbidden;

    private async Task RecordAsync(HttpContext http, RouteEndpoint endpoint)
    {
        var function = endpoint.Metadata.GetMetadata<FunctionAttribute>()?.Code ?? "system.access";
        var now = clock.GetUtcNow().UtcDateTime;
        var caller = http.RequestServices.GetRequiredService<ICallerContext>().Caller;
        var client = http.RequestServices.GetRequiredService<IClientContext>().Client;
        var act = (caller, client) switch
        {
            (_, not null) => ClientRegister.ActOf(client, client.Organisation, "要求不屬於自己或不存在的資料", function, now),
            (not null, _) => caller.Act("要求不屬於自己或不存在的資料", function, now),
            _ => null,
        };
        if (act is null || Count(act, now) is not { } number)
        {
            return;
        }

        // In a scope of its own: what the refused page had begun is none of the entry's business. The asker may be gone, the entry stays.
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        await AuditTrail.RefuseAsync(db, act with { Detail = Asked(http, endpoint, number) }, CancellationToken.None);
    }

    /// <summary>How many in this minute, where that is to be recorded; else null.</summary>
    private int? Count(Act act, DateTime now)
    {
        var minute = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), DateTimeKind.Utc);
        var key = (act.ClientId ?? act.AccountId?.ToString(CultureInfo.InvariantCulture) ?? "", act.Function);
        lock (_lock)
        {
            if (minute != _minute)
            {
                _minute = minute;
                _counts.Clear();
            }

            var number = _counts[key] = _counts.GetValueOrDefault(key) + 1;
            return number <= EachUpTo || IsRound(number) ? number : null;
        }
    }

    /// <summary>10, 100, 1000 and so on.</summary>
    private static bool IsRound(int number)
    {
        while (number % 10 == 0)
        {
            number /= 10;
        }

        return number == 1;
    }

    /// <summary><c>GET /Q1.31/pupil/{personId} personId=4711</c>: the address as it is declared and the keys that were asked for, no words that somebody typed.</summary>
    private static string Asked(HttpContext http, RouteEndpoint endpoint, int number)
    {
        var keys = endpoint
            .RoutePattern.Parameters.Where(p => http.Request.RouteValues.ContainsKey(p.Name))
            .Select(p => $" {p.Name}={AskedFor.Key(Convert.ToString(http.Request.RouteValues[p.Name], CultureInfo.InvariantCulture))}");
        var count = number > EachUpTo ? $"（一分鐘內第 {number} 次）" : "";
        return $"{http.Request.Method} /{endpoint.RoutePattern.RawText?.TrimStart('/')}{string.Concat(keys)} {AskedFor.Filter(http.Request)}{count}".TrimEnd();
    }
}

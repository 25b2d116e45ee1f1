using System.Globalization;
using System.Security.Claims;
using StudentNet.Platform.Access;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Web;

/// <summary>An outage that a page is shown for.</summary>
/// <param name="IsWrite">Whether somebody wanted to change something, which has not happened.</param>
public sealed record ShownOutage(Outage Outage, bool IsWrite);

/// <summary>
/// Around everything: a request that fails because something is away is answered by 503 with <c>Retry-After</c> and words, as a page, a problem or in the
/// shape of a token request, and is a line for the operator. Nothing of the answer asks the database.
/// </summary>
internal sealed class OutageAnswers(RequestDelegate next, IServiceScopeFactory scopes)
{
    private const string Page = "/status/503";

    public async Task InvokeAsync(HttpContext context, OutageLog log)
    {
        try
        {
            await next(context);
        }
        catch (Exception e) when (Outage.Of(e) is not null)
        {
            var outage = Outage.Of(e)!;
            log.Say(outage, e, IsApi(context) ? "a request of a machine client" : "a request");
            if (context.Response.HasStarted)
            {
                // Half an answer must not look like a whole one.
                context.Abort();
                return;
            }

            await AnswerAsync(context, outage);
        }
    }

    private async Task AnswerAsync(HttpContext context, Outage outage)
    {
        context.Response.Clear();
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = ((int)outage.Pause.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (IsApi(context))
        {
            await ApiProblem.OfOutage(outage).ExecuteAsync(context);
        }
        else if (context.Request.Path.StartsWithSegments(TokenEndpoint.Path, StringComparison.Ordinal))
        {
            await TokenEndpoint.AnswerAsync(context, outage);
        }
        else
        {
            await ShowAsync(context, outage);
        }
    }

    /// <summary>Has the pages show it, to somebody who sends no cookie: nobody is looked up, and a notice that waits stays for later.</summary>
    private async Task ShowAsync(HttpContext context, Outage outage)
    {
        var request = context.Request;
        var isWrite = !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method);
        context.Features.Set(new ShownOutage(outage, isWrite));
        request.Headers.Cookie = Theme.Of(request) is { } theme ? $"{Theme.Cookie}={theme}" : default;
        request.Headers.Authorization = default;
        request.Method = HttpMethods.IsHead(request.Method) ? request.Method : HttpMethods.Get;
        request.Path = Page;
        request.QueryString = default;
        request.RouteValues.Clear();
        context.SetEndpoint(null);
        context.User = new ClaimsPrincipal(new ClaimsIdentity());
        // What was prepared for the request that failed may hold a broken connection.
        await using var scope = scopes.CreateAsyncScope();
        var services = context.RequestServices;
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await next(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments(ApiProblem.Path, StringComparison.Ordinal);
}

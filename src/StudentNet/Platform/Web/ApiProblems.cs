using StudentNet.Platform.Access;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Web;

/// <summary>Around everything below <c>/api</c>: whatever ends without words ends as a problem, never as a page.</summary>
internal sealed class ApiProblems(RequestDelegate next, ILogger<ApiProblems> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            // The framework's word for a body that broke off, came too slowly or is too large.
            await Answer(e).ExecuteAsync(context);
            return;
        }
#pragma warning disable CA1031 // The last stop of a request: a machine must be told by a problem, and we by the log.
        catch (Exception e) when (e is not OperationCanceledException && Outage.Of(e) is null && !context.Response.HasStarted)
#pragma warning restore CA1031
        {
            log.LogError(e, "A request of a machine client failed: {Method} {Endpoint}", context.Request.Method, context.GetEndpoint()?.DisplayName);
            context.Response.Clear();
            await ApiProblem.OfStatus(DatabaseFault.IsPassing(e) ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status500InternalServerError).ExecuteAsync(context);
            return;
        }

        var response = context.Response;
        if (response is { HasStarted: false, StatusCode: >= StatusCodes.Status400BadRequest, ContentLength: null, ContentType: null })
        {
            await ApiProblem.OfStatus(response.StatusCode).ExecuteAsync(context);
        }
    }

    private static ApiProblem Answer(BadHttpRequestException e) =>
        e.StatusCode == StatusCodes.Status400BadRequest
            ? ApiProblem.Of(e.StatusCode, new Problem("request.body", "沒有收到完整的內容，沒有收件", "連線可能中斷；請用同一個 Idempotency-Key 重送"))
            : ApiProblem.OfStatus(e.StatusCode);
}

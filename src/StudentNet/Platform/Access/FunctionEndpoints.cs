using StudentNet.Kernel;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Platform.Access;

/// <summary>Ties endpoints that are not pages (API, downloads) to their function, with the same access and window checks.</summary>
public static class FunctionEndpoints
{
    /// <summary>
    /// The endpoint belongs to a function of <c>functions.csv</c>. One that writes is refused with a problem (409) while the window is closed;
    /// a caller whose organisation has both levels names one in <c>level</c>.
    /// </summary>
    public static RouteHandlerBuilder WithFunction(this RouteHandlerBuilder endpoint, string code) =>
        endpoint.WithMetadata(new FunctionAttribute(code)).AddEndpointFilter((context, next) => CheckAsync(code, context, next));

    private static async ValueTask<object?> CheckAsync(string code, EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        var function = services.GetRequiredService<FunctionCatalogue>()[code];
        if (function.Window is null
            || !WindowFilter.Writes(http.Request.Method)
            || http.GetEndpoint()?.Metadata.GetMetadata<OutsideWindowAttribute>() is not null)
        {
            return await next(context);
        }

        var organisation = services.GetRequiredService<ICallerContext>().Required.Organisation;
        if ((organisation.SchoolLevel ?? RequestedLevel.Of(http.Request)) is not { } level)
        {
            return Results.Problem("請在 level 指明學制：1（國小）或 7（國中）。", statusCode: StatusCodes.Status400BadRequest, title: "沒有指明學制");
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var state = await services.GetRequiredService<IWindows>().StateAsync(code, organisation, null, level, now, http.RequestAborted);
        return state is WindowState.Closed closed
            ? Results.Problem(
                closed.Why,
                statusCode: StatusCodes.Status409Conflict,
                title: "不在填報期間",
                extensions: new Dictionary<string, object?> { ["function"] = code, ["opens"] = closed.Opens }
            )
            : await next(context);
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using StudentNet.Kernel;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Platform.Access;

/// <summary>A post that a closed filing window does not refuse, because it files nothing: an export, a setting of one's own.</summary>
/// <param name="reason">Why it files nothing.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class OutsideWindowAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}

/// <summary>What a page says where a window is closed.</summary>
public sealed record ClosedWindow(Function Function, WindowState.Closed State);

/// <summary>Refuses every post, put and delete to a page of a function whose filing window is closed (domain §3), before a handler runs.</summary>
internal sealed class WindowFilter(IModelMetadataProvider metadata) : IAsyncPageFilter
{
    private const string View = "/Modules/Shared/WindowClosed.cshtml";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (context.HandlerInstance is not FunctionPage page || !IsBound(context, page))
        {
            await next();
            return;
        }

        if (page.WindowLevel is not { } level)
        {
            context.Result = new BadRequestResult();
            return;
        }

        var state = await context.HttpContext.RequestServices.GetRequiredService<IWindows>()
            .StateAsync(page.Function.Code, page.Caller.Organisation, page.WindowYear, level, page.Now, context.HttpContext.RequestAborted);
        if (state is WindowState.Closed closed)
        {
            context.Result = Refusal(new ClosedWindow(page.Function, closed));
            return;
        }

        await next();
    }

    private static bool IsBound(PageHandlerExecutingContext context, FunctionPage page) =>
        Writes(context.HttpContext.Request.Method)
        && page.Function.Window is not null
        && !page.GetType().IsDefined(typeof(OutsideWindowAttribute), inherit: true)
        && context.HandlerMethod?.MethodInfo.IsDefined(typeof(OutsideWindowAttribute), inherit: true) is not true;

    private ViewResult Refusal(ClosedWindow closed) =>
        new()
        {
            ViewName = View,
            StatusCode = StatusCodes.Status409Conflict,
            ViewData = new ViewDataDictionary<ClosedWindow>(metadata, new ModelStateDictionary()) { Model = closed },
        };

    internal static bool Writes(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);
}

/// <summary>The school level that a request is about, where it names one: <c>level=1</c> or <c>level=7</c> in route, query or form.</summary>
internal static class RequestedLevel
{
    private const string Name = "level";

    public static SchoolLevel? Of(HttpRequest request)
    {
        var text = request.RouteValues[Name]?.ToString() ?? request.Query[Name].FirstOrDefault();
        if (text is null && request.HasFormContentType)
        {
            text = request.Form[Name].FirstOrDefault();
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var grade) && Enum.IsDefined((SchoolLevel)grade)
            ? (SchoolLevel)grade
            : null;
    }
}

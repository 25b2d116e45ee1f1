using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;

namespace StudentNet.Platform.Windows;

/// <summary>
/// Asks the gate before every post, put and delete to a page of a function with a filing window (domain §3), before a handler runs. What is
/// filed, the page says in <see cref="FunctionPage.Filing"/>; one that says nothing is refused.
/// </summary>
internal sealed class WindowFilter(IModelMetadataProvider metadata, OutsideWindows outside) : IAsyncPageFilter
{
    private const string View = "/Modules/Shared/WindowClosed.cshtml";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (context.HandlerInstance is FunctionPage page && Writes(context.HttpContext.Request.Method) && !outside.Has(page.Function, context.HandlerMethod?.Name))
        {
            var gate = context.HttpContext.RequestServices.GetRequiredService<WindowGate>();
            var state = await gate.AskByHandAsync(page.Function.Code, page.Caller.Organisation, page.Filing, page.Now, context.HttpContext.RequestAborted);
            if (state is WindowState.Closed closed)
            {
                context.Result = Refusal(new ClosedWindow(page.Function, closed));
                return;
            }
        }

        await next();
    }

    private ViewResult Refusal(ClosedWindow closed) =>
        new()
        {
            ViewName = View,
            StatusCode = closed.State.IsUnclear ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict,
            ViewData = new ViewDataDictionary<ClosedWindow>(metadata, new ModelStateDictionary()) { Model = closed },
        };

    private static bool Writes(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);
}

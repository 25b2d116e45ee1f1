using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace StudentNet.Platform.Web;

/// <summary>
/// On a page whose handler reads the body itself, as it comes in: binding must not read the form first, which would keep all of it beside the
/// data folder. The handler checks the token (<c>IAntiforgery</c>) before it keeps anything.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReadsOwnBodyAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
    }

    public void OnResourceExecuted(ResourceExecutedContext context) { }
}

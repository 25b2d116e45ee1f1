using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Kernel;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Platform.Access;

/// <summary>A page of one function. Its class carries <see cref="FunctionAttribute"/>; access and the window have been checked before a handler runs.</summary>
public abstract class FunctionPage : PageModel
{
    /// <summary>Who is signed in.</summary>
    public Caller Caller => Services.GetRequiredService<ICallerContext>().Required;

    /// <summary>The function's row.</summary>
    public Function Function => Services.GetRequiredService<FunctionCatalogue>()[GetType().GetCustomAttribute<FunctionAttribute>()!.Code];

    /// <summary>Now, UTC; the training clock when that runs.</summary>
    public DateTime Now => Services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    /// <summary>Today in Taipei.</summary>
    public DateOnly Today => TaipeiTime.Today(Now);

    /// <summary>An act of the caller in this function.</summary>
    public Act Act(string what, string? reason = null, long? personId = null, string? detail = null) =>
        Caller.Act(what, Function.Code, Now, reason, personId, detail);

    private IServiceProvider Services => HttpContext.RequestServices;
}

using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Kernel;
using StudentNet.Platform.Audit;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

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

    /// <summary>The school year whose window a post obeys; null: it is open when it is open for any year.</summary>
    public virtual SchoolYear? WindowYear => null;

    /// <summary>The level whose window a post obeys: the school's own, or the <c>level</c> (1, 7) that the request names. A post without any is refused (400).</summary>
    public virtual SchoolLevel? WindowLevel => Caller.Organisation.SchoolLevel ?? RequestedLevel.Of(Request);

    /// <summary>How the function's window stands for the caller: what a post of this level would meet.</summary>
    protected Task<WindowState> WindowStateAsync(SchoolLevel level, CancellationToken cancellation = default) =>
        Services.GetRequiredService<IWindows>().StateAsync(Function.Code, Caller.Organisation, WindowYear, level, Now, cancellation);

    /// <summary>An act of the caller in this function.</summary>
    public Act Act(string what, string? reason = null, long? personId = null, string? detail = null) =>
        Caller.Act(what, Function.Code, Now, reason, personId, detail);

    /// <summary>Records that <paramref name="people"/> children were shown; <paramref name="what"/> says which list, in the words of the function.</summary>
    protected Task AuditReadAsync(int people, string what, long? personId = null, string? reason = null, string? detail = null) =>
        AuditTrail.ReadAsync(Services.GetRequiredService<StudentNetDb>(), Act(what, reason, personId, detail), people, HttpContext.RequestAborted);

    private IServiceProvider Services => HttpContext.RequestServices;
}

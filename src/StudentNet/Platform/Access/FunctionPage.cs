using System.Reflection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Platform.Access;

/// <summary>A page of one function. Its class carries <see cref="FunctionAttribute"/>; access has been checked, and for a post the window, before a handler runs.</summary>
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

    /// <summary>
    /// What a post to the page files: school year, level and part of the window, as they are bound from the request. Null: it files nothing; a
    /// post to a page of a function with a window is then refused.
    /// </summary>
    public virtual FilingScope? Filing => null;

    /// <summary>The level filed for: the school's own, or the <c>level</c> (1, 7) that the request names; null: none is named.</summary>
    protected SchoolLevel? LevelFiled => Caller.Organisation.SchoolLevel ?? RequestedLevel.Of(Request);

    /// <summary>An act of the caller in this function.</summary>
    public Act Act(string what, string? reason = null, long? personId = null, string? detail = null) =>
        Caller.Act(what, Function.Code, Now, reason, personId, detail);

    /// <summary>
    /// Records that children were shown, with the filter that the address carries; <paramref name="what"/> says which list, in the words of the function.
    /// </summary>
    protected Task AuditReadAsync(IEnumerable<long> people, string what, long? personId = null, string? reason = null, string? detail = null) =>
        AuditTrail.ReadAsync(Services.GetRequiredService<StudentNetDb>(), Act(what, reason, personId, AskedFor.Beside(detail, Request)), people, HttpContext.RequestAborted);

    /// <summary>The same of the rows of a list.</summary>
    protected Task AuditReadAsync(IEnumerable<IAboutPerson> rows, string what, string? detail = null) => AuditReadAsync(rows.People(), what, detail: detail);

    /// <summary>The same of one child's page.</summary>
    protected Task AuditReadAsync(long personId, string what, string? reason = null, string? detail = null) => AuditReadAsync([personId], what, personId, reason, detail);

    /// <summary>An act by which a list leaves as a file: it carries the filter of the address.</summary>
    protected Act ExportAct(string what, string? reason = null, string? detail = null) => Act(what, reason, detail: AskedFor.Beside(detail, Request));

    /// <summary>Whether the caller may look a child up once more who is perhaps not theirs; else the page says when.</summary>
    protected bool MayLookUp()
    {
        if (Services.GetRequiredService<RateLimits>().SecondsToWait(Caller) is not { } seconds)
        {
            return true;
        }

        ModelState.AddModelError("", $"查詢學生的次數太多，請約 {Math.Max(1, (seconds + 59) / 60)} 分鐘後再查。整批學生請用檔案匯入。");
        return false;
    }

    /// <summary>The words searched for, as the address carries them; null: none.</summary>
    public string? SealedWords => (Request.HasFormContentType && Request.Form.TryGetValue(SearchWords.Parameter, out var posted) ? posted : Request.Query[SearchWords.Parameter]).FirstOrDefault();

    /// <summary>Words as an address may carry them.</summary>
    protected string Seal(string words) => Services.GetRequiredService<SearchWords>().Seal(Caller, words);

    private IServiceProvider Services => HttpContext.RequestServices;
}

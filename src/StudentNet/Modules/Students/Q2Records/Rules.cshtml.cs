using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Accounts;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>規則異動: every dated rule on student records, how it stands today, and what changed when; open to everybody.</summary>
[AllowAnonymous]
public sealed class RulesModel(ICallerContext callers, TimeProvider clock) : PageModel
{
    public bool IsSignedIn => callers.Caller is not null;

    public DateOnly Today => TaipeiTime.Today(clock.GetUtcNow().UtcDateTime);

    public IEnumerable<IGrouping<DateOnly, RecordRule>> Changes => RecordRules.All.GroupBy(r => r.ChangedOn).OrderByDescending(g => g.Key);

    public void OnGet() { }
}

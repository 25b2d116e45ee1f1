using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>
/// One child in the ledger: how it stood on each day, who answered, by which fact, and since when that was known; also as it was known on an earlier day. A child of
/// others is not found; every look is recorded.
/// </summary>
public abstract class LedgerChildPage(LedgerReader reader) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public long PersonId { get; set; }

    /// <summary>As it was known at the end of this day; none: as it is known now.</summary>
    [BindProperty(SupportsGet = true, Name = "known")]
    public DateOnly? Known { get; set; }

    public LedgerChild Child { get; private set; } = null!;

    /// <summary>Where the ledger is.</summary>
    public abstract string Root { get; }

    /// <summary>The period of today, as it is shown.</summary>
    public Standing? Holding => Child.Periods.FirstOrDefault(s => s.ValidFrom <= Today && s.ValidUntil > Today);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (await reader.ChildAsync(Caller.Scope, PersonId, Today, Known, cancellation) is not { } child)
        {
            return NotFound();
        }

        Child = child;
        await AuditReadAsync(PersonId, "檢視學生狀態歷程");
        return Page();
    }
}

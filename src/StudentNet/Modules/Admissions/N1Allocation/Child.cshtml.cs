using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>N1.21, one child: address, rules of the district table, choice list, history, and the decision by hand.</summary>
[Function("N1.21")]
public sealed class ChildModel(StudentNetDb db, EntryRoster roster, HandAllocation hand) : AllocationPage(db)
{
    [BindProperty(SupportsGet = true)]
    public long PersonId { get; set; }

    [BindProperty]
    public DecisionForm Input { get; set; } = new();

    /// <summary>Version of the entry that the officer saw.</summary>
    [BindProperty]
    public int Version { get; set; }

    public RosterRow Row { get; private set; } = null!;

    public IReadOnlyList<AddressRule> Rules { get; private set; } = [];

    public IReadOnlyList<EntryChoice> Choices { get; private set; } = [];

    public IReadOnlyList<EntryEvent> History { get; private set; } = [];

    public IReadOnlyList<Residence> Homes { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Schools { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Reasons { get; } = [.. HandReason.All.Select(r => new SelectListItem(r.Title, r.Code))];

    /// <summary>Only the county that answers for the child decides, and only until a school has registered it.</summary>
    public bool MayDecide => Row.Entry.CountyCode == County && Row.Entry.State is EntryState.Pending or EntryState.NeedsPerson or EntryState.Allocated;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ? Page() : NotFound();

    public Task<IActionResult> OnPostDecideAsync(CancellationToken cancellation) =>
        AnswerAsync(
            () =>
                hand.DecideAsync(
                    new CountyEntries(County, Year, Level),
                    new Dictionary<long, int> { [PersonId] = Version },
                    new HandDecision(Input.School, Input.Reason, Input.Words),
                    Act("人工分發", Input.Reason, PersonId, $"{YearTag} → {Input.School}"),
                    Closed is not null,
                    cancellation
                ),
            "已人工分發。",
            cancellation
        );

    public Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancellation) =>
        AnswerAsync(
            () =>
                hand.WithdrawAsync(
                    new CountyEntries(County, Year, Level),
                    new Dictionary<long, int> { [PersonId] = Version },
                    Act("取消人工分發", personId: PersonId, detail: YearTag),
                    cancellation
                ),
            "已取消人工分發，下次執行分發時決定。",
            cancellation
        );

    private async Task<IActionResult> AnswerAsync(Func<Task<HandResult>> decide, string done, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation))
        {
            return NotFound();
        }

        var result = await decide();
        if (result.IsDone)
        {
            this.Tell(done);
            return RedirectToPage(new { level = (int)Level, PersonId });
        }

        foreach (var problem in result.Problems)
        {
            ModelState.AddModelError("", $"{problem.Message}。{problem.Hint}。");
        }

        return this.Unprocessable();
    }

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        await AskWindowAsync(cancellation);
        if (await roster.Within(Caller.Scope, Year, Level).SingleOrDefaultAsync(r => r.Entry.PersonId == PersonId, cancellation) is not { } row)
        {
            return false;
        }

        Row = row;
        var (year, level) = (Year, Level);
        var plan = row.Entry.PlanId ?? await AllocationRunKind.PlanInForceAsync(Db, County, Year, Level, cancellation);
        Rules = (await AddressRules.ReadAsync(Db, plan, [row], cancellation)).Of(row);
        Choices = await Db.Set<EntryChoice>()
            .AsNoTracking()
            .Where(c => c.PersonId == PersonId && c.Year == year && c.Level == level)
            .OrderByDescending(c => c.IsDefault)
            .ThenBy(c => c.SchoolCode)
            .ToListAsync(cancellation);
        History = await Db.Set<EntryEvent>()
            .AsNoTracking()
            .Where(e => e.PersonId == PersonId && e.Year == year && e.Level == level)
            .OrderByDescending(e => e.Seq)
            .ToListAsync(cancellation);
        Homes = await Db.Set<Residence>().AsNoTracking().Where(r => r.PersonId == PersonId).OrderByDescending(r => r.Seq).ToListAsync(cancellation);
        Schools = await OpenSchoolsAsync(cancellation);
        await NameSchoolsAsync([row.Entry.AllocatedSchool, row.Entry.RegisteredSchool, .. Choices.Select(c => c.SchoolCode), .. History.Select(e => e.SchoolCode)], cancellation);
        await AuditReadAsync(PersonId, "檢視學生分發");
        return true;
    }
}

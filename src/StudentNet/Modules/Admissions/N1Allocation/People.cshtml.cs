using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>N1.21 人工分發: children a person must decide, by cause, with their address and its rules; decided one or many at a time.</summary>
[Function("N1.21")]
public sealed class PeopleModel(StudentNetDb db, EntryRoster roster, HandAllocation hand, TableExport export) : AllocationPage(db)
{
    /// <summary>Which list: needs (待人工分發), hand (人工分發), pending (待分發).</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cause { get; set; }

    [BindProperty(SupportsGet = true, Name = "q", BinderType = typeof(SearchWordsBinder))]
    public string? Search { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public DecisionForm Input { get; set; } = new();

    /// <summary>Chosen children, each with the version of its entry that was on the screen: <c>1024:3</c>.</summary>
    [BindProperty(Name = "pick")]
    public IReadOnlyList<string> Picked { get; set; } = [];

    public bool IsHand => Show == "hand";

    public bool IsPending => Show == "pending";

    public IReadOnlyList<RosterRow> Rows { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0);

    public IReadOnlyList<(AllocationRule Rule, int Count)> Causes { get; private set; } = [];

    public AllocationFigures Figures { get; private set; } = new([]);

    public int HandCount { get; private set; }

    public AddressRules Rules { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Schools { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Reasons { get; } =
        [.. HandReason.All.Select(r => new SelectListItem(r.NeedsWords ? $"{r.Title}（要寫說明）" : r.Title, r.Code))];

    public async Task OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation);

    /// <summary>人工分發 of the chosen children into one school.</summary>
    public async Task<IActionResult> OnPostDecideAsync(CancellationToken cancellation)
    {
        var children = Children();
        var decision = new HandDecision(Input.School, Input.Reason, Input.Words);
        await AskWindowAsync(cancellation);
        var act = Act("人工分發", Input.Reason, children.Count == 1 ? children.Keys.First() : null, $"{YearTag} {children.Count} 人 → {Input.School}") with { People = [.. children.Keys] };
        return await AnswerAsync(await hand.DecideAsync(Where, children, decision, act, Closed is not null, cancellation), "已人工分發", cancellation);
    }

    /// <summary>Takes decisions by hand back.</summary>
    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken cancellation)
    {
        var children = Children();
        var act = Act("取消人工分發", personId: children.Count == 1 ? children.Keys.First() : null, detail: $"{YearTag} {children.Count} 人") with { People = [.. children.Keys] };
        return await AnswerAsync(await hand.WithdrawAsync(Where, children, act, cancellation), "已取消人工分發，下次執行分發時決定：", cancellation);
    }

    /// <summary>The list as it is filtered, as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        var rows = await EntryRoster.Sort(Filtered(), RosterOrder.Place).ToListAsync(cancellation);
        Rules = await AddressRules.ReadAsync(Db, await PlanAsync(cancellation), rows, cancellation);
        await NameSchoolsAsync(rows.Select(r => r.Entry.AllocatedSchool), cancellation);
        IReadOnlyList<TableColumn<RosterRow>> columns =
        [
            new("姓名", r => r.Person.Name),
            TableColumn.Number<RosterRow>("證號", r => r.Number),
            TableColumn.Date<RosterRow>("出生日期", r => r.Person.BirthDate),
            new("村里鄰", r => r.Place),
            new("地址", r => r.Residence?.Address),
            new("原因", r => AllocationWords.Why(r.Entry)),
            new("學校", r => School(r.Entry.AllocatedSchool)),
            new("學區規則", r => string.Join("；", Rules.Of(r))),
        ];
        return await export.FileAsync(IsHand ? "人工分發名單" : "待人工分發名單", kind, columns, rows.ToAsyncEnumerable(), ExportAct("輸出人工分發名單"), cancellation);
    }

    private CountyEntries Where => new(County, Year, Level);

    private async Task<IActionResult> AnswerAsync(HandResult result, string done, CancellationToken cancellation)
    {
        if (result.IsDone)
        {
            this.Tell($"{done} {result.Count:N0} 人。");
            return RedirectToPage(new { level = (int)Level, show = Show, cause = Cause, q = SealedWords });
        }

        foreach (var problem in result.Problems)
        {
            var field = problem.Code switch
            {
                "hand.school" or "hand.school-closed" => "Input.School",
                "hand.reason" => "Input.Reason",
                "hand.words" or "hand.words-long" => "Input.Words",
                _ => "",
            };
            ModelState.AddModelError(field, $"{problem.Message}。{problem.Hint}。");
        }

        await LoadAsync(cancellation);
        return this.Unprocessable();
    }

    private Dictionary<long, int> Children()
    {
        var children = new Dictionary<long, int>();
        foreach (var pick in Picked)
        {
            var parts = pick.Split(':');
            if (
                parts.Length == 2
                && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var person)
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            )
            {
                children[person] = version;
            }
        }

        return children;
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        await AskWindowAsync(cancellation);
        Figures = await AllocationFigures.NowAsync(Db, County, Year, Level, cancellation);
        Causes =
        [
            .. AllocationRules.Causes.Select(r => (r, Figures.Lines.Where(l => l.Kind == AllocationFigureKind.NeedsPerson && l.Code == r.Code).Sum(l => l.Count)))
                .Where(c => c.Item2 > 0),
        ];
        HandCount = await Mine().CountAsync(r => r.Entry.Basis == AllocationBasis.Hand && r.Entry.State == EntryState.Allocated, cancellation);
        var page = await EntryRoster.PageAsync(EntryRoster.Sort(Filtered(), RosterOrder.Place), PageNumber, cancellation);
        (Rows, Part) = (page.Rows, page.Part);
        Rules = await AddressRules.ReadAsync(Db, await PlanAsync(cancellation), Rows, cancellation);
        Schools = await OpenSchoolsAsync(cancellation);
        await NameSchoolsAsync(Rows.Select(r => r.Entry.AllocatedSchool), cancellation);
        if (Rows.Count > 0)
        {
            await AuditReadAsync(Rows, "檢視人工分發名單");
        }
    }

    private Task<long?> PlanAsync(CancellationToken cancellation) => AllocationRunKind.PlanInForceAsync(Db, County, Year, Level, cancellation);

    private IQueryable<RosterRow> Mine()
    {
        var county = County;
        return roster.Within(Caller.Scope, Year, Level).Where(r => r.Entry.CountyCode == county && r.Person.Ended == null);
    }

    private IQueryable<RosterRow> Filtered()
    {
        EntryState[] states = [IsHand ? EntryState.Allocated : IsPending ? EntryState.Pending : EntryState.NeedsPerson];
        return EntryRoster.Filter(
            Mine(),
            new RosterFilter { Search = Search, Cause = IsHand || IsPending ? null : Cause, States = states, Basis = IsHand ? AllocationBasis.Hand : null }
        );
    }
}

/// <summary>The form of a decision by hand.</summary>
public sealed class DecisionForm
{
    [Display(Name = "分發至")]
    public string? School { get; set; }

    [Display(Name = "原因")]
    public string? Reason { get; set; }

    [Display(Name = "說明")]
    public string? Words { get; set; }
}

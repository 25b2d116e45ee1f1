using Microsoft.AspNetCore.Mvc;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Files;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>The children behind a number of P1 不漏一人: of a group or standing, an age, and for the ministry a county, as they stand today; those who wait longest first.</summary>
public abstract class LedgerChildrenPage(LedgerReader reader, TableExport export) : PersonListPage<LedgerRow>("學生狀態名單", export)
{
    [BindProperty(SupportsGet = true)]
    public StandingGroup? Group { get; set; }

    /// <summary>A standing of <c>standing-rules.csv</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Standing { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Age { get; set; }

    /// <summary>For the ministry: only this county.</summary>
    [BindProperty(SupportsGet = true)]
    public string? County { get; set; }

    /// <summary>Where the ledger is.</summary>
    public abstract string Root { get; }

    /// <summary>在學、8 歲.</summary>
    public string Words =>
        string.Join(
            '、',
            new[]
            {
                Standing is { } code ? StandingRules.All.FirstOrDefault(r => r.Standing == code)?.StandingTitle ?? code
                    : Group is { } group ? StandingRules.TitleOf(group)
                    : "全部",
                Age is { } age ? $"{age} 歲" : null,
            }.OfType<string>()
        );

    private IEnumerable<StandingRule> Rules => StandingRules.All.Where(r => (Standing is null || r.Standing == Standing) && (Group is null || r.Group == Group));

    protected override IReadOnlyList<TableColumn<LedgerRow>> Columns { get; } =
        [
            new("姓名", r => r.Person.Name),
            TableColumn.Number<LedgerRow>("證號", r => r.Number),
            TableColumn.Date<LedgerRow>("出生日期", r => r.Person.BirthDate),
            new("狀態", r => r.Rule.StandingTitle),
            new("依據", r => r.Rule.Title),
            new("文號或案號", r => r.Standing.Detail),
            TableColumn.Date<LedgerRow>("起日", r => r.Standing.ValidFrom),
            new("負責單位代碼", r => r.Standing.OrganisationCode),
            new("負責單位", r => r.Organisation),
            new("資料接收時間", r => r.Standing.ReceivedAt),
        ];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (County is not null && !County.All(char.IsAsciiDigit))
        {
            return NotFound();
        }

        // The whole country's pupils are no list that anybody reads: the ministry names a county first.
        if (Caller.Scope is Scope.National && County is null && Rules.Any(r => r.Group == StandingGroup.School))
        {
            return Redirect(Root);
        }

        await ShowAsync(cancellation);
        return Page();
    }

    protected override IQueryable<LedgerRow> Filtered()
    {
        var rules = Rules.Select(r => r.Number).ToList();
        var periods = reader.Within(Caller.Scope, Today).Where(s => rules.Contains(s.Rule));
        if (Caller.Scope is Scope.National && County is { } county)
        {
            periods = periods.Where(s => s.CountyCode == county);
        }

        if (Age is { } age)
        {
            var cohort = LedgerFigures.CohortOf(Math.Clamp(age, 0, 99), Today);
            periods = periods.Where(s => s.Cohort == cohort);
        }

        return reader.Rows(periods).OrderBy(r => r.Standing.ValidFrom).ThenBy(r => r.Standing.PersonId);
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Files;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N7NewResidents;

/// <summary>A page of N7; its window is one for both levels.</summary>
public abstract class NewResidentsPage : FunctionPage
{
    public override FilingScope? Filing => FilingOn(Today);

    internal static FilingScope FilingOn(DateOnly today) => FilingScope.Of(WorkingYear.ForEntry(today), null).OfEitherLevel();
}

/// <summary>The list of proposed children; part and page live in the address, and the export is the list as it is filtered.</summary>
public abstract class ProposalListPage(ProposalRoster roster, TableExport export) : PersonListPage<ProposalRow>("提報學生", export)
{
    public override FilingScope? Filing => NewResidentsPage.FilingOn(Today);

    [BindProperty(SupportsGet = true)]
    public ProposalState? Show { get; set; }

    public IReadOnlyDictionary<ProposalState, int> Counts { get; private set; } = new Dictionary<ProposalState, int>();

    protected override IReadOnlyList<TableColumn<ProposalRow>> Columns { get; } =
        [
            new("學年度", r => r.Proposal.Year.Roc),
            new("學校代碼", r => r.School.Code),
            new("學校", r => r.School.Name),
            new("姓名", r => r.Person.Name),
            TableColumn.Number<ProposalRow>("證號", r => r.Number),
            TableColumn.Date<ProposalRow>("出生日期", r => r.Person.BirthDate),
            new("原因", r => ProposalReasons.Title(r.Proposal.Reason)),
            new("說明", r => r.Proposal.Words),
            new("提報時間", r => r.Proposal.ProposedAt),
            new("狀態", r => r.Status.Word),
            new("縣市意見", r => r.Proposal.Answer),
            new("戶籍名冊已有", r => r.IsResident),
        ];

    /// <summary>The address of a child's page.</summary>
    public string Href(ProposalRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return $"/{Function.Code}/child/{row.Proposal.PersonId}";
    }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Counts = await roster.Within(Caller.Scope).GroupBy(r => r.Proposal.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        await ShowAsync(cancellation, Show is { } show ? Counts.GetValueOrDefault(show) : Counts.Values.Sum());
    }

    protected override IQueryable<ProposalRow> Filtered()
    {
        var rows = roster.Within(Caller.Scope);
        return Show is { } show ? rows.Where(r => r.Proposal.State == show) : rows;
    }
}

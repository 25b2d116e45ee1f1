using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Files;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.N7NewResidents;

/// <summary>A page of N7; its window is one for both levels.</summary>
public abstract class NewResidentsPage : FunctionPage
{
    public override FilingScope? Filing => FilingScope.Of(WorkingYear.ForEntry(Today), null).OfEitherLevel();

    /// <summary>The address of a child's page.</summary>
    public string Href(ProposalRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return $"/{Function.Code}/child/{row.Proposal.PersonId}";
    }
}

/// <summary>The list of proposed children; part and page live in the address, and the export is the list as it is filtered.</summary>
public abstract class ProposalListPage(ProposalRoster roster, TableExport export) : NewResidentsPage
{
    [BindProperty(SupportsGet = true)]
    public ProposalState? Show { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<ProposalRow> Rows { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0);

    public IReadOnlyDictionary<ProposalState, int> Counts { get; private set; } = new Dictionary<ProposalState, int>();

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Counts = await roster.Within(Caller.Scope).GroupBy(r => r.Proposal.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var rows = Filtered();
        Part = new PageOf(await rows.CountAsync(cancellation), PageNumber);
        Rows = await rows.Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        if (Rows.Count > 0)
        {
            await AuditReadAsync(Rows.Count, "檢視提報學生");
        }
    }

    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        IReadOnlyList<TableColumn<ProposalRow>> columns =
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
        return await export.FileAsync("提報學生", kind, columns, Filtered().AsAsyncEnumerable(), Act("輸出提報學生"), cancellation);
    }

    private IQueryable<ProposalRow> Filtered()
    {
        var rows = roster.Within(Caller.Scope);
        return Show is { } show ? rows.Where(r => r.Proposal.State == show) : rows;
    }
}

using Microsoft.AspNetCore.Mvc;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment.P2Approvals;

/// <summary>P2.21 核定紀錄: the dated approvals of the county's children; search, state and page live in the address.</summary>
[Function("P2.21")]
public sealed class IndexModel(ApprovalRoster roster, TableExport export) : PersonListPage<ApprovalRow>("核定紀錄", export)
{
    public override FilingScope? Filing => FilingScope.Of(SchoolYear.Of(Today), null).OfEitherLevel();

    [BindProperty(SupportsGet = true)]
    public ApprovalState? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "q", BinderType = typeof(SearchWordsBinder))]
    public string? Search { get; set; }

    public IReadOnlyDictionary<ApprovalState, int> Counts { get; private set; } = new Dictionary<ApprovalState, int>();

    protected override IReadOnlyList<TableColumn<ApprovalRow>> Columns =>
        [
            new("姓名", r => r.Person.Name),
            TableColumn.Number<ApprovalRow>("證號", r => r.Number),
            TableColumn.Date<ApprovalRow>("出生日期", r => r.Person.BirthDate),
            new("核定類別", r => ApprovalKinds.TitleOf(r.Approval.Kind)),
            new("核定單位", r => r.Approval.Approver),
            new("公文文號", r => r.Approval.DocumentNo),
            TableColumn.Date<ApprovalRow>("起日", r => r.Approval.ValidFrom),
            TableColumn.Date<ApprovalRow>("迄日", r => r.Approval.ValidThrough),
            new("登錄縣市", r => r.County),
            new("登錄時間", r => r.Approval.EnteredAt),
            new("狀態", r => ApprovalWords.Of(r.Approval.State(Today)).Word),
            new("作廢原因", r => r.Approval.VoidReason),
        ];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Counts = await ApprovalRoster.CountAsync(roster.Within(Caller.Scope), Today, cancellation);
        await ShowAsync(cancellation);
    }

    protected override IQueryable<ApprovalRow> Filtered() =>
        ApprovalRoster.Filter(roster.Within(Caller.Scope), State, Search, Today)
            .OrderBy(r => r.Approval.VoidedAt != null)
            .ThenBy(r => r.Approval.ValidThrough)
            .ThenBy(r => r.Approval.PersonId)
            .ThenBy(r => r.Approval.Seq);
}

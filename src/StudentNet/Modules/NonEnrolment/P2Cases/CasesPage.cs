using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>
/// A list of cases beside one opened case: the same page for school (P2.31), county (P2.21) and township (P2.41), each with what it may do.
/// A case outside the caller's scope is not found.
/// </summary>
public abstract class CasesPage(StudentNetDb db, CaseRoster roster, TableExport export) : FunctionPage
{
    private static readonly IReadOnlyList<TableColumn<CaseRow>> Columns =
    [
        new("案號", r => r.Case.CaseNo),
        new("姓名", r => r.Person.Name),
        TableColumn.Number<CaseRow>("證號", r => r.Number),
        TableColumn.Date<CaseRow>("出生日期", r => r.Person.BirthDate),
        new("村里", r => r.Residence?.VillageText),
        new("列管或建議學校", r => r.Case.SchoolCode ?? r.Case.ProposedSchool),
        new("學校名稱", r => r.SchoolName),
        new("學校登錄原因", r => r.Said),
        new("指派時間", r => r.Case.DesignatedAt),
        TableColumn.Date<CaseRow>("下次訪查", r => r.Case.NextVisitDue),
    ];

    /// <summary>The opened case's number, from the address; none: the first of the list.</summary>
    [BindProperty(SupportsGet = true)]
    public string? CaseNo { get; set; }

    /// <summary>Filter by state.</summary>
    [BindProperty(SupportsGet = true)]
    public CaseState? State { get; set; }

    /// <summary>Only those whose release is proposed.</summary>
    [BindProperty(SupportsGet = true, Name = "proposed")]
    public bool IsProposed { get; set; }

    /// <summary>Only cases of earlier school years.</summary>
    [BindProperty(SupportsGet = true, Name = "earlier")]
    public bool IsEarlier { get; set; }

    /// <summary>Name, last three characters of the number, or a case number.</summary>
    [BindProperty(SupportsGet = true, Name = "q", BinderType = typeof(SearchWordsBinder))]
    public string? Search { get; set; }

    // Not from the route, where "page" is the name of the Razor page itself.
    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Whole number of the opened case, after it was asked for with a reason.</summary>
    public string? Revealed { get; private set; }

    public IReadOnlyList<CaseRow> Rows { get; private set; } = [];

    public CaseCounts Counts { get; private set; } = new(0, 0, 0, 0);

    public PageOf Paging { get; private set; } = new(0);

    public CaseFile? Opened { get; private set; }

    /// <summary>Notices to the organisation about its cases that nobody there has read.</summary>
    public IReadOnlyList<OrganisationNotice> Notices { get; private set; } = [];

    public override FilingScope? Filing => FilingScope.Of(SchoolYear.Of(Today), null).OfEitherLevel();

    protected StudentNetDb Db { get; } = db;

    private string NoticesTo => $"/{Function.Code}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ? Page() : NotFound();

    /// <summary>The filtered list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        var rows = CaseRoster.Filter(roster.Within(Caller.Scope), State, Search, Today, IsProposed, IsEarlier).OrderBy(r => r.Case.CaseNo);
        var state = new TableColumn<CaseRow>("狀態", r => CaseWords.Of(r.Case.State(Today)).Word);
        var proposed = new TableColumn<CaseRow>("待確認解列", r => r.Case.ReleasedAt is null ? CaseWords.ReleaseOf(r.Case.ProposedReleasePass)?.Title : null);
        return await export.FileAsync("列管名單", kind, [.. Columns, state, proposed], rows.AsAsyncEnumerable(), ExportAct("輸出列管名單"), cancellation);
    }

    /// <summary>顯示完整字號: asks for a reason and leaves a trace.</summary>
    public async Task<IActionResult> OnPostRevealAsync(string? reason, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation) || Opened is null)
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            ModelState.AddModelError("reason", "顯示完整字號要填用途");
            return this.Unprocessable();
        }

        await AuditReadAsync(Opened.Row.Case.PersonId, "顯示完整字號", reason.Trim());
        Revealed = Opened.Row.Number;
        return Page();
    }

    /// <summary>The notices have been read: for the pages of those who get some.</summary>
    protected async Task<IActionResult> MarkNoticesReadAsync(CancellationToken cancellation)
    {
        await UnreadNotices.MarkReadAsync(Db, Caller.Organisation.Code, NoticesTo, Act("通知已讀"), cancellation);
        this.Tell("通知已標為已讀");
        return RedirectToPage(new { CaseNo });
    }

    /// <summary>Address of a case with the list's filters kept.</summary>
    public string Link(CaseRow row) => $"/{Function.Code}/{row.Case.CaseNo}{Request.QueryString}";

    /// <summary>The opened case, tracked for a change; null: absent or out of scope.</summary>
    protected async Task<TrackedCase?> OpenAsync(CancellationToken cancellation)
    {
        var row = await roster.Within(Caller.Scope).SingleOrDefaultAsync(r => r.Case.CaseNo == CaseNo, cancellation);
        return row is null
            ? null
            : await Db.Set<TrackedCase>().SingleAsync(c => c.PersonId == row.Case.PersonId && c.CaseSeq == row.Case.CaseSeq, cancellation);
    }

    protected async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        Notices = await UnreadNotices.Of(Db, Caller.Organisation.Code, NoticesTo).ToListAsync(cancellation);
        var all = roster.Within(Caller.Scope);
        Counts = await CaseRoster.CountAsync(all, Today, cancellation);
        var rows = CaseRoster.Filter(all, State, Search, Today, IsProposed, IsEarlier);
        Paging = new PageOf((IsEarlier ? null : Counts.Of(State, IsProposed, Search)) ?? await rows.CountAsync(cancellation), PageNumber);
        Rows = await rows.OrderBy(r => r.Case.ReleasedAt != null)
            .ThenBy(r => r.Case.CaseNo)
            .Skip(Paging.Skip)
            .Take(Paging.Size)
            .ToListAsync(cancellation);
        if (CaseNo is null)
        {
            if (Rows.Count > 0)
            {
                Opened = await CaseFile.ReadAsync(Db, Rows[0], cancellation);
            }
        }
        else
        {
            // A case opened by its number stays open beside a list that its state has just left.
            if ((Rows.FirstOrDefault(r => r.Case.CaseNo == CaseNo) ?? await all.SingleOrDefaultAsync(r => r.Case.CaseNo == CaseNo, cancellation)) is not { } opened)
            {
                return false;
            }

            Opened = await CaseFile.ReadAsync(Db, opened, cancellation);
        }

        if (Rows.Count > 0 || Opened is not null)
        {
            await AuditReadAsync(Opened is null ? Rows.People() : Rows.Append(Opened.Row).People(), "檢視列管學生", Opened?.Row.Case.PersonId);
        }

        return true;
    }
}

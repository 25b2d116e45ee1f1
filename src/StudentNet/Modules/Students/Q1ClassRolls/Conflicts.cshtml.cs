using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.31 兩校名單與未轉入: pupils of the school on two rolls, and pupils who left its roll and stand on none.</summary>
[Function("Q1.31")]
public sealed class ConflictsModel(StudentNetDb db, WindowGate gate, WindowBanners banners, RollDoubts doubts, TableExport export)
    : SchoolRollPage(db, gate, banners, doubts)
{
    /// <summary>More are not shown at once.</summary>
    private const int MostNotices = 200;

    /// <inheritdoc cref="RollDoubtKinds.Shown"/>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public RollDoubtList List { get; private set; } = null!;

    /// <summary>What nobody of the school has read yet: a pupil who came to another school, one whom another's file writes otherwise.</summary>
    public IReadOnlyList<OrganisationNotice> Notices { get; private set; } = [];

    private RollGaps Gaps => new(Database, Term, Database.SchoolsOf(Caller.Scope).Select(o => o.Code), Now);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        List = (await RollDoubtList.ReadAsync(Gaps, await Doubtful.OfAsync(Term, Caller.Scope, cancellation), Show, PageNumber, cancellation)) with { Own = IsOpen ? School : null };
        var school = School;
        Notices = await Database.Set<OrganisationNotice>()
            .AsNoTracking()
            .Where(n => n.OrganisationCode == school && n.ReadAt == null && n.Link == SpelledElsewhere.Link)
            .OrderByDescending(n => n.At)
            .Take(MostNotices)
            .ToListAsync(cancellation);
        if (List.Rows.Count > 0)
        {
            await AuditReadAsync(List.Rows, "檢視兩校名單與未轉入");
        }
    }

    /// <summary>標為已讀: all of them.</summary>
    public async Task<IActionResult> OnPostReadAsync(CancellationToken cancellation)
    {
        var (school, now) = (School, Now);
        var unread = await Database.Set<OrganisationNotice>().Where(n => n.OrganisationCode == school && n.ReadAt == null && n.Link == SpelledElsewhere.Link).ToListAsync(cancellation);
        unread.ForEach(n => (n.ReadAt, n.ReadBy) = (now, Caller.AccountId));
        await Database.SaveAsync(Act("標為已讀", detail: $"{unread.Count}"), cancellation);
        this.Tell($"已將 {unread.Count:N0} 則通知標為已讀。");
        return RedirectToPage();
    }

    /// <summary>The list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation) =>
        await export.FileAsync("兩校名單與未轉入", kind, RollDoubt.Columns, RollDoubtList.LinesAsync(Gaps, Show, cancellation), ExportAct("輸出兩校名單與未轉入"), cancellation);
}

using Microsoft.AspNetCore.Mvc;
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
    /// <inheritdoc cref="RollDoubtKinds.Shown"/>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public RollDoubtList List { get; private set; } = null!;

    private RollGaps Gaps => new(Database, Term, Database.SchoolsOf(Caller.Scope).Select(o => o.Code), Now);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        List = (await RollDoubtList.ReadAsync(Gaps, await Doubtful.OfAsync(Term, Caller.Scope, cancellation), Show, PageNumber, cancellation)) with { Own = IsOpen ? School : null };
        if (List.Rows.Count > 0)
        {
            await AuditReadAsync(List.Rows, "檢視兩校名單與未轉入");
        }
    }

    /// <summary>The list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation) =>
        await export.FileAsync("兩校名單與未轉入", kind, RollDoubt.Columns, RollDoubtList.LinesAsync(Gaps, Show, cancellation), ExportAct("輸出兩校名單與未轉入"), cancellation);
}

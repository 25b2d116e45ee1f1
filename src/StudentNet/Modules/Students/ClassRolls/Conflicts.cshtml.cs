using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.ClassRolls;

/// <summary>Q1.31 兩校名單與未轉入: pupils of the school on two rolls, and pupils who left its roll and stand on none.</summary>
[Function("Q1.31")]
public sealed class ConflictsModel(StudentNetDb db, IWindows windows, WindowBanners banners, RollDoubts doubts, TableExport export)
    : SchoolRollPage(db, windows, banners, doubts)
{
    public GapView View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        var schools = RollGaps.SchoolsOf(Database, Caller.Scope);
        View = await GapView.ReadAsync(Database, Term, schools, Now, cancellation);
        await AuditReadAsync(View.Doubles.Count + View.Gaps.Count, "檢視兩校名單與未轉入");
    }

    /// <summary>Both tables as one file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        var view = await GapView.ReadAsync(Database, Term, RollGaps.SchoolsOf(Database, Caller.Scope), Now, cancellation);
        return await export.FileAsync("兩校名單與未轉入", kind, GapView.Columns, view.Lines.ToAsyncEnumerable(), Act("輸出兩校名單與未轉入"), cancellation);
    }
}

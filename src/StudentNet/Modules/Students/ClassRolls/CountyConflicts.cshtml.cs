using Microsoft.AspNetCore.Mvc;
using StudentNet.Kernel;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Students.ClassRolls;

/// <summary>Q1.21 兩校名單與未轉入, of the county's schools.</summary>
[Function("Q1.21")]
public sealed class CountyConflictsModel(StudentNetDb db, TableExport export) : FunctionPage
{
    [BindProperty(SupportsGet = true, Name = "term")]
    public string? TermText { get; set; }

    public Term Term => Term.TryParse(TermText, out var term) ? term : RollTerm.Of(Today);

    public GapView View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        ViewData["YearTag"] = Term.Title;
        var schools = RollGaps.SchoolsOf(db, Caller.Scope);
        View = await GapView.ReadAsync(db, Term, schools, Now, cancellation);
        await AuditReadAsync(View.Doubles.Count + View.Gaps.Count, "檢視兩校名單與未轉入");
    }

    /// <summary>Both tables as one file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        var view = await GapView.ReadAsync(db, Term, RollGaps.SchoolsOf(db, Caller.Scope), Now, cancellation);
        return await export.FileAsync("兩校名單與未轉入", kind, GapView.Columns, view.Lines.ToAsyncEnumerable(), Act("輸出兩校名單與未轉入"), cancellation);
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.21 兩校名單與未轉入, of the county's schools or of one of them.</summary>
[Function("Q1.21")]
public sealed class CountyConflictsModel(StudentNetDb db, RollDoubts doubts, TableExport export) : FunctionPage
{
    [BindProperty(SupportsGet = true, Name = "term")]
    public string? TermText { get; set; }

    /// <inheritdoc cref="RollDoubtKinds.Shown"/>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>Only this school; none: all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? School { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public Term Term => Term.TryParse(TermText, out var term) ? term : RollTerm.Of(Today);

    /// <summary>Of all the county's schools, whichever is chosen.</summary>
    public int Doubts { get; private set; }

    public RollDoubtList List { get; private set; } = null!;

    private IQueryable<string> Schools => db.SchoolsOf(Caller.Scope).Select(o => o.Code);

    /// <summary>A school of another county is none of these schools, and the list is empty.</summary>
    private RollGaps Gaps => new(db, Term, string.IsNullOrEmpty(School) ? Schools : Schools.Where(code => code == School), Now);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        ViewData["YearTag"] = Term.Title;
        Doubts = (await doubts.OfAsync(Term, Caller.Scope, cancellation)).Total;
        var schools = await db.Set<Organisation>()
            .Where(o => Schools.Contains(o.Code))
            .OrderBy(o => o.Code)
            .Select(o => new { o.Code, o.Name })
            .ToListAsync(cancellation);
        var list = await RollDoubtList.ReadAsync(Gaps, await Gaps.CountAsync(cancellation), Show, PageNumber, cancellation);
        List = list with { School = School, Schools = [.. schools.Select(s => (s.Code, s.Name))] };
        if (List.Rows.Count > 0)
        {
            await AuditReadAsync(List.Rows, "檢視兩校名單與未轉入");
        }
    }

    /// <summary>The list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation) =>
        await export.FileAsync("兩校名單與未轉入", kind, RollDoubt.Columns, RollDoubtList.LinesAsync(Gaps, Show, cancellation), ExportAct("輸出兩校名單與未轉入"), cancellation);
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>The classes of one school, looked at by its county or the ministry: figures only, no child is named.</summary>
public abstract class SchoolLookPage(StudentNetDb db, LastSubmissions submissions, TableExport export) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public string School { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "term")]
    public string? TermText { get; set; }

    public Term Term => Term.TryParse(TermText, out var term) ? term : RollTerm.Of(Today);

    public Organisation Of { get; private set; } = null!;

    public IReadOnlyList<ClassCount> Classes { get; private set; } = [];

    public int Ceiling { get; private set; }

    public Submission? Last { get; private set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    public HeadCount Total { get; private set; }

    /// <summary>Foreign pupils on Q3's list who are in no class yet.</summary>
    public int Unplaced { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await ReadAsync(cancellation) ? Page() : NotFound();

    /// <summary>Whose the figures of the page are.</summary>
    public string Whose => $"{School}|{(int)Of.SchoolLevel!}|{Term}";

    /// <summary>The grid as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation) =>
        await ReadAsync(cancellation)
            ? await export.FileAsync($"{School} 各班人數", kind, SchoolClasses.Columns(Ceiling), Classes.ToAsyncEnumerable(), Act("輸出各班人數"), cancellation)
            : NotFound();

    /// <summary>Whether the caller may look at the school.</summary>
    private async Task<bool> ReadAsync(CancellationToken cancellation)
    {
        var school = await db.SchoolsOf(Caller.Scope).AsNoTracking().SingleOrDefaultAsync(o => o.Code == School, cancellation);
        if (school is not { SchoolLevel: { } level })
        {
            return false;
        }

        Of = school;
        ViewData["YearTag"] = Term.Title;
        ViewData["Title"] = ViewData["Leaf"] = school.Name;
        var classes = await ClassGrid.ReadAsync(db, School, Term, cancellation);
        (Classes, Unplaced, Total) = ([.. SchoolClasses.Sorted(classes.Classes, Sort)], classes.Unplaced.Total, classes.Total);
        Ceiling = (await CountyParameters.ForAsync(db, school.CountyCode!, Term.Year, level, cancellation)).ClassCeiling;
        Last = await submissions.OfAsync(RollTerm.Window(Term), School, Term.Year, level, cancellation);
        return true;
    }
}

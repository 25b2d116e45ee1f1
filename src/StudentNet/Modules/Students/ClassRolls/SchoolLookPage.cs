using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.ClassRolls;

/// <summary>The classes of one school, looked at by its county or the ministry: figures only, no child is named.</summary>
public abstract class SchoolLookPage(StudentNetDb db) : FunctionPage
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

    public HeadCount Total => HeadCount.Sum(Classes.Select(c => c.Count));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var county = Caller.Scope is Scope.County own ? own.Code : null;
        var school = await db.Set<Organisation>()
            .AsNoTracking()
            .SingleOrDefaultAsync(o => o.Code == School && o.Level == Level.School && (county == null || o.CountyCode == county), cancellation);
        if (school is not { SchoolLevel: { } level })
        {
            return NotFound();
        }

        Of = school;
        ViewData["YearTag"] = Term.Title;
        ViewData["Title"] = ViewData["Leaf"] = school.Name;
        var foreign = await ForeignPupilsOfClasses.OfAsync(db, [School], Term, cancellation);
        Classes = await ClassGrid.ReadAsync(db, School, Term, foreign, cancellation);
        Ceiling = (await CountyParameters.ForAsync(db, school.CountyCode!, Term.Year, level, cancellation)).ClassCeiling;
        Last = await Submissions.LastAsync(db, RollTerm.Window(Term), School, Term.Year, level, cancellation);
        return Page();
    }
}

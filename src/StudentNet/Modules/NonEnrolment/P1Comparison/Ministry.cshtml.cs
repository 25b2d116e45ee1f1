using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.NonEnrolment.P1Comparison;

/// <summary>P1.11 全國大比對: run it, see what it read, by which passes, what came of it and what changed since the last.</summary>
[Function("P1.11")]
public sealed class MinistryModel(StudentNetDb db, ComparisonReader reader, IRuns runs) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public SchoolLevel Level { get; set; } = SchoolLevel.Elementary;

    /// <summary>The comparison shown; none: the newest.</summary>
    [BindProperty(SupportsGet = true)]
    public long? No { get; set; }

    public SchoolYear Year { get; private set; }

    public IReadOnlyList<NationalComparison> All { get; private set; } = [];

    public NationalComparison? Shown { get; private set; }

    public IReadOnlyList<ComparisonInput> Inputs { get; private set; } = [];

    public IReadOnlyList<PassFigure> Passes { get; private set; } = [];

    public IReadOnlyList<CountyFigure> Counties { get; private set; } = [];

    /// <summary>The year that is compared: windows of earlier ones never close, and before 9/15 everybody would look lost.</summary>
    public override FilingScope? Filing => FilingScope.Of(WorkingYear(), Level);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        Year = WorkingYear();
        All = await reader.AllAsync(Year, Level, cancellation);
        Shown = No is { } number ? All.FirstOrDefault(c => c.Id == number) : All is [var newest, ..] ? newest : null;
        if (No is not null && Shown is null)
        {
            return NotFound();
        }

        if (Shown is not null)
        {
            Inputs = await reader.InputsAsync(Shown.Id, cancellation);
            Passes = await reader.PassesAsync(Shown.Id, null, cancellation);
            Counties = await reader.CountiesAsync(Shown, cancellation);
        }

        return Page();
    }

    /// <summary>Asks for a comparison as of today.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var year = WorkingYear();
        var run = await runs.RequestAsync(
            db,
            ComparisonRun.Name,
            new ComparisonOrder(year.Roc, (int)Level, Today),
            $"comparison/{year}/{(int)Level}",
            Act("要求全國大比對"),
            cancellation
        );
        return Redirect($"/A4/{run.Id}");
    }

    private SchoolYear WorkingYear() => Platform.Windows.WorkingYear.ForEntry(Today);
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.NonEnrolment.P1Comparison;

/// <summary>P1.21 比對結果與指派: what the last comparison found among the county's children, and how far the designation is.</summary>
[Function("P1.21")]
public sealed class CountyModel(StudentNetDb db, ComparisonReader reader, CaseRoster roster) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public SchoolLevel Level { get; set; } = SchoolLevel.Elementary;

    public SchoolYear Year { get; private set; }

    public NationalComparison? Shown { get; private set; }

    public IReadOnlyList<PassFigure> Passes { get; private set; } = [];

    public CaseCounts Cases { get; private set; } = new(0, 0, 0, 0);

    /// <summary>Cases without a proposed school: a person must find one.</summary>
    public int WithoutProposal { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Year = WorkingYear.ForEntry(Today);
        Shown = (await reader.AllAsync(Year, Level, cancellation)).FirstOrDefault();
        if (Shown is not null)
        {
            Passes = await reader.PassesAsync(Shown.Id, Caller.Organisation.Code, cancellation);
        }

        Cases = await CaseRoster.CountAsync(roster.Within(Caller.Scope).Where(r => r.Case.Level == Level), Today, cancellation);
        WithoutProposal = await db.Set<TrackedCase>()
            .CountAsync(
                c => c.CountyCode == Caller.Organisation.Code && c.Level == Level && c.SchoolCode == null && c.ProposedSchool == null && c.ReleasedAt == null,
                cancellation
            );
    }
}

using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>M3.21 檢核: every finding about a plan, with the lines it is about.</summary>
[Function("M3.21")]
public sealed class ChecksModel(StudentNetDb db, DistrictChecks checks) : PlanPage(db)
{
    /// <summary>Code of one check; null shows all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    public IReadOnlyList<DistrictFinding> Findings { get; private set; } = [];

    public IEnumerable<DistrictFinding> Shown => Kind is { Length: > 0 } ? Findings.Where(f => f.Check.Code == Kind) : Findings;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        Findings = await checks.OfAsync(Plan, cancellation);
        return Page();
    }
}

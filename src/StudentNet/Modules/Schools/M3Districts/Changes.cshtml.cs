using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>M3.21 與前一版的差異: by village and neighbourhoods, what held before and what holds now.</summary>
[Function("M3.21")]
public sealed class ChangesModel(StudentNetDb db, DistrictReader reader) : PlanPage(db)
{
    public IReadOnlyList<DistrictChange> Changes { get; private set; } = [];

    public PlanNames Names { get; private set; } = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        Changes = await reader.ChangesAsync(Plan, cancellation);
        Names = await reader.NamesAsync(
            Changes.SelectMany(c => c.Before.Concat(c.After)).Select(c => c.SchoolCode),
            Changes.Select(c => c.VillageCode),
            cancellation
        );
        return Page();
    }
}

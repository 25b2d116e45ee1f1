using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>M3.11 a county's published plan by township, with the reasons it gave for what its checks had found.</summary>
[Function("M3.11")]
public sealed class MinistryPlanModel(StudentNetDb db, DistrictReader reader) : PlanPage(db)
{
    [BindProperty(SupportsGet = true)]
    public string? Township { get; set; }

    public string County { get; private set; } = "";

    public IReadOnlyList<Organisation> Townships { get; private set; } = [];

    public DistrictGrid? Grid { get; private set; }

    public IReadOnlyList<DistrictAcknowledgement> Acknowledgements { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        County = (await Db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Code == Plan.CountyCode, cancellation)).Name;
        Townships = await reader.TownshipsAsync(Plan.CountyCode, cancellation);
        if ((Townships.FirstOrDefault(t => t.Code == Township) ?? (Townships.Count > 0 ? Townships[0] : null)) is { } township)
        {
            Township = township.Code;
            Grid = await DistrictGrid.LoadAsync(Db, Plan.Id, township, null, cancellation);
        }

        Acknowledgements = await Db.Set<DistrictAcknowledgement>().AsNoTracking().Where(a => a.PlanId == Id).ToListAsync(cancellation);
        return Page();
    }
}

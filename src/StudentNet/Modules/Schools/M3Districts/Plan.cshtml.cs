using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>M3.21 學區圖: a plan by township, villages by neighbourhood, with what changed and what the checks say.</summary>
[Function("M3.21")]
public sealed class PlanModel(StudentNetDb db, DistrictReader reader, DistrictChecks checks, DistrictDrafts drafts, TableExport export) : PlanPage(db)
{
    /// <summary>Township shown; the first of the county by default.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Township { get; set; }

    public IReadOnlyList<Organisation> Townships { get; private set; } = [];

    public DistrictGrid? Grid { get; private set; }

    public IReadOnlyList<DistrictFinding> Findings { get; private set; } = [];

    public IReadOnlyList<DistrictChange> Changes { get; private set; } = [];

    public PlanNames Names { get; private set; } = new(new Dictionary<string, string>(), new Dictionary<string, string>());

    public int Errors => Findings.Count(f => f.Check.Severity == DistrictSeverity.Error);

    public IEnumerable<IGrouping<DistrictCheck, DistrictFinding>> Kinds => Findings.GroupBy(f => f.Check);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        Townships = await reader.TownshipsAsync(Plan.CountyCode, cancellation);
        var township = Townships.FirstOrDefault(t => t.Code == Township) ?? (Townships.Count > 0 ? Townships[0] : null);
        if (township is not null)
        {
            Township = township.Code;
            var before = Plan.BasePlanId is { } basePlan ? await DistrictMap.LoadAsync(Db, basePlan, township.Code, cancellation) : null;
            Grid = await DistrictGrid.LoadAsync(Db, Plan.Id, township, before, cancellation);
        }

        Findings = await checks.OfAsync(Plan, cancellation);
        Changes = await reader.ChangesAsync(Plan, cancellation);
        Names = await reader.NamesAsync(
            Changes.Take(5).SelectMany(c => c.Before.Concat(c.After)).Select(c => c.SchoolCode),
            Changes.Take(5).Select(c => c.VillageCode),
            cancellation
        );
        return Page();
    }

    /// <summary>The plan as a table that can be imported again.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        var county = await Db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Code == Plan.CountyCode, cancellation);
        var rows = await DistrictTable.RowsAsync(reader, Plan, cancellation);
        return await export.FileAsync(
            $"{county.Name}{Plan.Year}{Plan.Level.Title()}學區表",
            kind,
            DistrictTable.Columns(county.Name, Plan),
            rows.ToAsyncEnumerable(),
            Act("輸出學區表", detail: $"plan {Plan.Id}"),
            cancellation
        );
    }

    /// <summary>Drops the draft.</summary>
    public async Task<IActionResult> OnPostDropAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        if (await drafts.DropAsync(Plan, Act("捨棄學區草案", detail: $"plan {Plan.Id}"), cancellation) is { } problem)
        {
            ModelState.AddModelError("", $"{problem.Message}。{problem.Hint}");
            await OnGetAsync(cancellation);
            return this.Unprocessable();
        }

        this.Tell($"已捨棄草案 {Id}。");
        return Redirect($"/M3.21?level={(int)Plan.Level}&year={Plan.Year.Roc}");
    }
}

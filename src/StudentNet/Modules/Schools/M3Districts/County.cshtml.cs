using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>M3.21 學區劃分: the county's plans of one school year and level: in force, drafts, and those before.</summary>
[Function("M3.21")]
public sealed class CountyModel(StudentNetDb db, DistrictReader reader, DistrictDrafts drafts) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public SchoolLevel Level { get; set; } = SchoolLevel.Elementary;

    /// <summary>School year asked for, ROC; the working year by default.</summary>
    [BindProperty(SupportsGet = true, Name = "year")]
    public int? YearAsked { get; set; }

    public SchoolYear Year => new(YearAsked ?? WorkingYear.ForEntry(Today).Roc);

    public IReadOnlyList<PlanSummary> Plans { get; private set; } = [];

    public PlanSummary? InForce => Plans.FirstOrDefault(p => p.Plan.Status == DistrictPlanStatus.InForce);

    public IEnumerable<PlanSummary> Drafts => Plans.Where(p => p.Plan.Status == DistrictPlanStatus.Draft);

    public IEnumerable<PlanSummary> Superseded => Plans.Where(p => p.Plan.Status == DistrictPlanStatus.Superseded);

    /// <summary>Last year's plan, where it can be carried over.</summary>
    public DistrictPlan? LastYears { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Plans = await reader.PlansAsync(Caller.Organisation.Code, Year, Level, cancellation);
        LastYears = await reader.LastYearsAsync(Caller.Organisation.Code, Year, Level, cancellation);
    }

    /// <summary>Begins a draft from last year's plan, or from the one in force to correct it.</summary>
    public async Task<IActionResult> OnPostCopyAsync(long from, CancellationToken cancellation)
    {
        var plan = await db.Set<DistrictPlan>()
            .AsNoTracking()
            .FirstOrDefaultAsync(p => p.Id == from && p.CountyCode == Caller.Organisation.Code && p.Status != DistrictPlanStatus.Draft, cancellation);
        if (plan is null)
        {
            return NotFound();
        }

        var draft = await drafts.CopyAsync(plan, Year, Act("建立學區草案", detail: $"plan {plan.Id}"), cancellation);
        this.Tell("已建立草案，修改後請檢核並公告。");
        return Redirect($"/M3.21/plan/{draft.Id}");
    }
}

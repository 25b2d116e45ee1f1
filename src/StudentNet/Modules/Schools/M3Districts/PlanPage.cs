using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>A page about one plan of the caller's county. A plan of another county is not found, exactly as if it were not there.</summary>
public abstract class PlanPage(StudentNetDb db) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>The plan; set once <see cref="FindAsync"/> said that it is there.</summary>
    public DistrictPlan Plan { get; private set; } = null!;

    public bool IsDraft => Plan.Status == DistrictPlanStatus.Draft;

    /// <summary>「草案 12」 or 「版本 12」.</summary>
    public string PlanTitle => IsDraft ? $"草案 {Plan.Id}" : $"版本 {Plan.Id}";

    /// <summary>Database of the request.</summary>
    protected StudentNetDb Db { get; } = db;

    /// <summary>Reads the plan; false when there is none for the caller: counties see their own in every state, the ministry those that were published.</summary>
    protected async Task<bool> FindAsync(CancellationToken cancellation)
    {
        var seesDrafts = Caller.Level == Level.County;
        var plan = await Db.Set<DistrictPlan>()
            .Within(Caller.Scope, county: code => p => p.CountyCode == code)
            .FirstOrDefaultAsync(p => p.Id == Id && (seesDrafts || p.Status != DistrictPlanStatus.Draft), cancellation);
        if (plan is null)
        {
            return false;
        }

        Plan = plan;
        ViewData["YearTag"] = $"{plan.Year.Title} {plan.Level.Title()}　{PlanTitle}";
        return true;
    }
}

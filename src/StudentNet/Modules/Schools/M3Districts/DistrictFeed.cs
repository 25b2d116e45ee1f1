using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>When the county published the districts that allocation goes by; for the ministry, how many counties have.</summary>
internal sealed class DistrictFeed(StudentNetDb db) : IFeedSource
{
    public async Task<IReadOnlyList<FeedLine>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var year = WorkingYear.ForEntry(TaipeiTime.Today(now));
        var (county, level) = (caller.Organisation.CountyCode, caller.Organisation.SchoolLevel);
        var plans = await db.Set<DistrictPlan>()
            .AsNoTracking()
            .Where(p => p.Year == year && p.Status == DistrictPlanStatus.InForce && (county == null || p.CountyCode == county) && (level == null || p.Level == level))
            .Select(p => new { p.CountyCode, p.PublishedAt })
            .ToListAsync(cancellation);
        var counties = plans.Select(p => p.CountyCode).Distinct().Count();
        return
        [
            new FeedLine(
                "學區",
                county is null ? $"{year.Title}，{counties:N0} 縣市已公告" : $"{year.Title}學區表",
                plans.Max(p => p.PublishedAt),
                plans.Count == 0 ? new Status(Tone.Warn, "尚未公告") : new Status(Tone.Ok, "公告中")
            ),
        ];
    }
}

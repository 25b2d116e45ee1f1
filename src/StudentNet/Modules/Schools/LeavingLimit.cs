using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Schools;

/// <summary>The share as the county has set it in M1.21; where it differs by level, the stricter one.</summary>
internal sealed class LeavingLimit : ILeavingLimit
{
    public async Task<double> OfAsync(StudentNetDb db, string? county, SchoolYear? year, CancellationToken cancellation = default) =>
        (
            county is null
                ? null
                : await db.Set<CountyParameter>().Where(p => p.CountyCode == county && (year == null || p.Year == year)).MinAsync(p => (int?)p.LeavingAlarmPercent, cancellation)
        ) is { } percent
            ? percent / 100.0
            : CountyParameter.LeavingAlarmByDefault / 100.0;
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M1Parameters;

/// <summary>What the windows wait for in this module: a county's settings finished, its districts published.</summary>
internal sealed class SchoolHappenings : IWindowHappenings
{
    public async Task<IReadOnlyList<WindowHappening>> OfAsync(StudentNetDb db, string countyCode, CancellationToken cancellation)
    {
        var set = await db.Set<CountyParameter>()
            .Where(p => p.CountyCode == countyCode && p.SetAt != null)
            .Select(p => new { p.Year, p.Level, At = p.SetAt!.Value })
            .ToListAsync(cancellation);
        var published = await db.Set<DistrictPlan>()
            .Where(p => p.CountyCode == countyCode && p.PublishedAt != null)
            .GroupBy(p => new { p.Year, p.Level })
            .Select(g => new { g.Key.Year, g.Key.Level, At = g.Min(p => p.PublishedAt)!.Value })
            .ToListAsync(cancellation);
        return
        [
            .. set.Select(s => new WindowHappening("county.set", s.Year, s.Level, s.At)),
            .. published.Select(p => new WindowHappening("districts.published", p.Year, p.Level, p.At)),
        ];
    }
}

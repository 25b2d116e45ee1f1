using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Admissions.N2AllocationLists;

/// <summary>N2.11 全國分發情形: every county's figures, district plan and publication.</summary>
[Function("N2.11")]
public sealed class MinistryModel(StudentNetDb db, TableExport export) : AllocationPage(db)
{
    public IReadOnlyList<CountyProgress> Counties { get; private set; } = [];

    public CountyProgress Total { get; private set; } = null!;

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        IReadOnlyList<TableColumn<CountyProgress>> columns =
        [
            new("縣市", c => c.Name),
            new("戶籍人數", c => c.Residents),
            new("已分發", c => c.Allocated),
            new("可選校", c => c.Choice),
            new("待人工分發", c => c.NeedsPerson),
            new("待分發", c => c.Pending),
            new("已公告人數", c => c.Published),
            new("公告學區", c => c.PlanAt),
            new("公告分發", c => c.PublishedAt),
        ];
        return await export.FileAsync("全國分發情形", kind, columns, Counties.ToAsyncEnumerable(), Act("輸出全國分發情形"), cancellation);
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        var (year, level) = (Year, Level);
        var plans = await Db.Set<DistrictPlan>()
            .Where(p => p.Year == year && p.Level == level && p.Status == DistrictPlanStatus.InForce)
            .ToDictionaryAsync(p => p.CountyCode, p => p.PublishedAt, cancellation);
        var stamps = await Db.Set<AllocationPublication>()
            .Where(p => p.Year == year && p.Level == level)
            .GroupBy(p => p.CountyCode)
            .Select(g => new { g.Key, At = g.Max(p => p.At) })
            .ToDictionaryAsync(g => g.Key, g => g.At, cancellation);
        var counted = new Dictionary<string, int[]>(StringComparer.Ordinal);
        await foreach (
            var (county, figures) in Db.QueryAsync(
                "allocation-progress",
                new { year, level },
                r => (r.GetString(0), Enumerable.Range(1, 6).Select(i => (int)r.GetInt64(i)).ToArray()),
                cancellation
            )
        )
        {
            counted[county] = figures;
        }

        var counties = await Db.Set<Organisation>()
            .Where(o => o.Level == Kernel.Level.County)
            .OrderBy(o => o.Code)
            .Select(o => new { o.Code, o.Name })
            .ToListAsync(cancellation);
        var lines = counties.Select(c => Line(c.Code, c.Name));
        // Children whose county nobody could read are the ministry's until somebody can.
        Counties = [.. lines, .. counted.ContainsKey("") ? [Line("", "縣市不明")] : Array.Empty<CountyProgress>()];
        Total = new CountyProgress(
            "",
            "全國",
            Counties.Sum(c => c.Residents),
            Counties.Sum(c => c.Allocated),
            Counties.Sum(c => c.Choice),
            Counties.Sum(c => c.NeedsPerson),
            Counties.Sum(c => c.Pending),
            Counties.Sum(c => c.Published),
            null,
            null
        );

        CountyProgress Line(string code, string name)
        {
            var f = counted.GetValueOrDefault(code, new int[6]);
            return new CountyProgress(code, name, f[0], f[1], f[2], f[3], f[4], f[5], plans.GetValueOrDefault(code), stamps.TryGetValue(code, out var at) ? at : null);
        }
    }
}

/// <summary>A county's line. Residents = allocated + choice + needs a person + pending.</summary>
public sealed record CountyProgress(
    string Code,
    string Name,
    int Residents,
    int Allocated,
    int Choice,
    int NeedsPerson,
    int Pending,
    int Published,
    DateTime? PlanAt,
    DateTime? PublishedAt
);

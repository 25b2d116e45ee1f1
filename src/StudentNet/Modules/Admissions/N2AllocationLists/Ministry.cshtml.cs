using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Counts;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
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
            FigureColumn.Of<CountyProgress>("N.new", c => c.Residents),
            FigureColumn.Of<CountyProgress>("N.one", c => c.Allocated),
            FigureColumn.Of<CountyProgress>("N.choice", c => c.Choice),
            FigureColumn.Of<CountyProgress>("N.needs", c => c.NeedsPerson),
            FigureColumn.Of<CountyProgress>("N.pending", c => c.Pending),
            FigureColumn.Of<CountyProgress>("N.published", c => c.Published),
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
            .Where(p => p.Year == year && p.Level == level && (p.WithdrawnAt == null || p.Withdrawn < p.Children))
            .GroupBy(p => p.CountyCode)
            .Select(g => new { g.Key, At = g.Max(p => p.At) })
            .ToDictionaryAsync(g => g.Key, g => g.At, cancellation);
        var counted = (
            await Db.Set<PlaceCount>()
                .Where(c => c.Year == year && c.Level == level)
                .GroupBy(c => new { c.CountyCode, c.Kind })
                .Select(g => new { g.Key, Children = g.Sum(c => c.Children), Published = g.Sum(c => c.Published) })
                .ToListAsync(cancellation)
        ).ToLookup(c => c.Key.CountyCode, StringComparer.Ordinal);

        var counties = await Db.Set<Organisation>()
            .Where(o => o.Level == Kernel.Level.County)
            .OrderBy(o => o.Code)
            .Select(o => new { o.Code, o.Name })
            .ToListAsync(cancellation);
        var lines = counties.Select(c => Line(c.Code, c.Name));
        // Children whose county nobody could read are the ministry's until somebody can.
        Counties = [.. lines, .. counted.Contains("") ? [Line("", "縣市不明")] : Array.Empty<CountyProgress>()];
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
            return new CountyProgress(
                code,
                name,
                counted[code].Sum(c => c.Children),
                Of(PlaceKind.Allocated),
                Of(PlaceKind.Choice),
                Of(PlaceKind.NeedsPerson),
                Of(PlaceKind.Pending),
                counted[code].Sum(c => c.Published),
                plans.GetValueOrDefault(code),
                stamps.TryGetValue(code, out var at) ? at : null
            );

            long Of(PlaceKind kind) => counted[code].Where(c => c.Key.Kind == kind).Sum(c => c.Children);
        }
    }
}

/// <summary>A county's line. Residents = allocated + choice + needs a person + pending.</summary>
public sealed record CountyProgress(
    string Code,
    string Name,
    long Residents,
    long Allocated,
    long Choice,
    long NeedsPerson,
    long Pending,
    long Published,
    DateTime? PlanAt,
    DateTime? PublishedAt
);

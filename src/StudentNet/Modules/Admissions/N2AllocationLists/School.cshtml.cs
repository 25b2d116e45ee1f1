using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N2AllocationLists;

/// <summary>N2.31 新生分發總名冊 of one school: own list, choice lists, moved in and out since, and what the county has still to decide.</summary>
[Function("N2.31")]
public sealed class SchoolModel(StudentNetDb db, SchoolLists lists, TableExport export) : RosterListPage(db, export)
{
    /// <summary>choice, left, arrived; none: the school's own list.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public AllocationPublication? Publication { get; private set; }

    public int Own { get; private set; }

    public int Choices { get; private set; }

    public int Left { get; private set; }

    public int Arrived { get; private set; }

    public IReadOnlyList<(string Cause, int Count)> Unresolved { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Villages { get; private set; } = [];

    public string Code => Caller.Organisation.Code;

    protected override string Title =>
        Show switch
        {
            "choice" => "可選校名冊",
            "left" => "遷出與改分發名冊",
            "arrived" => "遷入名冊",
            _ => "新生分發名冊",
        };

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Level = Caller.Organisation.SchoolLevel ?? Level;
        var (county, year, level) = (County, Year, Level);
        Publication = await Db.Set<AllocationPublication>()
            .AsNoTracking()
            .Where(p => p.CountyCode == county && p.Year == year && p.Level == level && (p.WithdrawnAt == null || p.Withdrawn < p.Children))
            .OrderByDescending(p => p.Seq)
            .FirstOrDefaultAsync(cancellation);
        var plan = await PlanAsync(cancellation);
        var (own, choices, left, arrived) = (
            lists.Own(Code, year, level),
            lists.Choices(Code, year, level),
            lists.Left(Code, year, level),
            lists.Arrived(Code, county, plan, year, level)
        );
        var counts = await Db.AsOneRow()
            .Select(_ => new { Own = own.Count(), Choices = choices.Count(), Left = left.Count(), Arrived = arrived.Count() })
            .SingleAsync(cancellation);
        (Own, Choices, Left, Arrived) = (counts.Own, counts.Choices, counts.Left, counts.Arrived);
        Unresolved = Publication is null ? [] : await lists.UnresolvedAsync(Code, county, plan, year, level, cancellation);
        Villages = await VillagesAsync(cancellation);
        await ReadAsync(cancellation, Show switch { "choice" => Choices, "left" => Left, "arrived" => Arrived, _ => Own });
    }

    public Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        Level = Caller.Organisation.SchoolLevel ?? Level;
        return ExportAsync(kind, [new("目前去向", Whereabouts)], cancellation);
    }

    /// <summary>Where the child is now: the school that registered it, or how its allocation stands.</summary>
    public string Whereabouts(RosterRow row) =>
        row.Entry.RegisteredSchool is { } registered ? $"已在 {School(registered)} 報到" : AllocationWords.Of(row.Entry).Word;

    protected override async Task<IQueryable<RosterRow>> ListedAsync(CancellationToken cancellation) =>
        Show switch
        {
            "choice" => lists.Choices(Code, Year, Level),
            "left" => lists.Left(Code, Year, Level),
            "arrived" => lists.Arrived(Code, County, await PlanAsync(cancellation), Year, Level),
            _ => lists.Own(Code, Year, Level),
        };

    private async Task<long> PlanAsync(CancellationToken cancellation) =>
        await AllocationRunKind.PlanInForceAsync(Db, County, Year, Level, cancellation) ?? 0;

    private async Task<IReadOnlyList<SelectListItem>> VillagesAsync(CancellationToken cancellation)
    {
        var villages = await (await ListedAsync(cancellation))
            .Where(r => r.Residence!.VillageCode != null)
            .GroupBy(r => new { r.Residence!.VillageCode, r.Village })
            .Select(g => new { g.Key.VillageCode, g.Key.Village, Count = g.Count() })
            .OrderBy(v => v.VillageCode)
            .ToListAsync(cancellation);
        return [.. villages.Select(v => new SelectListItem($"{v.Village}（{v.Count}）", v.VillageCode, v.VillageCode == Village))];
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Admissions.N2AllocationLists;

/// <summary>N2.21 縣市分發總名冊: all children of the county by how their allocation stands, by school and village, and who moved since.</summary>
[Function("N2.21")]
public sealed class CountyModel(StudentNetDb db, EntryRoster roster, TableExport export) : RosterListPage(db, export)
{
    /// <summary>allocated, choice, needs, pending, moved; none: everybody.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>School of the allocation.</summary>
    [BindProperty(SupportsGet = true, Name = "school")]
    public string? OfSchool { get; set; }

    public AllocationFigures Figures { get; private set; } = new([]);

    public int Moved { get; private set; }

    public IReadOnlyList<(string Code, int Count)> Schools { get; private set; } = [];

    protected override string Title => "分發總名冊";

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Figures = await AllocationFigures.NowAsync(Db, County, Year, Level, cancellation);
        Moved = await MovedOf(Mine()).CountAsync(cancellation);
        await ReadAsync(cancellation);
        Schools =
        [
            .. Figures
                .Lines.Where(l => l.Kind is AllocationFigureKind.Allocated or AllocationFigureKind.Choice)
                .GroupBy(l => l.Code)
                .Select(g => (g.Key, g.Sum(l => l.Count)))
                .OrderBy(s => s.Key, StringComparer.Ordinal),
        ];
        await NameSchoolsAsync([.. Schools.Select(s => s.Code), .. Roster.Rows.SelectMany(r => new[] { r.Entry.AllocatedSchool, r.Entry.RegisteredSchool, r.Entry.ReasonDetail })], cancellation);
    }

    public Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation) =>
        ExportAsync(kind, [new("地址", r => r.Residence?.Address), new("報到學校", r => School(r.Entry.RegisteredSchool))], cancellation);

    protected override Task<IQueryable<RosterRow>> ListedAsync(CancellationToken cancellation)
    {
        var rows = EntryRoster.Filter(Mine(), new RosterFilter { School = OfSchool });
        return Task.FromResult(
            Show switch
            {
                "allocated" => rows.Where(r => r.Entry.State != EntryState.Pending && r.Entry.State != EntryState.NeedsPerson && r.Entry.Basis != AllocationBasis.Choice),
                "choice" => rows.Where(r => r.Entry.Basis == AllocationBasis.Choice),
                "needs" => rows.Where(r => r.Entry.State == EntryState.NeedsPerson),
                "pending" => rows.Where(r => r.Entry.State == EntryState.Pending),
                "moved" => MovedOf(rows),
                _ => rows,
            }
        );
    }

    private IQueryable<RosterRow> Mine()
    {
        var county = County;
        return roster.Within(Caller.Scope, Year, Level).Where(r => r.Entry.CountyCode == county && r.Person.Ended == null);
    }

    private static IQueryable<RosterRow> MovedOf(IQueryable<RosterRow> rows) =>
        rows.Where(r => r.Entry.PublishedAt != null && r.Entry.ResidenceSeq != null && r.Entry.ResidenceSeq != r.Residence!.Seq);
}

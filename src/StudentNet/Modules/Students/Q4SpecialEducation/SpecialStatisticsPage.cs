using StudentNet.Platform.Data;
using StudentNet.Platform.Files;

namespace StudentNet.Modules.Students.Q4SpecialEducation;

/// <summary>How many pupils of the latest list there are, and by how many their classes may be smaller.</summary>
public abstract class SpecialStatisticsPage(SpecialRoster roster, StudentNetDb db, TableExport export, string? listHref, params PupilCut<SpecialPlacement>[] cuts)
    : PupilStatisticsPage<SpecialPlacement>(Counted, db, export, listHref, cuts)
{
    protected static PupilCut<SpecialPlacement> ByCounty { get; } = PupilCuts.County<SpecialPlacement>();

    protected static PupilCut<SpecialPlacement> BySchool { get; } = PupilCuts.School<SpecialPlacement>();

    protected static PupilCut<SpecialPlacement> ByCategory { get; } = new("Category", "特教類別", r => r.Pupil.Category, SpecialCodes.Categories.TitleOf);

    protected static PupilCut<SpecialPlacement> ByPlacement { get; } = new("Placement", "安置型態", r => r.Pupil.Placement, SpecialCodes.Placements.TitleOf);

    private static readonly PupilCount<SpecialPlacement> Counted = new(
        "鑑輔生統計",
        ["Q4.pupils", "Q4.reduction"],
        Total: 0,
        groups => groups.Select(g => new PupilGroup(g.Key, "", new[] { g.Count(), g.Sum(r => r.Pupil.ClassReduction) }))
    );

    public SpecialList? Latest { get; private set; }

    protected SpecialRoster Roster { get; } = roster;

    public override async Task OnGetAsync(CancellationToken cancellation)
    {
        await base.OnGetAsync(cancellation);
        Latest = await Roster.LatestAsync(cancellation);
    }

    protected override IQueryable<PupilRow<SpecialPlacement>> Rows(PupilCut<SpecialPlacement> cut) => Roster.Within(Caller.Scope);
}

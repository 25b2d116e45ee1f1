using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>How many foreign pupils are on the lists today: in class, taught outside, and how many of both have not returned.</summary>
public abstract class ForeignStatisticsPage(ForeignRoster roster, StudentNetDb db, TableExport export, string? listHref, params PupilCut<ForeignPupil>[] cuts)
    : PupilStatisticsPage<ForeignPupil>(Counted, db, export, listHref, cuts)
{
    protected static PupilCut<ForeignPupil> ByCounty { get; } = PupilCuts.County<ForeignPupil>();

    protected static PupilCut<ForeignPupil> BySchool { get; } = PupilCuts.School<ForeignPupil>();

    protected static PupilCut<ForeignPupil> ByNationality { get; } = new("Nationality", "國籍", r => r.Person.Nationality, Nationalities.Title);

    /// <summary>Counts only those who have not returned.</summary>
    protected static PupilCut<ForeignPupil> ByAbsence { get; } = new("Absence", "未返臺原因", r => r.Pupil.Absence!, ForeignAbsences.Title);

    private static readonly PupilCount<ForeignPupil> Counted = new(
        "外籍生統計",
        ["Q3.inschool", "Q3.outofschool", "Q3.listed", "Q3.absent"],
        Total: 2,
        groups =>
            groups.Select(g => new PupilGroup(
                g.Key,
                "",
                new[]
                {
                    g.Count(r => r.Pupil.Kind == ForeignKind.InSchool),
                    g.Count(r => r.Pupil.Kind == ForeignKind.OutOfSchool),
                    g.Count(),
                    g.Count(r => r.Pupil.Absence != null),
                }
            )),
        ExportsSum: true
    );

    public bool CountsAbsences => Cut == ByAbsence;

    protected override bool IsWhole => !CountsAbsences;

    protected override IQueryable<PupilRow<ForeignPupil>> Rows(PupilCut<ForeignPupil> cut) =>
        roster.Within(Caller.Scope, cut == ByAbsence ? ForeignShow.Absent : ForeignShow.Listed, Today);
}

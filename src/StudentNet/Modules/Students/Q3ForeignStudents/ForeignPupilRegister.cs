using StudentNet.Modules.Schools;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Where a foreign pupil stands at the school, as a clerk says it.</summary>
public sealed record ForeignEnrolment(
    int Grade,
    string? ClassName,
    ForeignKind Kind,
    DateOnly ArrivedOn,
    DateOnly? LeftOn,
    string? Absence,
    DateOnly? AbsentSince,
    DateOnly? ReturnExpectedOn,
    string? AbsenceDetail
);

/// <summary>Adds and changes foreign pupils by hand (<see cref="PupilRegister"/>), held to the rules of Q3.</summary>
public sealed class ForeignPupilRegister(StudentNetDb db, PupilRegister register)
{
    private static readonly PupilList<ForeignPupil, ForeignPupilEvent, ForeignEnrolment> List = new("這名學生已在本校外籍生名單", New, Say, Note);

    /// <inheritdoc cref="PupilRegister.AddAsync"/>
    public async Task<(ForeignPupil? Pupil, Problem? Problem)> AddAsync(
        Organisation school,
        PersonDraft draft,
        ForeignEnrolment standing,
        bool isSomebodyElse,
        Act act,
        CancellationToken cancellation = default
    ) =>
        ForeignRules.Check(draft, standing, school.SchoolLevel, TaipeiTime.Today(act.At)) is { } wrong
            ? (null, wrong)
            : await register.AddAsync(List, school.Code, draft, await WrittenAsync(school, standing, act, cancellation), isSomebodyElse, act, cancellation);

    /// <inheritdoc cref="PupilRegister.ChangeAsync"/>
    public async Task<Problem?> ChangeAsync(
        ForeignPupil pupil,
        Organisation school,
        PersonDraft draft,
        ForeignEnrolment standing,
        int seen,
        Act act,
        CancellationToken cancellation = default
    ) =>
        ForeignRules.Check(draft, standing, school.SchoolLevel, TaipeiTime.Today(act.At), pupil.AbsentSince)
        ?? await register.ChangeAsync(List, pupil, draft, await WrittenAsync(school, standing, act, cancellation), seen, act, cancellation);

    /// <summary>The class as the county writes it.</summary>
    private async Task<ForeignEnrolment> WrittenAsync(Organisation school, ForeignEnrolment standing, Act act, CancellationToken cancellation)
    {
        var level = standing.Grade >= 7 ? SchoolLevel.JuniorHigh : SchoolLevel.Elementary;
        var county = await CountyParameters.ForAsync(db, school.CountyCode ?? "", SchoolYear.Of(TaipeiTime.Today(act.At)), level, cancellation);
        return standing with { ClassName = ForeignRules.ClassName(standing.ClassName, standing.Grade, county.ClassNaming) };
    }

    private static ForeignPupil New(long person, string school, ForeignEnrolment standing, Act act) =>
        new()
        {
            PersonId = person,
            SchoolCode = school,
            GradeYear = 0,
            Grade = standing.Grade,
            Kind = standing.Kind,
            ArrivedOn = standing.ArrivedOn,
            ChangedAt = act.At,
        };

    private static void Say(ForeignPupil pupil, ForeignEnrolment standing, Act act)
    {
        pupil.GradeYear = SchoolYear.Of(TaipeiTime.Today(act.At)).Roc;
        (pupil.Grade, pupil.ClassName, pupil.Kind) = (standing.Grade, standing.ClassName, standing.Kind);
        (pupil.ArrivedOn, pupil.LeftOn) = (standing.ArrivedOn, standing.LeftOn);
        (pupil.Absence, pupil.AbsentSince, pupil.ReturnExpectedOn, pupil.AbsenceDetail) =
            standing.Absence is null ? (null, null, null, null) : (standing.Absence, standing.AbsentSince, standing.ReturnExpectedOn, standing.AbsenceDetail);
        pupil.ChangedAt = act.At;
    }

    private static ForeignPupilEvent Note(ForeignPupil pupil, int seq, Act act) =>
        new()
        {
            PersonId = pupil.PersonId,
            SchoolCode = pupil.SchoolCode,
            Seq = seq,
            At = act.At,
            AccountId = act.AccountId,
            OrganisationCode = act.OrganisationCode,
            GradeYear = pupil.GradeYear,
            Grade = pupil.Grade,
            ClassName = pupil.ClassName,
            Kind = pupil.Kind,
            ArrivedOn = pupil.ArrivedOn,
            LeftOn = pupil.LeftOn,
            Absence = pupil.Absence,
            AbsentSince = pupil.AbsentSince,
            ReturnExpectedOn = pupil.ReturnExpectedOn,
            AbsenceDetail = pupil.AbsenceDetail,
        };
}

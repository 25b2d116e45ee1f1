using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>Where a pupil stands at the foreign school, as somebody says it.</summary>
public sealed record ForeignSchoolEnrolment(int Grade, DateOnly EnrolledOn, DateOnly? LeftOn, string? LeftFor);

/// <summary>Adds and changes pupils of foreign schools by hand (<see cref="PupilRegister"/>), held to the rules of Q5.</summary>
public sealed class ForeignSchoolPupilRegister(PupilRegister register)
{
    private const int Oldest = 25;

    private static readonly PupilList<ForeignSchoolPupil, ForeignSchoolPupilEvent, ForeignSchoolEnrolment> List = new("這名學生已在名單", New, Say, Note);

    /// <inheritdoc cref="PupilRegister.AddAsync"/>
    public async Task<(ForeignSchoolPupil? Pupil, Problem? Problem)> AddAsync(
        School school,
        PersonDraft draft,
        ForeignSchoolEnrolment standing,
        bool isSomebodyElse,
        Act act,
        CancellationToken cancellation = default
    ) =>
        Check(draft, standing, TaipeiTime.Today(act.At)) is { } wrong
            ? (null, wrong)
            : await register.AddAsync(List, school.Code, draft, standing, isSomebodyElse, act, cancellation);

    /// <inheritdoc cref="PupilRegister.ChangeAsync"/>
    public async Task<Problem?> ChangeAsync(
        ForeignSchoolPupil pupil,
        PersonDraft draft,
        ForeignSchoolEnrolment standing,
        int seen,
        Act act,
        CancellationToken cancellation = default
    ) => Check(draft, standing, TaipeiTime.Today(act.At)) ?? await register.ChangeAsync(List, pupil, draft, standing, seen, act, cancellation);

    private static Problem? Check(PersonDraft draft, ForeignSchoolEnrolment standing, DateOnly today) =>
        Nationalities.Find(draft.Nationality) is null ? new Problem("foreign-school.nationality", "沒有選國籍", "請選一個國籍") { Field = "Nationality" }
        : draft.Number?.Kind == PersonNumberKind.National && draft.Nationality != Nationalities.Own
            ? new Problem("foreign-school.nationality", "身分證字號屬本國籍，國籍選的是外國", "請將國籍改為中華民國；雙重國籍以身分證字號登錄") { Field = "Nationality" }
        : draft.BirthDate >= today || draft.BirthDate < today.AddYears(-Oldest) ? new Problem("foreign-school.birth-date", "出生日期不合理", "請核對出生年是民國年還是西元年") { Field = "BirthDate" }
        : standing.Grade is < 1 or > 9 ? new Problem("foreign-school.grade", "年級應為 1–9", "請選與我國學制相當的年級") { Field = "Grade" }
        : standing.EnrolledOn > today ? new Problem("foreign-school.enrolled-on", "就讀起日在今天之後", "學生就讀後再登錄") { Field = "EnrolledOn" }
        : standing.EnrolledOn < draft.BirthDate ? new Problem("foreign-school.enrolled-on", "就讀起日早於出生日期", "請核對兩個日期的年份") { Field = "EnrolledOn" }
        : standing.LeftOn < standing.EnrolledOn ? new Problem("foreign-school.left-on", "離校日期早於就讀起日", "請核對兩個日期") { Field = "LeftOn" }
        : null;

    private static ForeignSchoolPupil New(long person, string school, ForeignSchoolEnrolment standing, Act act) =>
        new()
        {
            PersonId = person,
            SchoolCode = school,
            GradeYear = 0,
            Grade = standing.Grade,
            EnrolledOn = standing.EnrolledOn,
            ChangedAt = act.At,
        };

    private static void Say(ForeignSchoolPupil pupil, ForeignSchoolEnrolment standing, Act act)
    {
        (pupil.GradeYear, pupil.Grade) = (SchoolYear.Of(TaipeiTime.Today(act.At)).Roc, standing.Grade);
        (pupil.EnrolledOn, pupil.LeftOn, pupil.LeftFor) = (standing.EnrolledOn, standing.LeftOn, standing.LeftOn is null ? null : standing.LeftFor);
        pupil.ChangedAt = act.At;
    }

    private static ForeignSchoolPupilEvent Note(ForeignSchoolPupil pupil, int seq, Act act) =>
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
            EnrolledOn = pupil.EnrolledOn,
            LeftOn = pupil.LeftOn,
            LeftFor = pupil.LeftFor,
        };
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>Where a pupil stands at the foreign school, as somebody says it.</summary>
public sealed record ForeignSchoolStanding(int Grade, DateOnly EnrolledOn, DateOnly? LeftOn, string? LeftFor);

/// <summary>Adds and changes pupils of foreign schools by hand, one at a time; every change appends to the history.</summary>
public sealed class ForeignSchoolBook(StudentNetDb db, PersonRegister people)
{
    /// <summary>Code of the problem that may be answered with "this is somebody else".</summary>
    public const string PossiblySame = "foreign-school.possibly-same";

    private const int Oldest = 25;

    /// <summary>What is told to whoever saves over a change that he has not seen.</summary>
    public static Problem Changed { get; } = new("foreign-school.changed", "您開啟之後，這名學生已被修改", "請先看歷次異動，再決定是否儲存");

    /// <summary>
    /// Adds a pupil to a foreign school's list. Refused when the number is another person's, when the child is on the list already, or when
    /// somebody has the same name and birth date and <paramref name="isSomebodyElse"/> does not say who it is.
    /// </summary>
    public async Task<(ForeignSchoolPupil? Pupil, Problem? Problem)> AddAsync(
        School school,
        PersonDraft draft,
        ForeignSchoolStanding standing,
        bool isSomebodyElse,
        Act act,
        CancellationToken cancellation = default
    )
    {
        if (Check(draft, standing, TaipeiTime.Today(act.At)) is { } wrong)
        {
            return (null, wrong);
        }

        return await db.WriteAsync<(ForeignSchoolPupil?, Problem?)>(
            act,
            async () =>
            {
                var found = await people.FindAsync(draft, cancellation);
                if (found is PersonFound.Other)
                {
                    return (null, new Problem("foreign-school.Number", "這個證號在系統是另一人", "請核對證號；姓名與出生日期都不相同"));
                }

                if (found is PersonFound.Unknown { PossibleMatches: > 0 and var count } && !isSomebodyElse)
                {
                    return (null, new Problem(PossiblySame, $"系統已有 {count} 名學生姓名與出生日期相同，證號不同", "若為同一人請改填原證號；確認是另一人，請勾選「是另一名學生」後再新增"));
                }

                var person = found is PersonFound.Known known ? known.Person : await people.AddAsync(draft, act.At, cancellation);
                var pupil = await db.Set<ForeignSchoolPupil>().SingleOrDefaultAsync(p => p.PersonId == person.PersonId && p.SchoolCode == school.Code, cancellation);
                if (pupil is { LeftOn: null })
                {
                    return (null, new Problem("foreign-school.listed", "這名學生已在名單", "請由名單點選姓名後修改"));
                }

                if (pupil is null)
                {
                    pupil = new ForeignSchoolPupil
                    {
                        PersonId = person.PersonId,
                        SchoolCode = school.Code,
                        GradeYear = 0,
                        Grade = standing.Grade,
                        EnrolledOn = standing.EnrolledOn,
                        ChangedAt = act.At,
                    };
                    db.Add(pupil);
                }

                await SayAsync(pupil, standing, act, cancellation);
                return (pupil, null);
            },
            static answer => answer.Item2,
            cancellation
        );
    }

    /// <summary>Changes a pupil of the list; a new number becomes the one to show, the old one stays.</summary>
    /// <param name="seen">Version of the row when the page was opened: who has not seen what another changed meanwhile must not undo it.</param>
    public async Task<Problem?> ChangeAsync(
        ForeignSchoolPupil pupil,
        PersonDraft draft,
        ForeignSchoolStanding standing,
        int seen,
        Act act,
        CancellationToken cancellation = default
    )
    {
        if (Check(draft, standing, TaipeiTime.Today(act.At)) is { } wrong)
        {
            return wrong;
        }

        return await db.ChangeSeenAsync(
            pupil,
            seen,
            Changed,
            act,
            async () =>
            {
                if (!await people.ReviseAsync(pupil.PersonId, draft, act.At, cancellation))
                {
                    return new Problem("foreign-school.Number", "這個證號在系統是另一人", "請核對證號；若兩筆是同一名學生，請洽縣市承辦人合併");
                }

                await SayAsync(pupil, standing, act, cancellation);
                return null;
            },
            cancellation
        );
    }

    private static Problem? Check(PersonDraft draft, ForeignSchoolStanding standing, DateOnly today) =>
        Nationalities.Find(draft.Nationality) is null ? new Problem("foreign-school.Nationality", "沒有選國籍", "請選一個國籍")
        : draft.Number?.Kind == PersonNumberKind.National && draft.Nationality != Nationalities.Own
            ? new Problem("foreign-school.Nationality", "身分證字號屬本國籍，國籍選的是外國", "請將國籍改為中華民國；雙重國籍以身分證字號登錄")
        : draft.BirthDate >= today || draft.BirthDate < today.AddYears(-Oldest) ? new Problem("foreign-school.BirthDate", "出生日期不合理", "請核對出生年是民國年還是西元年")
        : standing.Grade is < 1 or > 9 ? new Problem("foreign-school.Grade", "年級應為 1–9", "請選與我國學制相當的年級")
        : standing.EnrolledOn > today ? new Problem("foreign-school.EnrolledOn", "就讀起日在今天之後", "學生就讀後再登錄")
        : standing.EnrolledOn < draft.BirthDate ? new Problem("foreign-school.EnrolledOn", "就讀起日早於出生日期", "請核對兩個日期的年份")
        : standing.LeftOn < standing.EnrolledOn ? new Problem("foreign-school.LeftOn", "離校日期早於就讀起日", "請核對兩個日期")
        : null;

    private async Task SayAsync(ForeignSchoolPupil pupil, ForeignSchoolStanding standing, Act act, CancellationToken cancellation)
    {
        (pupil.GradeYear, pupil.Grade) = (SchoolYear.Of(TaipeiTime.Today(act.At)).Roc, standing.Grade);
        (pupil.EnrolledOn, pupil.LeftOn, pupil.LeftFor) = (standing.EnrolledOn, standing.LeftOn, standing.LeftOn is null ? null : standing.LeftFor);
        pupil.ChangedAt = act.At;
        var last = await db.Set<ForeignSchoolPupilEvent>()
            .Where(e => e.PersonId == pupil.PersonId && e.SchoolCode == pupil.SchoolCode)
            .MaxAsync(e => (int?)e.Seq, cancellation);
        db.Add(
            new ForeignSchoolPupilEvent
            {
                PersonId = pupil.PersonId,
                SchoolCode = pupil.SchoolCode,
                Seq = (last ?? 0) + 1,
                At = act.At,
                AccountId = act.AccountId,
                OrganisationCode = act.OrganisationCode,
                GradeYear = pupil.GradeYear,
                Grade = pupil.Grade,
                EnrolledOn = pupil.EnrolledOn,
                LeftOn = pupil.LeftOn,
                LeftFor = pupil.LeftFor,
            }
        );
    }
}

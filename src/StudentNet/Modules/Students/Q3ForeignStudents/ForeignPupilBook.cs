using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Where a foreign pupil stands at the school, as a clerk says it.</summary>
public sealed record ForeignStanding(
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

/// <summary>Adds and changes foreign pupils by hand, one at a time; every change appends to the history.</summary>
public sealed class ForeignPupilBook(StudentNetDb db, PersonRegister people)
{
    /// <summary>What is told to whoever saves over a change that he has not seen.</summary>
    public static Problem Changed { get; } = new("foreign.changed", "您開啟之後，這名學生已被修改", "請先看歷次異動，再決定是否儲存");

    /// <summary>
    /// Adds a pupil to a school's list. Refused when the number is another person's, when the child is
    /// on the list already, or when somebody has the same name and birth date and <paramref name="isSomebodyElse"/> does not say who it is.
    /// </summary>
    public async Task<(ForeignPupil? Pupil, Problem? Problem)> AddAsync(
        Organisation school,
        PersonDraft draft,
        ForeignStanding standing,
        bool isSomebodyElse,
        Act act,
        CancellationToken cancellation = default
    )
    {
        var year = SchoolYear.Of(TaipeiTime.Today(act.At));
        if (ForeignRules.Check(draft, standing, school.SchoolLevel, TaipeiTime.Today(act.At)) is { } wrong)
        {
            return (null, wrong);
        }

        return await db.WriteAsync<(ForeignPupil?, Problem?)>(
            act,
            async () =>
            {
                var found = await people.FindAsync(draft, cancellation);
                if (found is PersonFound.Other)
                {
                    return (null, new Problem("foreign.other-person", "這個證號在系統是另一人", "請核對證號；姓名與出生日期都不相同"));
                }

                if (found is PersonFound.Unknown { PossibleMatches: > 0 and var count } && !isSomebodyElse)
                {
                    return (null, new Problem(ForeignRules.PossiblySame, $"系統已有 {count} 名學生姓名與出生日期相同，證號不同", "若為同一人請改填原證號；確認是另一人，請勾選「是另一名學生」後再新增"));
                }

                var person = found is PersonFound.Known known ? known.Person : await people.AddAsync(draft, act.At, cancellation);
                var pupil = await db.Set<ForeignPupil>().SingleOrDefaultAsync(p => p.PersonId == person.PersonId && p.SchoolCode == school.Code, cancellation);
                if (pupil is { LeftOn: null })
                {
                    return (null, new Problem("foreign.listed", "這名學生已在本校外籍生名單", "請由名單點選姓名後修改"));
                }

                if (pupil is null)
                {
                    pupil = new ForeignPupil
                    {
                        PersonId = person.PersonId,
                        SchoolCode = school.Code,
                        GradeYear = year.Roc,
                        Grade = standing.Grade,
                        Kind = standing.Kind,
                        ArrivedOn = standing.ArrivedOn,
                        ChangedAt = act.At,
                    };
                    db.Add(pupil);
                }

                Say(pupil, standing, year, act.At);
                await NoteAsync(pupil, act, cancellation);
                return (pupil, null);
            },
            static answer => answer.Item2,
            cancellation
        );
    }

    /// <summary>Changes a pupil of the list; a new number becomes the one to show, the old one stays.</summary>
    /// <param name="seen">Version of the row when the page was opened: who has not seen what another changed meanwhile must not undo it.</param>
    public async Task<Problem?> ChangeAsync(
        ForeignPupil pupil,
        Organisation school,
        PersonDraft draft,
        ForeignStanding standing,
        int seen,
        Act act,
        CancellationToken cancellation = default
    )
    {
        var today = TaipeiTime.Today(act.At);
        if (ForeignRules.Check(draft, standing, school.SchoolLevel, today, pupil.AbsentSince) is { } wrong)
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
                    return new Problem("foreign.other-person", "這個證號在系統是另一人", "請核對證號；若兩筆是同一名學生，請洽縣市承辦人合併");
                }

                Say(pupil, standing, SchoolYear.Of(today), act.At);
                await NoteAsync(pupil, act, cancellation);
                return null;
            },
            cancellation
        );
    }

    private static void Say(ForeignPupil pupil, ForeignStanding standing, SchoolYear year, DateTime now)
    {
        (pupil.GradeYear, pupil.Grade, pupil.ClassName, pupil.Kind) = (year.Roc, standing.Grade, standing.ClassName, standing.Kind);
        (pupil.ArrivedOn, pupil.LeftOn) = (standing.ArrivedOn, standing.LeftOn);
        (pupil.Absence, pupil.AbsentSince, pupil.ReturnExpectedOn, pupil.AbsenceDetail) =
            standing.Absence is null ? (null, null, null, null) : (standing.Absence, standing.AbsentSince, standing.ReturnExpectedOn, standing.AbsenceDetail);
        pupil.ChangedAt = now;
    }

    private async Task NoteAsync(ForeignPupil pupil, Act act, CancellationToken cancellation)
    {
        var last = await db.Set<ForeignPupilEvent>()
            .Where(e => e.PersonId == pupil.PersonId && e.SchoolCode == pupil.SchoolCode)
            .MaxAsync(e => (int?)e.Seq, cancellation);
        db.Add(
            new ForeignPupilEvent
            {
                PersonId = pupil.PersonId,
                SchoolCode = pupil.SchoolCode,
                Seq = (last ?? 0) + 1,
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
            }
        );
    }
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students;

/// <summary>An entry of the history of a list: how the pupil stood after a change.</summary>
public interface IPupilEvent : IListedPupil
{
    /// <summary>1, 2, 3 … per child and school.</summary>
    int Seq { get; }
}

/// <summary>What a list that is kept by hand says of itself (Q3, Q5).</summary>
/// <param name="Listed">What is told where the child is on the list already.</param>
/// <param name="New">A row for a child who was never on the list of that school.</param>
/// <param name="Say">Puts what was said into a row.</param>
/// <param name="Note">A row as the entry of its history with that number.</param>
public sealed record PupilList<TPupil, TEvent, TStanding>(
    string Listed,
    Func<long, string, TStanding, Act, TPupil> New,
    Action<TPupil, TStanding, Act> Say,
    Func<TPupil, int, Act, TEvent> Note
);

/// <summary>Adds and changes pupils of a list by hand, one at a time; every change appends to the history.</summary>
public sealed class PupilRegister(StudentNetDb db, PersonRegister people)
{
    /// <summary>What is told to whoever saves over a change that he has not seen.</summary>
    public static Problem Changed { get; } = new("pupil.changed", "您開啟之後，這名學生已被修改", "請先看歷次異動，再決定是否儲存");

    /// <summary>
    /// Adds a pupil to a school's list. Refused when the number is another person's, when the child is on the list already, or when somebody has
    /// the same name and birth date and <paramref name="isSomebodyElse"/> does not say who it is. The last part of a problem's code names the
    /// field of the form.
    /// </summary>
    public Task<(TPupil? Pupil, Problem? Problem)> AddAsync<TPupil, TEvent, TStanding>(
        PupilList<TPupil, TEvent, TStanding> list,
        string school,
        PersonDraft draft,
        TStanding standing,
        bool isSomebodyElse,
        Act act,
        CancellationToken cancellation = default
    )
        where TPupil : class, ILeavingPupil
        where TEvent : class, IPupilEvent
    {
        ArgumentNullException.ThrowIfNull(list);
        return db.WriteAsync<(TPupil?, Problem?)>(
            act,
            async () =>
            {
                var found = await people.FindAsync(draft, cancellation);
                if (found is PersonFound.Other)
                {
                    return (null, new Problem("pupil.number", "這個證號在系統是另一人", "請核對證號；姓名與出生日期都不相同") { Field = "Number" });
                }

                if (found is PersonFound.Unknown { PossibleMatches: > 0 and var count } && !isSomebodyElse)
                {
                    return (
                        null,
                        new Problem("pupil.is-somebody-else", $"系統已有 {count} 名學生姓名與出生日期相同，證號不同", "若為同一人請改填原證號；確認是另一人，請勾選「是另一名學生」後再新增") { Field = "IsSomebodyElse" }
                    );
                }

                var person = found is PersonFound.Known known ? known.Person : await people.AddAsync(draft, act.At, cancellation);
                var pupil = await db.Set<TPupil>().SingleOrDefaultAsync(p => p.PersonId == person.PersonId && p.SchoolCode == school, cancellation);
                if (pupil is { LeftOn: null })
                {
                    return (null, new Problem("pupil.listed", list.Listed, "請由名單點選姓名後修改"));
                }

                if (pupil is null)
                {
                    pupil = list.New(person.PersonId, school, standing, act);
                    db.Add(pupil);
                }

                await SayAsync(list, pupil, standing, act, cancellation);
                return (pupil, null);
            },
            static answer => answer.Item2,
            cancellation
        );
    }

    /// <summary>Changes a pupil of the list; a new number becomes the one to show, the old one stays.</summary>
    /// <param name="seen">Version of the row when the page was opened: who has not seen what another changed meanwhile must not undo it.</param>
    public Task<Problem?> ChangeAsync<TPupil, TEvent, TStanding>(
        PupilList<TPupil, TEvent, TStanding> list,
        TPupil pupil,
        PersonDraft draft,
        TStanding standing,
        int seen,
        Act act,
        CancellationToken cancellation = default
    )
        where TPupil : class, ILeavingPupil, IVersioned
        where TEvent : class, IPupilEvent
    {
        ArgumentNullException.ThrowIfNull(list);
        return db.ChangeSeenAsync(
            pupil,
            seen,
            Changed,
            act,
            async () =>
            {
                if (!await people.ReviseAsync(pupil.PersonId, draft, act.At, cancellation))
                {
                    return new Problem("pupil.number", "這個證號在系統是另一人", "請核對證號；若兩筆是同一名學生，請洽縣市承辦人合併") { Field = "Number" };
                }

                await SayAsync(list, pupil, standing, act, cancellation);
                return null;
            },
            cancellation
        );
    }

    private async Task SayAsync<TPupil, TEvent, TStanding>(
        PupilList<TPupil, TEvent, TStanding> list,
        TPupil pupil,
        TStanding standing,
        Act act,
        CancellationToken cancellation
    )
        where TPupil : class, IListedPupil
        where TEvent : class, IPupilEvent
    {
        list.Say(pupil, standing, act);
        var (person, school) = (pupil.PersonId, pupil.SchoolCode);
        var last = await db.Set<TEvent>().Where(e => e.PersonId == person && e.SchoolCode == school).MaxAsync(e => (int?)e.Seq, cancellation);
        db.Add(list.Note(pupil, (last ?? 0) + 1, act));
    }
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students.Q1Transfers;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>What came of a change by hand.</summary>
public abstract record RollAnswer
{
    private RollAnswer() { }

    public sealed record Done : RollAnswer;

    /// <summary>The row says that already; nothing was written.</summary>
    public sealed record Unchanged : RollAnswer;

    /// <summary>Somebody has changed the row since the page was opened: both are shown, the person decides.</summary>
    public sealed record Conflict(ClassPupil Now) : RollAnswer;

    /// <summary>The rules forbid it.</summary>
    public sealed record Refused(Problem Problem) : RollAnswer;
}

/// <summary>Changes one pupil of a roll by hand: edit, add (轉入), take off (轉出). Each writes its history in the same transaction.</summary>
public sealed class ClassRollRegister(StudentNetDb db, PersonRegister register)
{
    /// <summary>A pupil of a school's roll, tracked; null: not on it.</summary>
    public Task<ClassPupil?> FindAsync(long person, Term term, string school, CancellationToken cancellation = default) =>
        db.Set<ClassPupil>()
            .SingleOrDefaultAsync(p => p.PersonId == person && p.Year == term.Year && p.Term == term.Number && p.SchoolCode == school, cancellation);

    /// <summary>Changes what the row says.</summary>
    /// <param name="seen">Version of the row when the page was opened.</param>
    public async Task<RollAnswer> SaveAsync(ClassPupil pupil, RollLine line, int seen, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pupil);
        ArgumentNullException.ThrowIfNull(line);
        if (pupil.Content == line.Content)
        {
            return new RollAnswer.Unchanged();
        }

        if (pupil.Version != seen)
        {
            return new RollAnswer.Conflict(pupil);
        }

        try
        {
            return await db.WriteAsync<RollAnswer>(
                act,
                async () =>
                {
                    Put(pupil, line, act);
                    db.Add(await EventAsync(pupil, "changed", act, null, cancellation));
                    return new RollAnswer.Done();
                },
                cancellation
            );
        }
        catch (DbUpdateConcurrencyException)
        {
            await db.Entry(pupil).ReloadAsync(cancellation);
            return new RollAnswer.Conflict(pupil);
        }
    }

    /// <summary>Takes a pupil off the roll. The child shows as 轉出未轉入 until another roll has it.</summary>
    public async Task<RollAnswer> LeaveAsync(ClassPupil pupil, string reason, int seen, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pupil);
        if (pupil.Version != seen)
        {
            return new RollAnswer.Conflict(pupil);
        }

        try
        {
            return await db.WriteAsync<RollAnswer>(
                act,
                async () =>
                {
                    db.Add(await EventAsync(pupil, "left", act, reason, cancellation));
                    db.Remove(pupil);
                    return new RollAnswer.Done();
                },
                cancellation
            );
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return await FindAsync(pupil.PersonId, new Term(pupil.Year, pupil.Term), pupil.SchoolCode, cancellation) is { } now
                ? new RollAnswer.Conflict(now)
                : new RollAnswer.Refused(new Problem("roll.gone", "這名學生已不在本校名單", "請重新整理"));
        }
    }

    /// <summary>
    /// Puts a child on the roll: one that is known, or, where nobody knows the number, a new record. Schools that have the child on their roll of
    /// the term are told.
    /// </summary>
    public async Task<(RollAnswer Answer, long PersonId)> AddAsync(
        PersonDraft draft,
        Person? known,
        Organisation school,
        Term term,
        RollLine line,
        Act act,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(school);
        if (known is not null && await FindAsync(known.PersonId, term, school.Code, cancellation) is not null)
        {
            return (new RollAnswer.Refused(new Problem("roll.there", "這名學生已在本校名單", "請用搜尋找到後編修")), known.PersonId);
        }

        var person = await db.WriteAsync(
            act,
            async () =>
            {
                var who = known ?? await register.AddAsync(draft, act.At, cancellation);
                var pupil = new ClassPupil
                {
                    PersonId = who.PersonId,
                    Year = term.Year,
                    Term = term.Number,
                    SchoolCode = school.Code,
                    ClassKind = line.ClassKind,
                    Grade = line.Grade,
                    ClassName = line.ClassName,
                    State = line.State,
                    CountsAs = line.CountsAs,
                    Content = line.Content,
                    ChangedAt = act.At,
                };
                Put(pupil, line, act);
                db.Add(pupil);
                db.Add(await EventAsync(pupil, "joined", act, act.Reason, cancellation));
                await TransferRegister.ReceiveByRollAsync(db, who.PersonId, school.Code, act, cancellation);
                var others = await db.Set<ClassPupil>()
                    .Where(p => p.PersonId == who.PersonId && p.Year == term.Year && p.Term == term.Number && p.SchoolCode != school.Code)
                    .Select(p => p.SchoolCode)
                    .ToListAsync(cancellation);
                db.AddRange(
                    others.Select(other => new OrganisationNotice
                    {
                        OrganisationCode = other,
                        Text = $"本校名單上的學生由 {school.Name} 轉入，請確認是否已轉出",
                        Link = "/Q1.31/conflicts",
                        PersonId = who.PersonId,
                        At = act.At,
                    })
                );
                return who.PersonId;
            },
            cancellation
        );
        return (new RollAnswer.Done(), person);
    }

    /// <summary>Takes a pupil who is released off the roll, where it stands on it. Inside the caller's write.</summary>
    internal static async Task TakeOffAsync(StudentNetDb db, long person, Term term, string school, string reason, Act act, CancellationToken cancellation)
    {
        if (await db.Set<ClassPupil>().SingleOrDefaultAsync(p => p.PersonId == person && p.Year == term.Year && p.Term == term.Number && p.SchoolCode == school, cancellation) is { } pupil)
        {
            db.Add(await EventAsync(db, pupil, "left", act, reason, cancellation));
            db.Remove(pupil);
        }
    }

    /// <summary>Puts a pupil whose release was taken back on the roll again, as it stood there last. Inside the caller's write.</summary>
    internal static async Task PutBackAsync(StudentNetDb db, long person, Term term, string school, string reason, Act act, CancellationToken cancellation)
    {
        if (await db.Set<ClassPupil>().AnyAsync(p => p.PersonId == person && p.Year == term.Year && p.Term == term.Number && p.SchoolCode == school, cancellation))
        {
            return;
        }

        var last = await db.Set<ClassPupilEvent>()
            .Where(e => e.PersonId == person && e.Year == term.Year && e.Term == term.Number && e.SchoolCode == school)
            .OrderByDescending(e => e.Seq)
            .FirstAsync(cancellation);
        var line = RollLine.Parse(last.Content);
        var pupil = new ClassPupil
        {
            PersonId = person,
            Year = term.Year,
            Term = term.Number,
            SchoolCode = school,
            ClassKind = line.ClassKind,
            Grade = line.Grade,
            ClassName = line.ClassName,
            State = line.State,
            CountsAs = line.CountsAs,
            Content = line.Content,
            ChangedAt = act.At,
        };
        Put(pupil, line, act);
        db.Add(pupil);
        db.Add(await EventAsync(db, pupil, "joined", act, reason, cancellation));
    }

    private static void Put(ClassPupil pupil, RollLine line, Act act)
    {
        (pupil.ClassKind, pupil.Grade, pupil.ClassName, pupil.Seat) = (line.ClassKind, line.Grade, line.ClassName, line.Seat);
        (pupil.State, pupil.NonSchoolKind, pupil.HoldsPlace) = (line.State, line.NonSchoolKind, line.HoldsPlace);
        (pupil.SickFrom, pupil.SickTo, pupil.Reduction) = (line.SickFrom, line.SickTo, line.Reduction);
        (pupil.CountsAs, pupil.Content, pupil.ChangedAt, pupil.ReceiptId) = (line.CountsAs, line.Content, act.At, null);
    }

    private Task<ClassPupilEvent> EventAsync(ClassPupil pupil, string what, Act act, string? reason, CancellationToken cancellation) =>
        EventAsync(db, pupil, what, act, reason, cancellation);

    private static async Task<ClassPupilEvent> EventAsync(StudentNetDb db, ClassPupil pupil, string what, Act act, string? reason, CancellationToken cancellation)
    {
        var last =
            await db.Set<ClassPupilEvent>()
                .Where(e => e.PersonId == pupil.PersonId && e.Year == pupil.Year && e.Term == pupil.Term && e.SchoolCode == pupil.SchoolCode)
                .MaxAsync(e => (int?)e.Seq, cancellation) ?? 0;
        return new ClassPupilEvent
        {
            PersonId = pupil.PersonId,
            Year = pupil.Year,
            Term = pupil.Term,
            SchoolCode = pupil.SchoolCode,
            Seq = last + 1,
            What = what,
            ClassKind = pupil.ClassKind,
            Grade = pupil.Grade,
            ClassName = pupil.ClassName,
            CountsAs = pupil.CountsAs,
            Reduction = pupil.Reduction,
            Content = pupil.Content,
            At = act.At,
            AccountId = act.AccountId,
            Reason = reason,
        };
    }
}

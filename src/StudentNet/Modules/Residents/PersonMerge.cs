using System.Reflection;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Residents;

/// <summary>What a merge, or its taking apart, did: for the modules that let their states follow and tell whom it concerns.</summary>
/// <param name="IsApart">The two records stand for themselves again.</param>
public sealed record PersonMergeDone(PersonMerged Merge, IReadOnlyList<PersonMergedRow> Rows, bool IsApart);

/// <summary>A module that must let something follow from a merge of two records: states from marks, a notice to schools and counties.</summary>
public interface IFollowsPersonMerge
{
    /// <summary>Called in the transaction of the merge, after the rows have met and are saved.</summary>
    Task FollowAsync(PersonMergeDone done, Act act, CancellationToken cancellation);
}

/// <summary>How many rows of a table a merge would bring, set aside or end.</summary>
public sealed record PersonMergeLook(string Table, MergedRowChange Change, int Rows);

/// <summary>
/// The one way in which two records of a person become one (design §7, decision 92), whoever found it out: the registry's list or a county officer.
/// Every table says itself how its rows meet (<see cref="PersonRowsAttribute"/>). Merges are few, so each goes row by row through the change
/// tracker: one code for all tables and both databases, and the whole row is kept as it was before.
/// </summary>
public sealed class PersonMerge(StudentNetDb db, IEnumerable<IFollowsPersonMerge> followers)
{
    private static readonly MethodInfo Rows = typeof(PersonMerge).GetMethod(nameof(RowsAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>What merging would do, without doing it.</summary>
    public async Task<IReadOnlyList<PersonMergeLook>> LookAsync(long survivor, long merged, CancellationToken cancellation = default)
    {
        var plan = new MergePlan(db, survivor, merged);
        await plan.ReadAsync(ReadAsync, cancellation);
        return [.. plan.Steps.GroupBy(s => (s.Table, s.Change)).Select(g => new PersonMergeLook(g.Key.Table, g.Key.Change, g.Count())).OrderBy(l => l.Table, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Merges. Runs inside the caller's write, or as one of its own; other changes that the tracker holds are saved with it.
    /// </summary>
    /// <exception cref="InvalidOperationException">One of the two is merged already: whoever asks follows <see cref="Person.MergedInto"/> first.</exception>
    public Task<PersonMerged> MergeAsync(long survivor, long merged, string? because, Act act, CancellationToken cancellation = default) =>
        db.WriteAsync(
            act,
            async () =>
            {
                var people = await db.Set<Person>().Where(p => p.PersonId == survivor || p.PersonId == merged).ToListAsync(cancellation);
                if (survivor == merged || people.Count != 2 || people.Any(p => p.MergedInto is not null))
                {
                    throw new InvalidOperationException("Only two different records that stand for themselves can become one.");
                }

                await HoldAsync(people, cancellation);
                var plan = new MergePlan(db, survivor, merged);
                await plan.ReadAsync(ReadAsync, cancellation);
                var merge = new PersonMerged
                {
                    Id = await IdBlock.TakeAsync(db, "person-merged", 1, cancellation),
                    Survivor = survivor,
                    Merged = merged,
                    At = act.At,
                    AccountId = act.AccountId,
                    OrganisationCode = act.OrganisationCode,
                    Because = because,
                };
                db.Add(merge);
                var rows = plan.Carry(merge.Id, act.At);
                db.AddRange(rows);
                people.Single(p => p.PersonId == merged).MergedInto = survivor;
                await NoteAsync(merged, "merged", null, $"{survivor}", act.At, cancellation);
                await ShowOneNumberAsync(survivor, cancellation);
                await db.SaveChangesAsync(cancellation);
                await FollowAsync(new PersonMergeDone(merge, rows, false), act, cancellation);
                return merge;
            },
            cancellation
        );

    /// <summary>
    /// Takes a wrong merge apart: the rows that came go back, those set aside stand again. What was written since stays with the record that stayed.
    /// </summary>
    public Task TakeApartAsync(PersonMerged merge, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(merge);
        return db.WriteAsync(
            act,
            async () =>
            {
                var people = await db.Set<Person>().Where(p => p.PersonId == merge.Survivor || p.PersonId == merge.Merged).ToListAsync(cancellation);
                merge.ApartAt = act.At;
                await HoldAsync(people, cancellation);
                var rows = await db.Set<PersonMergedRow>().AsNoTracking().Where(r => r.MergeId == merge.Id).OrderBy(r => r.Seq).ToListAsync(cancellation);
                await MergePlan.ReturnAsync(db, merge, rows, cancellation);
                people.Single(p => p.PersonId == merge.Merged).MergedInto = null;
                await NoteAsync(merge.Merged, "merged", $"{merge.Survivor}", null, act.At, cancellation);
                await db.SaveChangesAsync(cancellation);
                await ShowOneNumberAsync(merge.Survivor, cancellation);
                await ShowOneNumberAsync(merge.Merged, cancellation);
                await db.SaveChangesAsync(cancellation);
                await FollowAsync(new PersonMergeDone(merge, rows, true), act, cancellation);
                return 0;
            },
            cancellation
        );
    }

    /// <summary>The record that a number led to at a moment; null where it was not known then.</summary>
    public async Task<long?> WhoWasAsync(string number, DateTime at, CancellationToken cancellation = default)
    {
        var now = await db.Set<PersonIdentifier>().AsNoTracking().SingleOrDefaultAsync(i => i.Number == number, cancellation);
        if (now is null || now.Since > at)
        {
            return null;
        }

        // Back in time, step by step: before a merge the number led to the record that was merged, before a taking-apart to the one that stayed,
        // before an exchange to the other child.
        var (id, until) = (now.PersonId, DateTime.MaxValue);
        while (await LastStepAsync(number, id, at, until, cancellation) is { } step)
        {
            (id, until) = step;
        }

        return id;
    }

    /// <summary>
    /// Writes both records first, so that of two who merge, exchange or take apart the same record in one moment the second is refused. Without
    /// it, A into B and B into A would touch different rows, and both would be carried out.
    /// </summary>
    internal static Task<int> HoldAsync(StudentNetDb db, IEnumerable<Person> people, CancellationToken cancellation)
    {
        foreach (var person in people)
        {
            db.Entry(person).Property(p => p.Version).IsModified = true;
        }

        return db.SaveChangesAsync(cancellation);
    }

    private Task<int> HoldAsync(IEnumerable<Person> people, CancellationToken cancellation) => HoldAsync(db, people, cancellation);

    /// <summary>The last time after a moment and before another at which a number came to a record, and the record it came from; null: it did not.</summary>
    private async Task<(long From, DateTime At)?> LastStepAsync(string number, long person, DateTime after, DateTime before, CancellationToken cancellation)
    {
        var key = MergePlan.KeyText(number);
        var of = await (
            from merge in db.Set<PersonMerged>().AsNoTracking()
            where merge.Survivor == person || merge.Merged == person
            where db.Set<PersonMergedRow>().Any(r => r.MergeId == merge.Id && r.Table == "person_identifier" && r.KeyAfter == key)
            select merge
        ).ToListAsync(cancellation);
        var exchanges = await db.Set<NumbersExchanged>()
            .AsNoTracking()
            .Where(e => (e.First == person && e.SecondNumber == number) || (e.Second == person && e.FirstNumber == number))
            .ToListAsync(cancellation);
        return of.Select(m => m.Survivor == person ? (From: m.Merged, At: (DateTime?)m.At) : (From: m.Survivor, At: m.ApartAt))
            .Concat(exchanges.Select(e => (From: e.First == person ? e.Second : e.First, At: (DateTime?)e.At)))
            .Where(s => s.At > after && s.At < before)
            .OrderByDescending(s => s.At)
            .Select(s => ((long, DateTime)?)(s.From, s.At!.Value))
            .FirstOrDefault();
    }

    private async Task FollowAsync(PersonMergeDone done, Act act, CancellationToken cancellation)
    {
        foreach (var follower in followers)
        {
            await follower.FollowAsync(done, act, cancellation);
            await db.SaveChangesAsync(cancellation);
        }
    }

    private Task NoteAsync(long person, string field, string? before, string? after, DateTime at, CancellationToken cancellation) =>
        NoteAsync(db, person, field, before, after, at, cancellation);

    /// <summary>Appends to a person's changes.</summary>
    internal static async Task NoteAsync(StudentNetDb db, long person, string field, string? before, string? after, DateTime at, CancellationToken cancellation)
    {
        var seq = await db.Set<PersonChange>().Where(c => c.PersonId == person).MaxAsync(c => (int?)c.Seq, cancellation) ?? 0;
        db.Add(new PersonChange { PersonId = person, Seq = seq + 1, Field = field, Before = before, After = after, At = at });
    }

    /// <summary>A person with numbers has one that is shown.</summary>
    private async Task ShowOneNumberAsync(long person, CancellationToken cancellation)
    {
        await db.Set<PersonIdentifier>().Where(i => i.PersonId == person).LoadAsync(cancellation);
        var numbers = db.Set<PersonIdentifier>().Local.Where(i => i.PersonId == person).OrderByDescending(i => i.Since).ThenBy(i => i.Number, StringComparer.Ordinal).ToList();
        var shown = numbers.Where(i => i.IsCurrent).ToList();
        if (shown.Count == 0 && numbers.Count > 0)
        {
            numbers[0].IsCurrent = true;
        }

        foreach (var further in shown.Skip(1))
        {
            further.IsCurrent = false;
        }
    }

    private Task<List<object>> ReadAsync(Type type, long person, CancellationToken cancellation) =>
        (Task<List<object>>)Rows.MakeGenericMethod(type).Invoke(null, [db, person, cancellation])!;

    private static async Task<List<object>> RowsAsync<T>(StudentNetDb db, long person, CancellationToken cancellation)
        where T : class
    {
        // Compared as long? because a notice may be about nobody.
        var rows = await db.Set<T>().Where(r => EF.Property<long?>(r, "PersonId") == person).ToListAsync(cancellation);
        return [.. rows];
    }
}

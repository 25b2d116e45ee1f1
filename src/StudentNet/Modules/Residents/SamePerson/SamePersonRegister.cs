using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>
/// What an officer does with two records: make one of them, take a wrong merge apart, put exchanged numbers right. Whatever is refused is a value,
/// also where somebody else was faster.
/// </summary>
public sealed class SamePersonRegister(StudentNetDb db, PersonMerge merge, NumberExchange exchange)
{
    private static readonly Problem Changed = new("same-person.changed", "這兩筆紀錄剛才已有變動，沒有寫入", "請看過目前的內容再決定");

    /// <summary>Makes one record of the pair; the first stays.</summary>
    public Task<(long Merge, Problem? Problem)> MergeAsync(SeenPair seen, string because, Act act, CancellationToken cancellation = default) =>
        TryAsync<(long, Problem?)>(
            async () =>
            {
                if (await SeenAsync(seen, cancellation) is null)
                {
                    return (0, Changed);
                }

                return ((await merge.MergeAsync(seen.First, seen.Second, because, act, cancellation)).Id, null);
            },
            (0, Changed)
        );

    /// <summary>Notes that the pair are two children: they are never asked about again.</summary>
    public Task<Problem?> TellApartAsync(SeenPair seen, string because, Act act, CancellationToken cancellation = default) =>
        TryAsync<Problem?>(
            async () =>
            {
                if (await SeenAsync(seen, cancellation) is not { } pair)
                {
                    return Changed;
                }

                return await db.WriteAsync<Problem?>(
                    act,
                    async () =>
                    {
                        // Of two officers, one of whom merges, the second is refused.
                        await PersonMerge.HoldAsync(db, [pair.First, pair.Second], cancellation);
                        var (first, second) = (Math.Min(seen.First, seen.Second), Math.Max(seen.First, seen.Second));
                        var question = await db.Set<SamePersonQuestion>().SingleOrDefaultAsync(q => q.First == first && q.Second == second, cancellation);
                        if (question is null)
                        {
                            question = new SamePersonQuestion { First = first, Second = second, FoundAt = act.At };
                            db.Add(question);
                        }

                        question.Decide(SamePersonAnswer.Different, because, act.At, act.AccountId, act.OrganisationCode);
                        question.CountyCode ??= act.OrganisationCode;
                        await db.SaveChangesAsync(cancellation);
                        return null;
                    },
                    cancellation
                );
            },
            Changed
        );

    /// <summary>Exchanges the shown numbers of the pair.</summary>
    public Task<Problem?> ExchangeAsync(SeenPair seen, string because, Act act, CancellationToken cancellation = default) =>
        TryAsync(
            async () => await SeenAsync(seen, cancellation) is { } pair ? await exchange.ExchangeAsync(pair.First, pair.Second, because, act, cancellation) : Changed,
            Changed
        );

    /// <summary>
    /// Takes a merge apart. Later ones that build on it come first: a row that a later merge moved on could no longer be brought back, and a number
    /// that was exchanged since would be taken from the other child.
    /// </summary>
    public Task<Problem?> TakeApartAsync(long id, Act act, CancellationToken cancellation = default) =>
        TryAsync<Problem?>(
            async () =>
            {
                var merged = await db.Set<PersonMerged>().SingleAsync(m => m.Id == id, cancellation);
                if (await WhyNotApartAsync(merged, cancellation) is { } problem)
                {
                    return problem;
                }

                await merge.TakeApartAsync(merged, act, cancellation);
                return null;
            },
            Changed
        );

    /// <summary>Why a merge cannot be taken apart now; null: it can.</summary>
    public async Task<Problem?> WhyNotApartAsync(PersonMerged merged, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(merged);
        if (merged.ApartAt is not null)
        {
            return new Problem("apart.done", "這次合併已經取消", "兩筆紀錄已各自獨立，不必再取消");
        }

        var (id, stays, at) = (merged.Id, merged.Survivor, merged.At);
        if (await db.Set<PersonMerged>().AnyAsync(m => m.Id != id && m.ApartAt == null && (m.Survivor == stays || m.Merged == stays) && (m.At > at || (m.At == at && m.Id > id)), cancellation))
        {
            return new Problem("apart.later-merge", "保留的紀錄後來又與另一筆合併", "請先取消較晚的那一次合併");
        }

        var numbers = await NumbersAsync(id, cancellation);
        return await db.Set<PersonIdentifier>().AnyAsync(i => numbers.Contains(i.Number) && i.PersonId != stays, cancellation)
            ? new Problem("apart.number-moved", "併入的證號後來已對調給另一名學生", "請先把證號對調回來")
            : null;
    }

    /// <summary>The numbers that came with the merged record.</summary>
    public async Task<IReadOnlyList<string>> NumbersAsync(long merge, CancellationToken cancellation = default)
    {
        var keys = await db.Set<PersonMergedRow>()
            .Where(r => r.MergeId == merge && r.Table == "person_identifier" && r.KeyAfter != null)
            .OrderBy(r => r.Seq)
            .Select(r => r.KeyAfter!)
            .ToListAsync(cancellation);
        return [.. keys.Select(MergePlan.NumberOfKey)];
    }

    /// <summary>Both records, held by the change tracker in the version that was seen; null where one is another by now.</summary>
    private async Task<(Person First, Person Second)?> SeenAsync(SeenPair seen, CancellationToken cancellation)
    {
        var people = await db.Set<Person>().Where(p => p.PersonId == seen.First || p.PersonId == seen.Second).ToListAsync(cancellation);
        var (first, second) = (people.SingleOrDefault(p => p.PersonId == seen.First), people.SingleOrDefault(p => p.PersonId == seen.Second));
        return first is { MergedInto: null } && second is { MergedInto: null } && first != second && (first.Version, second.Version) == (seen.FirstVersion, seen.SecondVersion)
            ? (first, second)
            : null;
    }

    private async Task<T> TryAsync<T>(Func<Task<T>> work, T changed)
    {
        try
        {
            return await work();
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return changed;
        }
    }
}

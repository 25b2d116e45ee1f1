using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>
/// 人工分發: a county officer puts children into a school, with a reason. Such a decision survives every later run until the officer takes it
/// back. Children whom a school has registered already are the school's; their place changes through N3.
/// </summary>
public sealed class HandAllocation(StudentNetDb db)
{
    private const int LongestWords = 200;

    /// <summary>Decides for one child or many, all or none. <paramref name="children"/> says which version of each entry the officer saw.</summary>
    /// <param name="isClosed">The allocation has closed: what schools have been shown stays, what is left may still be decided.</param>
    public async Task<HandResult> DecideAsync(
        CountyEntries where,
        IReadOnlyDictionary<long, int> children,
        HandDecision decision,
        Act act,
        bool isClosed = false,
        CancellationToken cancellation = default
    )
    {
        var problems = await CheckAsync(where, decision, cancellation);
        var entries = await LoadAsync(where, children.Keys, cancellation);
        problems.AddRange(Standing(entries, children));
        if (isClosed && entries.Any(e => e.PublishedAt is not null))
        {
            problems.Add(new Problem("hand.closed", "分發已截止，已公告給學校的學生不能改分發", "只選還沒有公告的學生；已公告的由學校在 N3.31 處理"));
        }

        if (problems.Count > 0)
        {
            return new HandResult(0, problems);
        }

        var people = entries.Select(e => e.PersonId).ToList();
        var residences = await db.Set<Residence>()
            .Where(r => people.Contains(r.PersonId) && r.Until == null)
            .ToDictionaryAsync(r => r.PersonId, r => r.Seq, cancellation);
        foreach (var entry in entries)
        {
            (entry.State, entry.Basis, entry.AllocatedSchool, entry.Cause) = (EntryState.Allocated, AllocationBasis.Hand, decision.School, null);
            (entry.RuleNo, entry.PublishedAt) = (null, null);
            entry.ResidenceSeq = residences.TryGetValue(entry.PersonId, out var seq) ? seq : 0;
        }

        return await SaveAsync(
            entries,
            act,
            async () =>
            {
                await EntryEvents.AppendAsync(db, act, entries, EntryEvents.DecidedByHand, decision.ReasonCode, Words(decision), cancellation);
                await db.Set<EntryChoice>()
                    .Where(c => c.Year == where.Year && c.Level == where.Level && people.Contains(c.PersonId))
                    .ExecuteUpdateAsync(c => c.SetProperty(x => x.IsDefault, x => x.SchoolCode == decision.School), cancellation);
            },
            cancellation
        );
    }

    /// <summary>Takes decisions by hand back: the children are 待分發 again and the next run decides.</summary>
    public async Task<HandResult> WithdrawAsync(CountyEntries where, IReadOnlyDictionary<long, int> children, Act act, CancellationToken cancellation = default)
    {
        var entries = await LoadAsync(where, children.Keys, cancellation);
        var problems = Standing(entries, children).ToList();
        if (entries.Any(e => e.Basis != AllocationBasis.Hand))
        {
            problems.Add(new Problem("hand.not-by-hand", "選取的學生有的不是人工分發", "只選人工分發的學生"));
        }

        if (problems.Count > 0)
        {
            return new HandResult(0, problems);
        }

        foreach (var entry in entries)
        {
            (entry.State, entry.Basis, entry.AllocatedSchool, entry.PlanId) = (EntryState.Pending, null, null, null);
            (entry.PublishedAt, entry.ResidenceSeq) = (null, null);
        }

        return await SaveAsync(entries, act, () => EntryEvents.AppendAsync(db, act, entries, EntryEvents.HandWithdrawn, cancellation: cancellation), cancellation);
    }

    private async Task<HandResult> SaveAsync(List<Entry> entries, Act act, Func<Task> more, CancellationToken cancellation)
    {
        try
        {
            await db.WriteAsync(
                act,
                async () =>
                {
                    await more();
                    return 0;
                },
                cancellation
            );
            return new HandResult(entries.Count, []);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return new HandResult(0, [Changed]);
        }
    }

    private async Task<List<Problem>> CheckAsync(CountyEntries where, HandDecision decision, CancellationToken cancellation)
    {
        var problems = new List<Problem>();
        var day = AllocationRunKind.EntryDay(where.Year);
        var school = await db.Set<School>().AsNoTracking().FirstOrDefaultAsync(s => s.Code == decision.School, cancellation);
        if (school is null || school.CountyCode != where.County || school.Level != where.Level)
        {
            problems.Add(new Problem("hand.school", "沒有選擇本縣市這個學制的學校", "從清單選一所學校"));
        }
        else if (school.IsPrivate || school.Kind == SchoolKind.Foreign || school.ClosedOn < day || school.OpenedOn > day)
        {
            problems.Add(new Problem("hand.school-closed", $"{school.Name}不參加分發，或 {RocDate.Format(day)} 未開辦", "改選其他學校"));
        }

        if (HandReason.Find(decision.ReasonCode) is not { } reason)
        {
            problems.Add(new Problem("hand.reason", "沒有選擇人工分發的原因", "選一個原因"));
        }
        else if (reason.NeedsWords && Words(decision) is null)
        {
            problems.Add(new Problem("hand.words", $"原因「{reason.Title}」要寫說明", "寫下依據，例如核定文號"));
        }

        if (decision.Words?.Trim().Length > LongestWords)
        {
            problems.Add(new Problem("hand.words-long", $"說明最多 {LongestWords} 字", "縮短說明"));
        }

        return problems;
    }

    /// <summary>What keeps the loaded entries from being decided: they are gone, changed since, or no longer the county's to decide.</summary>
    private static IEnumerable<Problem> Standing(List<Entry> entries, IReadOnlyDictionary<long, int> children)
    {
        if (children.Count == 0)
        {
            yield return new Problem("hand.nobody", "沒有選取學生", "先勾選學生");
        }

        if (entries.Count < children.Count || entries.Any(e => e.Version != children[e.PersonId]))
        {
            yield return Changed;
        }
        else if (entries.Any(e => e.State is not (EntryState.Pending or EntryState.Allocated or EntryState.NeedsPerson)))
        {
            yield return new Problem("hand.registered", "選取的學生有的已由學校登錄報到", "已報到的學生由學校在 N3.31 處理");
        }
    }

    private static Problem Changed => new("hand.changed", "選取的學生有的剛被更動，這次沒有寫入任何一筆", "看過最新的狀態後再分發");

    private Task<List<Entry>> LoadAsync(CountyEntries where, IEnumerable<long> people, CancellationToken cancellation)
    {
        var wanted = people.ToList();
        return db.Set<Entry>()
            .Where(e => e.CountyCode == where.County && e.Year == where.Year && e.Level == where.Level && wanted.Contains(e.PersonId))
            .OrderBy(e => e.PersonId)
            .ToListAsync(cancellation);
    }

    private static string? Words(HandDecision decision) => decision.Words?.Trim() is { Length: > 0 } words ? words : null;
}

/// <summary>Whose entries a county officer decides.</summary>
public sealed record CountyEntries(string County, SchoolYear Year, SchoolLevel Level);

/// <summary>Which school, and why.</summary>
/// <param name="ReasonCode">A code of <see cref="HandReason"/>.</param>
/// <param name="Words">What the code does not say; needed for some codes.</param>
public sealed record HandDecision(string? School, string? ReasonCode, string? Words);

/// <summary>How many were decided; none where there is a problem.</summary>
public sealed record HandResult(int Count, IReadOnlyList<Problem> Problems)
{
    public bool IsDone => Problems.Count == 0;
}

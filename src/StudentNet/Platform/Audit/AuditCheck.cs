using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Audit;

/// <summary>What the check of one lane of a chain found.</summary>
/// <param name="Entries">Links that were sound, from the first on.</param>
/// <param name="Head">Hash of the last sound link.</param>
/// <param name="Break">The first broken link; null: the lane is whole.</param>
public sealed record AuditLaneResult(string Chain, int Lane, long Entries, string Head, AuditBreak? Break);

/// <summary>A broken link.</summary>
/// <param name="Seq">Where it is, or should be.</param>
public sealed record AuditBreak(long Seq, AuditFault Fault)
{
    /// <summary>What broke, in words.</summary>
    public string Words =>
        Fault switch
        {
            AuditFault.Missing => "少了這一筆（被刪除或抽換了順序）",
            AuditFault.Unlinked => "與前一筆接不上",
            AuditFault.Altered => "內容與雜湊不符（被更動）",
            AuditFault.Truncated => "末端被截斷，末筆紀錄還在，這一筆不見了",
            AuditFault.HeadMissing => "末筆紀錄（audit_head）不見了",
            AuditFault.ShownAltered => "顯示過的學生名單被更動或刪除",
            AuditFault.Rewritten => "與先前留存的末筆不同（整道被重寫）",
            _ => "末筆紀錄（audit_head）與最後一筆不符",
        };
}

/// <summary>Ways in which a chain breaks.</summary>
public enum AuditFault
{
    Missing,
    Unlinked,
    Altered,
    Truncated,
    HeadMissing,
    HeadDiffers,

    /// <summary>The set of children that the entry says were shown is gone, or is another one.</summary>
    ShownAltered,

    /// <summary>Sound in itself, but not what an anchor outside the database says.</summary>
    Rewritten,
}

/// <summary>Walks every lane of the audit from its first entry and proves numbers, links and hashes, and that the end is the end (domain §14).</summary>
public sealed class AuditCheck(StudentNetDb db)
{
    /// <summary>Checks all lanes, in order of their chains. Entries written meanwhile are checked too and are no fault.</summary>
    /// <param name="anchor">Heads that were kept outside the database, now or long ago.</param>
    public async Task<IReadOnlyList<AuditLaneResult>> RunAsync(AuditAnchor? anchor = null, CancellationToken cancellation = default)
    {
        var heads = await HeadsAsync(cancellation);
        var anchored = (anchor?.Heads ?? []).ToDictionary(h => (h.Chain, h.Lane));
        var results = new List<AuditLaneResult>();
        Walk? walk = null;
        await foreach (
            var entry in db.Set<AuditEntry>()
                .AsNoTracking()
                .OrderBy(e => e.Chain)
                .ThenBy(e => e.Lane)
                .ThenBy(e => e.Seq)
                .AsAsyncEnumerable()
                .WithCancellation(cancellation)
        )
        {
            var lane = (entry.Chain, entry.Lane);
            if (walk is null || walk.Lane != lane)
            {
                Finish(walk);
                walk = new Walk(lane, heads.GetValueOrDefault(lane), anchored.GetValueOrDefault(lane));
            }

            walk.Step(entry);
        }

        Finish(walk);
        var walked = results.Select(r => (r.Chain, r.Lane)).ToHashSet();
        results.AddRange(heads.Keys.Union(anchored.Keys).Where(l => !walked.Contains(l)).Select(l => new AuditLaneResult(l.Chain, l.Lane, 0, "", new(1, AuditFault.Truncated))));
        var sets = await EntriesOfBrokenSetsAsync(cancellation);
        var later = await HeadsAsync(cancellation);
        return
        [
            .. results
                .Select(r => r.Break is null && sets.TryGetValue((r.Chain, r.Lane), out var entry) ? r with { Break = new(entry, AuditFault.ShownAltered) } : r)
                .Select(r => r.Break is null && later[(r.Chain, r.Lane)].Seq < r.Entries ? r with { Break = new(r.Entries, AuditFault.HeadDiffers) } : r)
                .OrderBy(r => r.Chain, StringComparer.Ordinal)
                .ThenBy(r => r.Lane),
        ];

        void Finish(Walk? done)
        {
            if (done is not null)
            {
                results.Add(done.Result());
            }
        }
    }

    /// <summary>The first entry of each lane whose set of shown children is not what the entry says.</summary>
    private async Task<Dictionary<(string Chain, int Lane), long>> EntriesOfBrokenSetsAsync(CancellationToken cancellation)
    {
        var broken = new List<long>();
        using var walk = new SetWalk();
        await foreach (var (set, hash, person) in db.QueryAsync("audit-sets", null, static r => (r.GetInt64(0), r.GetString(1), r.IsDBNull(2) ? (long?)null : r.GetInt64(2)), cancellation))
        {
            if (walk.Step(set, hash, person) is { } wrong)
            {
                broken.Add(wrong);
            }
        }

        if (walk.End() is { } last)
        {
            broken.Add(last);
        }

        var found = new Dictionary<(string, int), long>();
        // An entry and its set may be written between the two reads: what a new entry says is compared with its set in one statement.
        var forgotten = await AuditForgotten.ReadAsync(db, cancellation) ?? DateTime.UnixEpoch;
        await foreach (var (chain, lane, seq) in db.QueryAsync("audit-set-strays", new { forgotten }, static r => (r.GetString(0), r.GetInt32(1), r.GetInt64(2)), cancellation))
        {
            Note(chain, lane, seq);
        }

        foreach (var some in broken.Chunk(1_000))
        {
            var of = db.Set<AuditEntry>().Where(e => some.Contains(e.ShownSet!.Value)).GroupBy(e => new { e.Chain, e.Lane }).Select(g => new { g.Key.Chain, g.Key.Lane, Seq = g.Min(e => e.Seq) });
            foreach (var entry in await of.ToListAsync(cancellation))
            {
                Note(entry.Chain, entry.Lane, entry.Seq);
            }
        }

        return found;

        void Note(string chain, int lane, long seq) => found[(chain, lane)] = found.TryGetValue((chain, lane), out var before) ? Math.Min(before, seq) : seq;
    }

    private Task<Dictionary<(string Chain, int Lane), AuditHead>> HeadsAsync(CancellationToken cancellation) =>
        db.Set<AuditHead>().AsNoTracking().ToDictionaryAsync(h => (h.Chain, h.Lane), cancellation);

    /// <summary>One lane, link by link; stops looking at the first fault.</summary>
    private sealed class Walk((string Chain, int Lane) lane, AuditHead? head, AnchoredHead? anchored)
    {
        private long _sound;
        private string _hash = "";
        private AuditBreak? _break;

        public (string Chain, int Lane) Lane => lane;

        public void Step(AuditEntry entry)
        {
            if (_break is not null)
            {
                return;
            }

            _break = FaultOf(entry) is { } fault ? new(fault == AuditFault.Missing ? _sound + 1 : entry.Seq, fault) : null;
            if (_break is null)
            {
                (_sound, _hash) = (entry.Seq, entry.Hash);
            }
        }

        public AuditLaneResult Result() => new(lane.Chain, lane.Lane, _sound, _hash, _break ?? EndFault());

        private AuditFault? FaultOf(AuditEntry entry) =>
            entry.Seq != _sound + 1 ? AuditFault.Missing
            : entry.PreviousHash != _hash ? AuditFault.Unlinked
            : AuditTrail.HashOf(entry) != entry.Hash ? AuditFault.Altered
            : head is not null && entry.Seq == head.Seq && entry.Hash != head.Hash ? AuditFault.HeadDiffers
            : anchored is not null && entry.Seq == anchored.Seq && entry.Hash != anchored.Hash ? AuditFault.Rewritten
            : null;

        private AuditBreak? EndFault() =>
            head is null ? new(_sound, AuditFault.HeadMissing)
            : _sound < head.Seq || _sound < anchored?.Seq ? new(_sound + 1, AuditFault.Truncated)
            : null;
    }

    /// <summary>All sets, person by person; names those whose persons do not give their hash.</summary>
    private sealed class SetWalk : IDisposable
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private (long Id, string Hash)? _set;

        public long? Step(long set, string hash, long? person)
        {
            var wrong = _set is { } before && before.Id != set ? End() : null;
            _set = (set, hash);
            if (person is { } shown)
            {
                ShownPeople.Add(_hash, shown);
            }

            return wrong;
        }

        public long? End() => _set is { } set && Convert.ToHexStringLower(_hash.GetHashAndReset()) != set.Hash ? set.Id : null;

        public void Dispose() => _hash.Dispose();
    }
}

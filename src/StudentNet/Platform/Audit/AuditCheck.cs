using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Audit;

/// <summary>What the check of one chain found.</summary>
/// <param name="Entries">Links that were sound, from the first on.</param>
/// <param name="Head">Hash of the last sound link; kept elsewhere, it proves later that nobody has written the whole chain anew.</param>
/// <param name="Break">The first broken link; null: the chain is whole.</param>
public sealed record AuditChainResult(string Chain, long Entries, string Head, AuditBreak? Break);

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
}

/// <summary>Walks every audit chain from its first entry and proves numbers, links and hashes, and that the end is the end (domain §14).</summary>
public sealed class AuditCheck(StudentNetDb db)
{
    /// <summary>Checks all chains, in order of their names. Entries written meanwhile are checked too and are no fault.</summary>
    public async Task<IReadOnlyList<AuditChainResult>> RunAsync(CancellationToken cancellation = default)
    {
        var heads = await HeadsAsync(cancellation);
        var results = new List<AuditChainResult>();
        Walk? walk = null;
        await foreach (
            var entry in db.Set<AuditEntry>().AsNoTracking().OrderBy(e => e.Chain).ThenBy(e => e.Seq).AsAsyncEnumerable().WithCancellation(cancellation)
        )
        {
            if (walk?.Chain != entry.Chain)
            {
                Finish(walk);
                walk = new Walk(entry.Chain, heads.GetValueOrDefault(entry.Chain));
            }

            walk.Step(entry);
        }

        Finish(walk);
        foreach (var head in heads.Values.Where(h => results.All(r => r.Chain != h.Chain)))
        {
            results.Add(new(head.Chain, 0, "", new(1, AuditFault.Truncated)));
        }

        var later = await HeadsAsync(cancellation);
        return [.. results.Select(r => r.Break is null && later[r.Chain].Seq < r.Entries ? r with { Break = new(r.Entries, AuditFault.HeadDiffers) } : r).OrderBy(r => r.Chain, StringComparer.Ordinal)];

        void Finish(Walk? done)
        {
            if (done is not null)
            {
                results.Add(done.Result());
            }
        }
    }

    private Task<Dictionary<string, AuditHead>> HeadsAsync(CancellationToken cancellation) =>
        db.Set<AuditHead>().AsNoTracking().ToDictionaryAsync(h => h.Chain, cancellation);

    /// <summary>One chain, link by link; stops looking at the first fault.</summary>
    private sealed class Walk(string chain, AuditHead? head)
    {
        private long _sound;
        private string _hash = "";
        private AuditBreak? _break;

        public string Chain => chain;

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

        public AuditChainResult Result() => new(chain, _sound, _hash, _break ?? EndFault());

        private AuditFault? FaultOf(AuditEntry entry) =>
            entry.Seq != _sound + 1 ? AuditFault.Missing
            : entry.PreviousHash != _hash ? AuditFault.Unlinked
            : AuditTrail.HashOf(entry) != entry.Hash ? AuditFault.Altered
            : head is not null && entry.Seq == head.Seq && entry.Hash != head.Hash ? AuditFault.HeadDiffers
            : null;

        private AuditBreak? EndFault() =>
            head is null ? new(_sound, AuditFault.HeadMissing)
            : _sound < head.Seq ? new(_sound + 1, AuditFault.Truncated)
            : null;
    }
}

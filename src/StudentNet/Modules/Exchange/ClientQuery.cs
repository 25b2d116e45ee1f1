using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Exchange;

/// <summary>Machine clients as a caller may see them, and what they have sent: for the clients' own pages and for the transfer cockpit.</summary>
public sealed class ClientQuery(StudentNetDb db)
{
    /// <summary>Clients within the caller's scope by name: the ministry all, a county its own and its schools', a school its own.</summary>
    public IQueryable<MachineClient> Within(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var organisations = db.OrganisationsOf(caller.Scope);
        return db.Set<MachineClient>()
            .Include(c => c.Organisation)
            .Where(c => organisations.Any(o => o.Code == c.OrganisationCode))
            .OrderBy(c => c.OrganisationCode)
            .ThenBy(c => c.ClientId);
    }

    /// <summary>What clients have sent since an instant (null: ever), by whatever door. A client that sent nothing has no entry.</summary>
    public async Task<IReadOnlyDictionary<string, ClientActivity>> ActivityAsync(
        IReadOnlyCollection<string> clients,
        DateTime? since = null,
        CancellationToken cancellation = default
    )
    {
        var sums = await db.Set<Receipt>()
            .Where(r => r.ClientId != null && clients.Contains(r.ClientId) && (since == null || r.ReceivedAt >= since))
            .GroupBy(r => r.ClientId!)
            .Select(g => new ClientActivity(
                g.Key,
                g.Count(),
                g.Count(r => r.Status == ReceiptStatus.Accepted),
                g.Count(r => r.ClearedBy == null && (r.Status == ReceiptStatus.Failed || r.Status == ReceiptStatus.NeedsAttention)),
                g.Count(r => r.Status == ReceiptStatus.Ready),
                g.Sum(r => r.OpenRows),
                g.Max(r => r.ReceivedAt),
                g.Max(r => r.Status == ReceiptStatus.Accepted ? r.EndedAt : null),
                g.Max(r => r.Id)
            ))
            .ToListAsync(cancellation);
        return sums.ToDictionary(s => s.ClientId, StringComparer.Ordinal);
    }
}

/// <summary>What a client has sent.</summary>
/// <param name="Attempts">Files, each attempt counted.</param>
/// <param name="Accepted">Files whose rows were written.</param>
/// <param name="Failed">Files that could not be taken and that no later file has mended.</param>
/// <param name="Waiting">Files that wait for somebody to accept them.</param>
/// <param name="OpenRows">Bad rows that are not mended yet.</param>
/// <param name="LastSuccessAt">When rows were last written, UTC.</param>
/// <param name="LastReceipt">Number of the latest receipt.</param>
public sealed record ClientActivity(
    string ClientId,
    int Attempts,
    int Accepted,
    int Failed,
    int Waiting,
    int OpenRows,
    DateTime LastAttemptAt,
    DateTime? LastSuccessAt,
    long LastReceipt
);

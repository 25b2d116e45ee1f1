using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace StudentNet.Platform.Data;

/// <summary>Appends to the hash chains: every write with its act, every read of children.</summary>
public static class AuditTrail
{
    /// <summary>How many changed records one entry lists by key; above that it gives counts.</summary>
    private const int ListedRecords = 20;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Records that children were shown on a page, or were asked for.</summary>
    /// <param name="people">The children; none is an answer too: somebody asked and nobody was found.</param>
    public static Task ReadAsync(StudentNetDb db, Act act, IEnumerable<long> people, CancellationToken cancellation = default) =>
        LookAsync(db, act, AuditKind.Read, people, 0, cancellation);

    /// <summary>Records that children go out in a file or in an answer to a machine.</summary>
    /// <param name="unknown">How many rows were about somebody of whom the system has no record.</param>
    public static Task ExportAsync(StudentNetDb db, Act act, IEnumerable<long> people, int unknown = 0, CancellationToken cancellation = default) =>
        LookAsync(db, act, AuditKind.Export, people, unknown, cancellation);

    /// <summary>Records that somebody asked for what is not theirs, or is not there.</summary>
    internal static Task RefuseAsync(StudentNetDb db, Act act, CancellationToken cancellation) =>
        db.LookAsync(new AuditLine(act, AuditKind.Refused, act.Detail, null), cancellation);

    /// <summary>Records that somebody asked for these children, who are not theirs, and was told what is told of nobody. None: there is no such child.</summary>
    public static Task RefuseAsync(StudentNetDb db, Act act, IReadOnlyCollection<long> people, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        return db.LookAsync(new AuditLine(act, AuditKind.Refused, act.Detail, ShownOf(act, people)), cancellation);
    }

    private static Task LookAsync(StudentNetDb db, Act act, AuditKind kind, IEnumerable<long> people, int unknown, CancellationToken cancellation)
    {
        HashSet<long> all = [.. people];
        var others = unknown > 0 ? $",\"unknown\":{unknown}" : "";
        return db.LookAsync(new AuditLine(act, kind, $"{{\"people\":{all.Count}{others}{Extra(act)}}}", ShownOf(act, all)), cancellation);
    }

    /// <summary>The set of an entry: null where there is nobody, or only the one child that the act names itself.</summary>
    internal static ShownPeople? ShownOf(Act act, IReadOnlyCollection<long> people) =>
        people.Count == 0 || (people.Count == 1 && people.First() == act.PersonId) ? null : ShownPeople.Of(people);

    /// <summary>What an entry says beyond its act: the act's own words, then what was changed.</summary>
    internal static string? Detail(Act act, string? changes) =>
        (changes, act.Detail) switch
        {
            (null, null) => null,
            (null, var own) => own,
            (var tracked, null) => tracked,
            var (tracked, own) => $"{own} {tracked}",
        };

    /// <summary>Appends the entries of one transaction, each to its lane: lanes in one order for everybody, within a lane as they were done.</summary>
    internal static async Task AppendAsync(StudentNetDb db, IReadOnlyList<AuditLine> lines, CancellationToken cancellation)
    {
        // Sets before heads, and both in one order for everybody: who waits for another's set holds nothing that the other wants.
        foreach (var shown in lines.Select(l => l.Shown).OfType<ShownPeople>().DistinctBy(s => s.Hash).OrderBy(s => s.Id))
        {
            await shown.KeepAsync(db, cancellation);
        }

        foreach (var line in lines.OrderBy(l => l.Act.Chain, StringComparer.Ordinal).ThenBy(l => AuditLane.Of(l.Act)))
        {
            await AppendAsync(db, line, cancellation);
        }
    }

    /// <summary>Which records the change tracker is about to write, by kind and key.</summary>
    internal static string? Describe(ChangeTracker tracker)
    {
        var changed = tracker
            .Entries()
            .Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(e => (Kind: e.Metadata.ClrType.Name, e.State, Entry: e))
            .ToList();
        if (changed.Count == 0)
        {
            return null;
        }

        object summary =
            changed.Count > ListedRecords
                ? changed.GroupBy(c => $"{c.State} {c.Kind}").ToDictionary(g => g.Key, g => g.Count())
                : changed
                    .Select(c => new
                    {
                        r = c.Kind,
                        k = c.Entry.State == EntityState.Added ? null : Key(c.Entry),
                        s = c.State.ToString(),
                    })
                    .ToList();
        return JsonSerializer.Serialize(summary, Json);
    }

    /// <summary>The hash of an entry: SHA-256 over its fields in a fixed order and the hash before it.</summary>
    internal static string HashOf(AuditEntry e)
    {
        var text = string.Join(
            '\u001f',
            e.Chain,
            e.Lane,
            e.Seq,
            // Milliseconds: the finest instant that both databases keep.
            e.At.ToString("yyyy-MM-ddTHH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture),
            e.Kind,
            e.AccountId,
            e.AppointmentId,
            e.ClientId,
            e.OrganisationCode,
            e.Function,
            e.What,
            e.PersonId,
            e.Reason,
            e.Detail,
            e.ShownSet,
            e.ShownHash,
            e.PreviousHash
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static async Task AppendAsync(StudentNetDb db, AuditLine line, CancellationToken cancellation)
    {
        var (act, kind, detail, shown) = line;
        var lane = AuditLane.Of(act);
        // Taking the head last keeps its lock short; the row lock (the write lock on SQLite) orders the chain.
        await using var take = await db.CommandAsync(
            """
            insert into audit_head (chain, lane, seq, hash) values (@chain, @lane, 1, '')
            on conflict (chain, lane) do update set seq = audit_head.seq + 1
            returning seq, hash
            """,
            new { chain = act.Chain, lane },
            cancellation
        );
        long seq;
        string previous;
        await using (var reader = await take.ExecuteReaderAsync(cancellation))
        {
            await reader.ReadAsync(cancellation);
            (seq, previous) = (reader.GetInt64(0), reader.GetString(1));
        }

        var at = new DateTime(act.At.Ticks - (act.At.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
        var entry = new AuditEntry
        {
            Chain = act.Chain,
            Lane = lane,
            Seq = seq,
            At = at,
            Kind = kind,
            AccountId = act.AccountId,
            AppointmentId = act.AppointmentId,
            ClientId = act.ClientId,
            OrganisationCode = act.OrganisationCode,
            Function = act.Function,
            What = act.What,
            PersonId = act.PersonId,
            Reason = Redaction.Of(act.Reason),
            Detail = Redaction.Of(detail),
            ShownSet = shown?.Id,
            ShownHash = shown?.Hash,
            PreviousHash = previous,
            Hash = "",
        };
        var hash = HashOf(entry);
        await using var append = await db.CommandAsync(
            """
            insert into audit_entry (chain, lane, seq, at, kind, account_id, appointment_id, client_id, organisation_code, function, what, person_id, reason, detail, shown_set, shown_hash, previous_hash, hash)
            values (@chain, @lane, @seq, @at, @kind, @account, @appointment, @client, @organisation, @function, @what, @person, @reason, @detail, @set, @shown, @previous, @hash);
            update audit_head set hash = @hash where chain = @chain and lane = @lane
            """,
            null,
            cancellation
        );
        Add("chain", entry.Chain);
        Add("lane", entry.Lane);
        Add("seq", entry.Seq);
        Add("at", entry.At);
        Add("kind", entry.Kind.ToString());
        Add("account", entry.AccountId, System.Data.DbType.Int64);
        Add("appointment", entry.AppointmentId, System.Data.DbType.Int64);
        Add("client", entry.ClientId, System.Data.DbType.String);
        Add("organisation", entry.OrganisationCode, System.Data.DbType.String);
        Add("function", entry.Function);
        Add("what", entry.What);
        Add("person", entry.PersonId, System.Data.DbType.Int64);
        Add("reason", entry.Reason, System.Data.DbType.String);
        Add("detail", entry.Detail, System.Data.DbType.String);
        Add("set", entry.ShownSet, System.Data.DbType.Int64);
        Add("shown", entry.ShownHash, System.Data.DbType.String);
        Add("previous", entry.PreviousHash);
        Add("hash", hash);
        await append.ExecuteNonQueryAsync(cancellation);

        void Add(string name, object? value, System.Data.DbType? type = null)
        {
            var parameter = append.CreateParameter();
            parameter.ParameterName = name;
            if (type is { } known)
            {
                parameter.DbType = known;
            }

            parameter.Value = value ?? DBNull.Value;
            append.Parameters.Add(parameter);
        }
    }

    private static string Key(EntityEntry entry) =>
        string.Join('/', entry.Metadata.FindPrimaryKey()?.Properties.Select(p => entry.Property(p.Name).CurrentValue) ?? []);

    private static string Extra(Act act) => act.Detail is { } detail ? $",\"detail\":{JsonSerializer.Serialize(detail, Json)}" : "";
}

/// <summary>An entry that waits for its place in a chain.</summary>
internal sealed record AuditLine(Act Act, AuditKind Kind, string? Detail, ShownPeople? Shown);

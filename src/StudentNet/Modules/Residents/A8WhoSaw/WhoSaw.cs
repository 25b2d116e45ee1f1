using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Residents.A8WhoSaw;

/// <summary>A look at a child, or an act about it, with who it was.</summary>
public sealed class SeenEntry : IAboutPerson
{
    long? IAboutPerson.AboutPerson => About;

    /// <summary>The child that was asked for.</summary>
    public required long About { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime At { get; init; }

    public required AuditKind Kind { get; init; }

    public required string Function { get; init; }

    public required string What { get; init; }

    /// <summary>Whether the entry is about this child alone, and not about a list that it stood on.</summary>
    public required bool IsAlone { get; init; }

    public string? Organisation { get; init; }

    public string? Duty { get; init; }

    public string? Person { get; init; }

    public string? Client { get; init; }

    public string? Reason { get; init; }

    public string? Kept { get; init; }

    /// <summary>The person, the machine client, or the system itself.</summary>
    public string Who => Person ?? Client ?? "系統";

    public string KindTitle =>
        Kind switch
        {
            AuditKind.Write => "變更",
            AuditKind.Export => "檔案或介接",
            AuditKind.Refused => "被拒絕",
            AuditKind.Read when IsAlone => "單一學生",
            _ => "名單",
        };

    /// <summary>How many children were shown with it; null for an act.</summary>
    public int? People => Look is { } look && look.TryGetProperty("people", out var people) ? people.GetInt32() : null;

    /// <summary>The filter of a list; figures and codes of an act.</summary>
    public string? Detail => Look is { } look ? (look.TryGetProperty("detail", out var detail) ? detail.GetString() : null) : Kept;

    /// <summary>What an entry of a look keeps beside its act; null for an act.</summary>
    private JsonElement? Look
    {
        get
        {
            if (Kind is AuditKind.Write or AuditKind.Refused || Kept is null)
            {
                return null;
            }

            using var document = JsonDocument.Parse(Kept);
            return document.RootElement.Clone();
        }
    }
}

/// <summary>Who saw a child (decision 112): the entries about the child, and those of lists and files that it stood on.</summary>
public sealed class WhoSaw(StudentNetDb db)
{
    public Task<int> CountAsync(long person, AuditKind? kind, CancellationToken cancellation = default) => Of(person, kind).CountAsync(cancellation);

    /// <summary>A part of the entries, newest first.</summary>
    public async Task<IReadOnlyList<SeenEntry>> ReadAsync(long person, AuditKind? kind, int skip, int take, CancellationToken cancellation = default) =>
        await (
            from e in Of(person, kind).OrderByDescending(e => e.At).ThenBy(e => e.Chain).ThenBy(e => e.Lane).ThenByDescending(e => e.Seq).Skip(skip).Take(take)
            join o in db.Set<Organisation>() on e.OrganisationCode equals o.Code into organisations
            from organisation in organisations.DefaultIfEmpty()
            join a in db.Set<Appointment>() on e.AppointmentId equals a.Id into appointments
            from appointment in appointments.DefaultIfEmpty()
            join c in db.Set<MachineClient>() on e.ClientId equals c.ClientId into clients
            from client in clients.DefaultIfEmpty()
            orderby e.At descending, e.Chain, e.Lane, e.Seq descending
            select new SeenEntry
            {
                About = person,
                At = e.At,
                Kind = e.Kind,
                Function = e.Function,
                What = e.What,
                IsAlone = e.ShownSet == null,
                Organisation = organisation.Name,
                Duty = appointment.Duty,
                Person = appointment.PersonName,
                Client = client.Name,
                Reason = e.Reason,
                Kept = e.Detail,
            }
        ).ToListAsync(cancellation);

    private IQueryable<AuditEntry> Of(long person, AuditKind? kind)
    {
        // A record that was merged into this one was looked at under its own number.
        var records = db.Set<Person>().Where(p => p.PersonId == person || p.MergedInto == person).Select(p => p.PersonId);
        var sets = db.Set<AuditShown>().Where(s => records.Contains(s.PersonId)).Select(s => s.SetId);
        var entries = db.Set<AuditEntry>().AsNoTracking();
        var alone = entries.Where(e => e.PersonId != null && records.Contains(e.PersonId.Value));
        // Each entry once: one that names the child is there already.
        var listed = entries.Where(e => e.ShownSet != null && sets.Contains(e.ShownSet.Value) && (e.PersonId == null || !records.Contains(e.PersonId.Value)));
        var all = alone.Concat(listed);
        return kind is { } one ? all.Where(e => e.Kind == one) : all;
    }
}

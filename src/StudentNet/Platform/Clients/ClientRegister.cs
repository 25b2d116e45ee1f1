using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Clients;

/// <summary>Which machine clients there are, and for which organisations each acts.</summary>
public sealed class ClientRegister(TimeProvider clock)
{
    /// <summary>The client of an id if it is enabled and its organisation is open; else null.</summary>
    public Task<MachineClient?> FindAsync(StudentNetDb db, string clientId, CancellationToken cancellation = default)
    {
        var today = Today;
        return db.Set<MachineClient>()
            .AsNoTracking()
            .Include(c => c.Organisation)
            .SingleOrDefaultAsync(
                c => c.ClientId == clientId && c.IsEnabled && (c.Organisation.ClosedOn == null || c.Organisation.ClosedOn >= today),
                cancellation
            );
    }

    /// <summary>The organisations that a client acts for: its own and, for a county, the schools in it. Closed ones are left out.</summary>
    public IQueryable<Organisation> Organisations(StudentNetDb db, MachineClient client)
    {
        var (own, today) = (client.OrganisationCode, Today);
        // Only a county's code is ever the CountyCode of a school, so this also holds for clients of schools and of the ministry.
        // Tracked: "no tracking" inside a query would be so for all of it.
        return db.Set<Organisation>()
            .Where(o => o.Code == own || (o.Level == Level.School && o.CountyCode == own))
            .Where(o => o.ClosedOn == null || o.ClosedOn >= today);
    }

    /// <summary>An act of the client for an organisation.</summary>
    public static Act ActOf(MachineClient client, Organisation organisation, string what, string function, DateTime at)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(organisation);
        return new Act(what, function, at, organisation.Code, organisation.AuditChain) { ClientId = client.ClientId };
    }

    private DateOnly Today => TaipeiTime.Today(clock.GetUtcNow().UtcDateTime);
}

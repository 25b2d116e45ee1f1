using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.A8WhoSaw;

/// <summary>Somebody asked for what is not theirs, or is not there.</summary>
public sealed record RefusedLine(DateTime At, string? Organisation, string? Duty, string? Person, string? Client, string Function, string? Detail);

/// <summary>A8 被拒絕的要求: of the county's people and systems, for the ministry of all; newest first.</summary>
[Function("A8")]
public sealed class RefusedModel(StudentNetDb db, DutyCatalogue duties) : FunctionPage
{
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<RefusedLine> Rows { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var refused = db.Set<AuditEntry>().AsNoTracking().Where(e => e.Kind == AuditKind.Refused);
        if (Caller.Scope is Scope.County county)
        {
            refused = refused.Where(e => e.Chain == county.Code);
        }

        Part = new PageOf(await refused.CountAsync(cancellation), Number);
        Rows = await (
            from e in refused.OrderByDescending(e => e.At).ThenBy(e => e.Chain).ThenBy(e => e.Lane).ThenByDescending(e => e.Seq).Skip(Part.Skip).Take(Part.Size)
            join o in db.Set<Organisation>() on e.OrganisationCode equals o.Code into organisations
            from organisation in organisations.DefaultIfEmpty()
            join a in db.Set<Appointment>() on e.AppointmentId equals a.Id into appointments
            from appointment in appointments.DefaultIfEmpty()
            join c in db.Set<MachineClient>() on e.ClientId equals c.ClientId into clients
            from client in clients.DefaultIfEmpty()
            orderby e.At descending, e.Chain, e.Lane, e.Seq descending
            select new RefusedLine(e.At, organisation.Name, appointment.Duty, appointment.PersonName, client.Name, e.Function, e.Detail)
        ).ToListAsync(cancellation);
    }

    /// <summary>註冊組長; empty for a machine.</summary>
    public string? Duty(RefusedLine row) => duties.Find(row.Duty)?.Title;
}

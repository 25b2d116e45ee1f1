using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Exchange.Api;

/// <summary>The receipts that a client may ask for: those it sent itself, by whatever door, for organisations that are still its own. All others do not exist.</summary>
internal sealed class ClientReceipts(StudentNetDb db, ClientRegister clients, IClientContext context)
{
    public IQueryable<Receipt> All
    {
        get
        {
            var client = context.Required;
            var organisations = clients.Organisations(db, client).Select(o => o.Code);
            return db.Set<Receipt>().Where(r => r.ClientId == client.ClientId && organisations.Contains(r.OrganisationCode));
        }
    }

    /// <summary>A receipt, tracked; null: not there, or another's.</summary>
    public Task<Receipt?> FindAsync(long id, CancellationToken cancellation) => All.SingleOrDefaultAsync(r => r.Id == id, cancellation);

    /// <summary>The organisation of a receipt that has been found here.</summary>
    public Task<Organisation> OrganisationAsync(Receipt receipt, CancellationToken cancellation) =>
        clients.Organisations(db, context.Required).SingleAsync(o => o.Code == receipt.OrganisationCode, cancellation);

    /// <summary>An act of the client about a receipt.</summary>
    public async Task<Act> ActAsync(Receipt receipt, FileFormat format, string what, DateTime at, CancellationToken cancellation) =>
        ClientRegister.ActOf(context.Required, await OrganisationAsync(receipt, cancellation), $"{what}{format.Title}", format.Function, at) with
        {
            Detail = FormattableString.Invariant($"收件 #{receipt.Id}"),
        };
}

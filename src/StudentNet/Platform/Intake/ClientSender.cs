using StudentNet.Platform.Clients;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Intake;

/// <summary>As whom a machine client sends, or why it may not.</summary>
public abstract record ClientSenderResult
{
    private ClientSenderResult() { }

    /// <summary>It may: hand this to <see cref="Reception"/>.</summary>
    public sealed record Allowed(Sender Sender) : ClientSenderResult;

    public sealed record Refused(Problem Problem) : ClientSenderResult;
}

/// <summary>
/// The one answer to "may this client send that format for that organisation?", for both machine doors. An organisation outside its reach is
/// refused in the same words as one that does not exist, and so is a format.
/// </summary>
public sealed class ClientSender(FormatCatalogue formats, ClientRegister clients)
{
    /// <summary>As whom the client sends <paramref name="format"/> for <paramref name="organisation"/> (a code; empty: its own).</summary>
    public async Task<ClientSenderResult> ForAsync(
        StudentNetDb db,
        MachineClient client,
        string format,
        string? organisation,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        if (!client.IsEnabled)
        {
            return Refused("client.disabled", "這個介接用戶端已停用", "請向國教署詢問停用原因");
        }

        if (formats.Find(format) is null || !client.MaySend(format))
        {
            return Refused("client.format", "沒有這種檔案格式，或這個用戶端不能傳送", "請核對格式代碼；需要增加格式時請向國教署申請");
        }

        var code = string.IsNullOrWhiteSpace(organisation) ? client.OrganisationCode : organisation.Trim();
        return await clients.Organisations(db, client).SingleOrDefaultAsync(o => o.Code == code, cancellation) is { } found
            ? new ClientSenderResult.Allowed(SenderOf(client, found))
            : Refused("client.organisation", "沒有這個機關，或這個用戶端不能替它傳送", "請核對學校代碼（附設國中部、國小部加 J、C）");
    }

    /// <summary>The client as a sender for an organisation that is known to be within its reach.</summary>
    public static Sender SenderOf(MachineClient client, Organisation organisation)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(organisation);
        return new Sender(client.Name, organisation, (what, function, at) => ClientRegister.ActOf(client, organisation, what, function, at));
    }

    private static ClientSenderResult.Refused Refused(string code, string message, string hint) => new(new Problem(code, message, hint));
}

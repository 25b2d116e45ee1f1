using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Exchange.A7Clients;

/// <summary>A7 介接用戶端: which systems may send, for whom and what; how they fare. A county reads, the ministry changes.</summary>
[Function("A7")]
public sealed class IndexModel(ClientQuery query, FormatCatalogue formats) : FunctionPage
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary><c>on</c> or <c>off</c>; else both.</summary>
    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<MachineClient> Clients { get; private set; } = [];

    public IReadOnlyDictionary<string, ClientActivity> Activity { get; private set; } = new Dictionary<string, ClientActivity>();

    public PageOf Part { get; private set; } = new(0, 1);

    public int All { get; private set; }

    public int Enabled { get; private set; }

    /// <summary>Whether the caller changes clients.</summary>
    public bool MayChange => Caller.Level == Level.Ministry;

    /// <summary>Titles of a client's formats; a code that is no longer declared stands for itself.</summary>
    public string FormatsOf(MachineClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return string.Join('、', client.FormatCodes.Select(code => formats.Find(code)?.Title ?? code));
    }

    public static Status StatusOf(MachineClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.IsEnabled ? new(Tone.Ok, "使用中") : new(Tone.None, "已停用", "slash-circle");
    }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var clients = query.Within(Caller).AsNoTracking();
        if (Search?.Trim() is { Length: > 0 } text)
        {
            clients = clients.Where(c => c.ClientId.Contains(text) || c.Name.Contains(text) || c.Organisation.Name.Contains(text) || c.OrganisationCode == text);
        }

        All = await clients.CountAsync(cancellation);
        Enabled = await clients.CountAsync(c => c.IsEnabled, cancellation);
        var shown = State switch
        {
            "on" => clients.Where(c => c.IsEnabled),
            "off" => clients.Where(c => !c.IsEnabled),
            _ => clients,
        };
        Part = new PageOf(State switch { "on" => Enabled, "off" => All - Enabled, _ => All }, Number);
        Clients = await shown.Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        Activity = await query.ActivityAsync([.. Clients.Select(c => c.ClientId)], cancellation: cancellation);
    }
}

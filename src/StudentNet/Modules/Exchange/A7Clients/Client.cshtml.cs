using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Exchange.A7Clients;

/// <summary>A7, one client: what it may send, its keys, its secret, whether it is on, and what it sent lately.</summary>
[Function("A7")]
public sealed class ClientModel(StudentNetDb db, ClientQuery clients, ClientSecrets secrets, FormatCatalogue formats, FunctionCatalogue functions) : FunctionPage
{
    private const int ShownReceipts = 20;

    [BindProperty]
    public ClientInput Input { get; set; } = new();

    [BindProperty, Display(Name = "原因"), StringLength(100)]
    public string? Reason { get; set; }

    public MachineClient Client { get; private set; } = null!;

    public IReadOnlyList<FileFormat> Offered { get; private set; } = [];

    public IReadOnlyList<SftpKey> Keys { get; private set; } = [];

    public ClientActivity? Activity { get; private set; }

    public IReadOnlyList<Receipt> Receipts { get; private set; } = [];

    public bool MayChange => Caller.Level == Level.Ministry;

    public string TitleOf(string format) => formats.Find(format)?.Title ?? format;

    public async Task<IActionResult> OnGetAsync(string client, CancellationToken cancellation)
    {
        if (!await FindAsync(client, cancellation))
        {
            return NotFound();
        }

        Input = ClientInput.Of(Client);
        await ShowAsync(cancellation);
        return Page();
    }

    /// <summary>Saves name, formats and keys.</summary>
    public async Task<IActionResult> OnPostAsync(string client, CancellationToken cancellation)
    {
        if (!MayChange || !await FindAsync(client, cancellation))
        {
            return NotFound();
        }

        var keys = Input.KeyLines(ModelState, "Input.SftpKeys");
        if (Input.Version != Client.Version)
        {
            ModelState.AddModelError("", "這個用戶端在您開啟後有人改過，您的修改沒有寫入。請重新整理，看過新的內容再改。");
        }

        if (!ModelState.IsValid)
        {
            await ShowAsync(cancellation);
            return this.Unprocessable();
        }

        (Client.Name, Client.Formats, Client.SftpKeys) = (Input.Name.Trim(), Input.FormatList(Offered), keys);
        await db.SaveAsync(Act("設定介接用戶端", detail: $"client {Client.ClientId} formats {Client.Formats} keys {Client.SftpKeyLines.Count}"), cancellation);
        this.Tell("已儲存。");
        return Redirect($"/A7/{Client.ClientId}");
    }

    /// <summary>Gives a new secret; the one before ends at once.</summary>
    public async Task<IActionResult> OnPostSecretAsync(string client, CancellationToken cancellation)
    {
        if (!MayChange || !await FindAsync(client, cancellation))
        {
            return NotFound();
        }

        if (await RefuseWithoutReasonAsync(cancellation) is { } refusal)
        {
            return refusal;
        }

        var secret = await secrets.IssueAsync(db, Client, Act("重發介接密鑰", Reason!.Trim(), detail: $"client {Client.ClientId}"), cancellation);
        return SecretModel.Show(this, Client, secret);
    }

    /// <summary>Switches the client off, or on again.</summary>
    public async Task<IActionResult> OnPostSwitchAsync(string client, CancellationToken cancellation)
    {
        if (!MayChange || !await FindAsync(client, cancellation))
        {
            return NotFound();
        }

        if (await RefuseWithoutReasonAsync(cancellation) is { } refusal)
        {
            return refusal;
        }

        Client.Switch();
        var what = Client.IsEnabled ? "啟用介接用戶端" : "停用介接用戶端";
        await db.SaveAsync(Act(what, Reason!.Trim(), detail: $"client {Client.ClientId}"), cancellation);
        this.Tell(Client.IsEnabled ? "已啟用。" : "已停用：不再發給憑證，已發出的憑證與 SFTP 登入也立即無效。");
        return Redirect($"/A7/{Client.ClientId}");
    }

    private async Task<IActionResult?> RefuseWithoutReasonAsync(CancellationToken cancellation)
    {
        // The form of the settings stands on the same page; what it lacks is not this form's affair.
        ModelState.Clear();
        if (!string.IsNullOrWhiteSpace(Reason))
        {
            return null;
        }

        ModelState.AddModelError(nameof(Reason), "請填寫原因，會留在稽核紀錄。");
        Input = ClientInput.Of(Client);
        await ShowAsync(cancellation);
        return this.Unprocessable();
    }

    private async Task<bool> FindAsync(string id, CancellationToken cancellation)
    {
        if (await clients.Within(Caller).SingleOrDefaultAsync(c => c.ClientId == id, cancellation) is not { } client)
        {
            return false;
        }

        Client = client;
        Offered = ClientInput.FormatsFor(client.Organisation, formats, functions);
        return true;
    }

    private async Task ShowAsync(CancellationToken cancellation)
    {
        Keys = [.. Client.SftpKeyLines.Select(line => SftpKey.Parse(line, out _)).OfType<SftpKey>()];
        Activity = (await clients.ActivityAsync([Client.ClientId], cancellation: cancellation)).GetValueOrDefault(Client.ClientId);
        Receipts = await db.Set<Receipt>()
            .AsNoTracking()
            .Where(r => r.ClientId == Client.ClientId)
            .OrderByDescending(r => r.Id)
            .Take(ShownReceipts)
            .ToListAsync(cancellation);
    }
}

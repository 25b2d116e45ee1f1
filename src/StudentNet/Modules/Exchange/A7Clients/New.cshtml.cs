using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Exchange.A7Clients;

/// <summary>A7 新增用戶端: a name, an organisation and a first secret. What it may send is said on its own page, where the choice fits the organisation.</summary>
[Function("A7")]
public sealed class NewModel(StudentNetDb db, ClientSecrets secrets) : FunctionPage
{
    /// <summary>Addresses of pages beside those of the clients.</summary>
    private static readonly string[] Taken = ["new", "secret"];

    [BindProperty, Display(Name = "用戶端代碼"), Required, RegularExpression("[a-z][a-z0-9-]{2,31}", ErrorMessage = "請用 3 到 32 個小寫英文字母、數字或連字號，以字母開頭")]
    public string ClientId { get; set; } = "";

    [BindProperty, Display(Name = "名稱"), Required, StringLength(60)]
    public string Name { get; set; } = "";

    [BindProperty, Display(Name = "機關代碼"), Required, StringLength(8)]
    public string OrganisationCode { get; set; } = "";

    public IActionResult OnGet() => MayChange ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!MayChange)
        {
            return NotFound();
        }

        var code = OrganisationCode.Trim().ToUpperInvariant();
        var organisation = await db.Set<Organisation>().SingleOrDefaultAsync(o => o.Code == code, cancellation);
        if (organisation is null or { Level: Level.Township })
        {
            ModelState.AddModelError(nameof(OrganisationCode), "沒有這個學校、縣市或國教署（MOE）的代碼。請核對；附設國中部、國小部的代碼加 J、C。");
        }

        if (Taken.Contains(ClientId, StringComparer.Ordinal) || await db.Set<MachineClient>().AnyAsync(c => c.ClientId == ClientId, cancellation))
        {
            ModelState.AddModelError(nameof(ClientId), "這個代碼已經有人使用，請換一個。");
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var client = new MachineClient { ClientId = ClientId, Name = Name.Trim(), OrganisationCode = code, Formats = "", CreatedAt = Now };
        db.Add(client);
        var secret = await secrets.IssueAsync(db, client, Act("新增介接用戶端", detail: $"client {client.ClientId} {code}"), cancellation);
        return SecretModel.Show(this, client, secret);
    }

    private bool MayChange => Caller.Level == Level.Ministry;
}

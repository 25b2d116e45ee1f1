using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Exchange.A7Clients;

/// <summary>Shows a new secret, once. It travels in the encrypted cookie of the page before and is kept nowhere readable.</summary>
[Function("A7")]
public sealed class SecretModel : FunctionPage
{
    private const string Key = "ClientSecret";

    public string? ClientId { get; private set; }

    public string? Name { get; private set; }

    /// <summary>The secret; null when there is none to show, or no longer.</summary>
    public string? Secret { get; private set; }

    internal static IActionResult Show(PageModel page, MachineClient client, string secret)
    {
        page.TempData[Key] = new[] { client.ClientId, client.Name, secret };
        return new RedirectResult("/A7/secret");
    }

    public IActionResult OnGet()
    {
        if (Caller.Level != Level.Ministry)
        {
            return NotFound();
        }

        if (TempData[Key] is string[] and [var id, var name, var secret])
        {
            (ClientId, Name, Secret) = (id, name, secret);
        }

        return Page();
    }
}

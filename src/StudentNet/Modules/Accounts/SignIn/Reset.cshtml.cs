using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.SignIn;

/// <summary>忘記密碼: asks for a link by e-mail. The answer is the same for every name.</summary>
[AllowAnonymous]
[LimitedByAddress]
public sealed class ResetModel(ResetLink link) : PageModel
{
    [BindProperty, Display(Name = "帳號"), Required, StringLength(120)]
    public string Name { get; set; } = "";

    /// <summary>Whether the request has just been made.</summary>
    [BindProperty(SupportsGet = true, Name = "asked")]
    public bool IsAsked { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            IsAsked = false;
            return this.Unprocessable();
        }

        await link.RequestAsync(Name, cancellation);
        return RedirectToPage(new { asked = true });
    }
}

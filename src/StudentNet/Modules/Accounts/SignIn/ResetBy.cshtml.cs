using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.SignIn;

/// <summary>設定新密碼 by the link of a mail. Whether the link is good shows only when it is used.</summary>
[AllowAnonymous]
[LimitedByAddress]
public sealed class ResetByModel(PasswordSetting setting) : PageModel
{
    [BindProperty]
    public NewPassword Password { get; set; } = new();

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(string secret, CancellationToken cancellation)
    {
        var account = await setting.AccountOfAsync(secret, cancellation);
        Password.Check(ModelState, nameof(Password), account?.SignInName ?? "");
        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        if (await setting.ResetAsync(secret, Password.Text, HttpContext.Origin(), cancellation) != PasswordOutcome.Set)
        {
            ModelState.AddModelError("", "連結已經用過或超過 1 小時，請重新寄送。");
            return this.Unprocessable();
        }

        this.Tell("密碼已重設，請登入。");
        return RedirectToPage("/Accounts/SignIn/SignIn");
    }
}

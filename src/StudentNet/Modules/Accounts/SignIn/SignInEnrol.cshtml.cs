using StudentNet.Modules.Accounts.A3MyAccount;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.SignIn;

/// <summary>設定驗證器 on the way in: for those who must have one and have none. Nobody gets a session before.</summary>
[AllowAnonymous]
[LimitedByAddress]
public sealed class SignInEnrolModel(SignInCheck check, DutyCatalogue duties, WallClock wall) : PageModel
{
    /// <summary>The secret that is offered.</summary>
    public string Key { get; private set; } = "";

    [BindProperty, Display(Name = "驗證碼"), Required, StringLength(40)]
    public string Code { get; set; } = "";

    public IActionResult OnGet() => Offer() ? Page() : RedirectToPage("/Accounts/SignIn/SignIn");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!Offer() || PendingSignIn.Of(TempData, wall) is not { } pending)
        {
            return RedirectToPage("/Accounts/SignIn/SignIn");
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var (outcome, codes) = await check.EnrolAsync(pending.AccountId, pending.Stamp, pending.Key, Code, HttpContext.Origin(), cancellation);
        if (outcome is not SignInOutcome.Accepted accepted)
        {
            ModelState.AddModelError(nameof(Code), "驗證碼不正確。請確認手機的時間正確，再填目前顯示的 6 碼");
            return this.Unprocessable();
        }

        PendingSignIn.End(TempData);
        AuthenticatorModel.ShowOnce(TempData, codes);
        return await this.BeginAsync(accepted, "/account/authenticator", duties);
    }

    private bool Offer()
    {
        Key = PendingSignIn.Of(TempData, wall)?.Key ?? "";
        return Key.Length > 0;
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.SignIn;

/// <summary>驗證碼: the second step of signing in.</summary>
[AllowAnonymous]
[LimitedByAddress]
public sealed class SignInCodeModel(SignInCheck check, DutyCatalogue duties, WallClock wall) : PageModel
{
    [BindProperty, Display(Name = "驗證碼"), Required, StringLength(40)]
    public string Code { get; set; } = "";

    public IActionResult OnGet() => PendingSignIn.Of(TempData, wall) is null ? RedirectToPage("/Accounts/SignIn/SignIn") : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (PendingSignIn.Of(TempData, wall) is not { } pending)
        {
            return RedirectToPage("/Accounts/SignIn/SignIn");
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        if (await check.CompleteAsync(pending.AccountId, pending.Stamp, Code, HttpContext.Origin(), cancellation) is not SignInOutcome.Accepted accepted)
        {
            ModelState.AddModelError(nameof(Code), "驗證碼不正確、已經用過，或帳號因連續錯誤 5 次暫時鎖定");
            return this.Unprocessable();
        }

        PendingSignIn.End(TempData);
        return await this.BeginAsync(accepted, pending.Return, duties);
    }
}

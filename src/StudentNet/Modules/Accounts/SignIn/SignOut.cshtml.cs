using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.SignIn;

/// <summary>登出: ends the session of this browser. Asking twice does no harm, so it asks for nobody in particular.</summary>
[AllowAnonymous]
public sealed class SignOutModel(ICallerContext context, StudentNetDb db, WallClock wall, TimeProvider time) : PageModel
{
    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (context.Caller is { } caller)
        {
            db.Add(new SignInRecord { AccountId = caller.AccountId, At = wall.Now, Event = SignInEvent.SignedOut });
            await db.SaveAsync(caller.Act("登出", SignInCheck.Function, time.GetUtcNow().UtcDateTime), cancellation);
            await Session.EndAsync(HttpContext);
        }

        this.Tell("您已登出");
        return RedirectToPage("/Accounts/SignIn/SignIn");
    }
}

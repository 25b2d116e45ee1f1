using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.SignIn;

/// <summary>登出: ends the session of this browser, and with it every copy of its cookie. Asking twice does no harm, so it asks for nobody in particular.</summary>
[AllowAnonymous]
public sealed class SignOutModel(ICallerContext context, SessionRegister sessions, TimeProvider time) : PageModel
{
    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (context.Caller is { } caller)
        {
            var mine = await sessions.Open().Where(s => s.Id == caller.SessionId).ToListAsync(cancellation);
            var act = caller.Act(SignInEvent.SignedOut.Title(), SignInCheck.Function, time.GetUtcNow().UtcDateTime);
            await sessions.EndAsync(mine, SignInEvent.SignedOut, act, HttpContext.Address(), cancellation);
            await Session.DropAsync(HttpContext);
        }

        this.Tell("您已登出");
        return RedirectToPage("/Accounts/SignIn/SignIn");
    }
}

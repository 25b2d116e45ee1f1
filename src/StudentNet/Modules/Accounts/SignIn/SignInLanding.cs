using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;

namespace StudentNet.Modules.Accounts.SignIn;

/// <summary>The end of every sign-in: the session, then the page that was wanted, or the choice of an appointment.</summary>
internal static class SignInLanding
{
    /// <summary>Gives the browser its session and says where it leads.</summary>
    /// <param name="wanted">Followed only within this site.</param>
    public static async Task<IActionResult> BeginAsync(this PageModel page, SignInOutcome.Accepted accepted, string? wanted, DutyCatalogue duties)
    {
        var appointment = accepted.Appointments[0];
        await Session.KeepAsync(page.HttpContext, accepted.SessionKey);
        page.HttpContext.RequestServices.GetRequiredService<KnownDevice>().Keep(page.HttpContext, accepted.Account);
        var target = page.Url.IsLocalUrl(wanted) ? wanted : duties[appointment.Duty].Landing;
        return accepted.Appointments.Count == 1 ? page.LocalRedirect(target) : page.RedirectToPage("/Accounts/SignIn/Switch", new { @return = target });
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.A3MyAccount;

/// <summary>變更密碼: every session ends, and this browser goes on with a new one.</summary>
[Function("A3")]
public sealed class PasswordModel(StudentNetDb db, PasswordSetting setting) : FunctionPage
{
    [BindProperty, Display(Name = "目前的密碼"), Required, StringLength(Passwords.LongestPassword)]
    public string Present { get; set; } = "";

    [BindProperty]
    public NewPassword Password { get; set; } = new();

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var appointment = await db.Set<Appointment>().Include(a => a.Account).SingleAsync(a => a.Id == Caller.AppointmentId, cancellation);
        Password.Check(ModelState, nameof(Password), appointment.Account.SignInName);
        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var act = Act(SignInEvent.PasswordChanged.Title());
        if ((await setting.ChangeAsync(appointment.Account, appointment, Present, Password.Text, act, HttpContext.Origin(), cancellation)).SessionKey is not { } key)
        {
            ModelState.AddModelError(nameof(Present), "目前的密碼不正確。連續錯誤 5 次，15 分鐘內不能再試");
            return this.Unprocessable();
        }

        await Session.KeepAsync(HttpContext, key);
        this.Tell("密碼已變更。");
        return RedirectToPage("/Accounts/A3MyAccount/MyAccount");
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.A3MyAccount;

/// <summary>A3 我的帳號: one's duties, e-mail, password and sign-ins.</summary>
[Function("A3")]
public sealed class MyAccountModel(StudentNetDb db, PasswordSetting setting, DutyCatalogue duties) : FunctionPage
{
    /// <summary>All duties ever held, the newest first.</summary>
    public IReadOnlyList<Appointment> Appointments { get; private set; } = [];

    public int InForce => Appointments.Count(a => a.IsInForce(Today));

    [BindProperty, Display(Name = "電子郵件"), EmailAddress, StringLength(200)]
    public string? Email { get; set; }

    [BindProperty, Display(Name = "目前的密碼"), Required, StringLength(Passwords.LongestPassword)]
    public string Present { get; set; } = "";

    public async Task OnGetAsync(CancellationToken cancellation) => Email = (await LoadAsync(cancellation)).Email;

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var account = await LoadAsync(cancellation);
        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        // Whoever sits down at an open browser could otherwise have the next password sent to himself.
        if (!await setting.ConfirmAsync(account, Present, Act("變更電子郵件"), HttpContext.Address(), cancellation))
        {
            ModelState.AddModelError(nameof(Present), "目前的密碼不正確。連續錯誤 5 次，15 分鐘內不能再試");
            return this.Unprocessable();
        }

        account.Email = string.IsNullOrWhiteSpace(Email) ? null : Email.Trim();
        await db.SaveAsync(Act("變更電子郵件"), cancellation);
        this.Tell("電子郵件已儲存。");
        return RedirectToPage();
    }

    public string TitleOf(Appointment appointment) => duties[appointment.Duty].Title;

    private async Task<Account> LoadAsync(CancellationToken cancellation)
    {
        var account = await db.Set<Account>()
            .Include(a => a.Appointments)
            .ThenInclude(a => a.Organisation)
            .SingleAsync(a => a.Id == Caller.AccountId, cancellation);
        Appointments = [.. account.Appointments.OrderByDescending(a => a.From).ThenByDescending(a => a.Id)];
        return account;
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.SignIn;

/// <summary>接受職務 on the way in: for those who have no duty in force and one that is pending, such as a teacher who changes schools.</summary>
[AllowAnonymous]
[LimitedByAddress]
public sealed class SignInAcceptModel(StudentNetDb db, SignInCheck check, DutyAcceptance acceptance, DutyCatalogue duties, WallClock wall) : PageModel
{
    private PendingSignIn? _pending;

    /// <summary>The duties that wait.</summary>
    public IReadOnlyList<Appointment> Waiting { get; private set; } = [];

    /// <summary>Whether the account has an authenticator.</summary>
    public bool HasAuthenticator { get; private set; }

    [BindProperty, Display(Name = "啟用碼"), Required, StringLength(40)]
    public string Code { get; set; } = "";

    [BindProperty, Display(Name = "驗證碼"), StringLength(40)]
    public string? Digits { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) =>
        await LoadAsync(cancellation) ? Page() : RedirectToPage("/Accounts/SignIn/SignIn");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation))
        {
            return RedirectToPage("/Accounts/SignIn/SignIn");
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var (pending, origin) = (_pending!, HttpContext.Origin());
        switch (await check.AcceptAsync(pending.AccountId, pending.Stamp, Code, Digits, origin, cancellation))
        {
            case SignInOutcome.Accepted accepted:
                PendingSignIn.End(TempData);
                return await this.BeginAsync(accepted, pending.Return, duties);
            case SignInOutcome.AuthenticatorNeeded { Account: var account }:
                PendingSignIn.Begin(TempData, account, pending.Return, wall);
                return RedirectToPage("/Accounts/SignIn/SignInEnrol");
            case SignInOutcome.WithoutDuty:
                PendingSignIn.End(TempData);
                this.Tell("已接受職務。職務還沒有開始，請在開始之日起登入。");
                return RedirectToPage("/Accounts/SignIn/SignIn");
        }

        ModelState.AddModelError(nameof(Code), "啟用碼或驗證碼不正確、已經用過，或帳號因連續錯誤 5 次暫時鎖定");
        return this.Unprocessable();
    }

    public string TitleOf(Appointment appointment) => duties[appointment.Duty].Title;

    private async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        _pending = PendingSignIn.Of(TempData, wall);
        var (id, stamp) = (_pending?.AccountId, _pending?.Stamp);
        var account = await db.Set<Account>()
            .AsNoTracking()
            .Include(a => a.Appointments)
            .ThenInclude(a => a.Organisation)
            .SingleOrDefaultAsync(a => a.Id == id && a.SecurityStamp == stamp, cancellation);
        Waiting = account is null ? [] : acceptance.Pending(account);
        HasAuthenticator = account?.AuthenticatorKey is not null;
        return Waiting.Count > 0;
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.A3MyAccount;

/// <summary>更改帳號: the name that one signs in with, for somebody whose number was replaced.</summary>
[Function("A3")]
public sealed class NameModel(StudentNetDb db, SignInNameChange change) : FunctionPage
{
    private Account _account = null!;

    [BindProperty, Display(Name = "新的帳號"), Required, StringLength(120)]
    public string Name { get; set; } = "";

    [BindProperty, Display(Name = "啟用碼"), Required, StringLength(40)]
    public string Code { get; set; } = "";

    [BindProperty, Display(Name = "目前的密碼"), Required, StringLength(Passwords.LongestPassword)]
    public string Present { get; set; } = "";

    [BindProperty, Display(Name = "驗證碼"), StringLength(40)]
    public string? Digits { get; set; }

    /// <summary>Whether the account has an authenticator, whose code is then asked for.</summary>
    public bool HasAuthenticator => _account.AuthenticatorKey is not null;

    /// <summary>A school's own account keeps its name.</summary>
    public bool IsOfSchool => SignInNameChange.IsOfSchool(_account);

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        switch (await change.ChangeAsync(_account, Name, Code, Present, Digits, Act(SignInEvent.Renamed.Title()), HttpContext.Origin(), cancellation))
        {
            case RenameOutcome.WrongPassword:
                return Refuse(nameof(Present), "目前的密碼不正確。連續錯誤 5 次，15 分鐘內不能再試");
            case RenameOutcome.WrongDigits:
                return Refuse(nameof(Digits), "驗證碼不正確或已經用過。連續錯誤 5 次，15 分鐘內不能再試");
            case RenameOutcome.WrongCode:
                return Refuse(nameof(Code), "帳號與啟用碼不符，或啟用碼已用過、過期。請向交給您啟用碼的單位核對；新的帳號已有人使用時，請洽客服");
            case RenameOutcome.OfSchool:
                return NotFound();
            default:
                this.Tell("帳號已更改，下次請以新的帳號登入。");
                return RedirectToPage("/Accounts/A3MyAccount/MyAccount");
        }
    }

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Refuse(string field, string why)
    {
        ModelState.AddModelError(field, why);
        return this.Unprocessable();
    }

    private async Task LoadAsync(CancellationToken cancellation) =>
        _account = await db.Set<Account>().Include(a => a.Appointments).SingleAsync(a => a.Id == Caller.AccountId, cancellation);
}

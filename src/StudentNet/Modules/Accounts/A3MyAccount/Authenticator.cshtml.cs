using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.A3MyAccount;

/// <summary>手機驗證器: one's own second factor, set, removed, and its recovery codes, once.</summary>
[Function("A3")]
public sealed class AuthenticatorModel(StudentNetDb db, SecondFactor factor, SecondFactorPolicy policy, PasswordSetting setting, SessionRegister sessions, WallClock wall) : FunctionPage
{
    private const string CodesKey = "RecoveryCodes";
    private const string OfferKey = "AuthenticatorOffer";
    private const string WrongPassword = "目前的密碼不正確。連續錯誤 5 次，15 分鐘內不能再試";

    /// <summary>New recovery codes, to be shown now and never again.</summary>
    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    /// <summary>Since when the account has one, UTC.</summary>
    public DateTime? Since { get; private set; }

    /// <summary>Whether the duties ask for one here.</summary>
    public bool IsRequired { get; private set; }

    /// <summary>The secret that is offered.</summary>
    public string Key => TempData.Peek(OfferKey) as string ?? "";

    [BindProperty, Display(Name = "驗證碼"), StringLength(40)]
    public string? Code { get; set; }

    [BindProperty, Display(Name = "目前的密碼"), Required, StringLength(Passwords.LongestPassword)]
    public string Present { get; set; } = "";

    internal static void ShowOnce(ITempDataDictionary cookie, IReadOnlyList<string> codes) => cookie[CodesKey] = codes.ToArray();

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        RecoveryCodes = TempData[CodesKey] as string[] ?? [];
        if ((await LoadAsync(cancellation)).AuthenticatorKey is null && Key.Length == 0)
        {
            TempData[OfferKey] = SecondFactor.NewKey();
        }
    }

    /// <summary>Takes the offered secret into use.</summary>
    public async Task<IActionResult> OnPostSetAsync(CancellationToken cancellation)
    {
        var account = await LoadAsync(cancellation);
        if (account.AuthenticatorKey is not null || Key.Length == 0)
        {
            return RedirectToPage();
        }

        var act = Act(SignInEvent.AuthenticatorSet.Title());
        if (!await MayAsync(account, act, cancellation))
        {
            return this.Unprocessable();
        }

        if (await factor.EnrolAsync(account, Key, Code, cancellation) is not { } codes)
        {
            ModelState.AddModelError(nameof(Code), "驗證碼不正確。請確認手機的時間正確，再填目前顯示的 6 碼");
            return this.Unprocessable();
        }

        Note(account, SignInEvent.AuthenticatorSet);
        await EndOthersAsync(account, act, cancellation);
        TempData.Remove(OfferKey);
        ShowOnce(TempData, codes);
        return RedirectToPage();
    }

    /// <summary>Gives it up, where the duty does not ask for it.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken cancellation)
    {
        var account = await LoadAsync(cancellation);
        if (IsRequired || account.AuthenticatorKey is null)
        {
            return RedirectToPage();
        }

        var act = Act(SignInEvent.AuthenticatorRemoved.Title());
        if (!await MayAsync(account, act, cancellation))
        {
            return this.Unprocessable();
        }

        await factor.RemoveAsync(account, cancellation);
        Note(account, SignInEvent.AuthenticatorRemoved);
        await EndOthersAsync(account, act, cancellation);
        this.Tell("已移除驗證器。");
        return RedirectToPage();
    }

    private async Task<bool> MayAsync(Account account, Act act, CancellationToken cancellation)
    {
        if (ModelState.IsValid && !await setting.ConfirmAsync(account, Present, act, HttpContext.Origin(), cancellation))
        {
            ModelState.AddModelError(nameof(Present), WrongPassword);
        }

        return ModelState.IsValid;
    }

    /// <summary>Saves, and ends every other session of the account: it began without what proves the account from now on.</summary>
    private async Task EndOthersAsync(Account account, Act act, CancellationToken cancellation)
    {
        account.SecurityStamp = Passwords.NewStamp();
        var working = account.Appointments.Single(a => a.Id == Caller.AppointmentId);
        var key = await sessions.BeginAsync(account, working, HttpContext.Origin(), cancellation);
        await db.SaveAsync(act, cancellation);
        await Session.KeepAsync(HttpContext, key);
    }

    private void Note(Account account, SignInEvent happened) =>
        db.Add(new SignInRecord { AccountId = account.Id, At = wall.Now, Event = happened, Address = HttpContext.Address() });

    private async Task<Account> LoadAsync(CancellationToken cancellation)
    {
        var account = await db.Set<Account>().Include(a => a.Appointments).SingleAsync(a => a.Id == Caller.AccountId, cancellation);
        Since = account.AuthenticatorSince;
        IsRequired = policy.IsRequired(account.Appointments.Where(a => a.IsInForce(Today)));
        return account;
    }
}

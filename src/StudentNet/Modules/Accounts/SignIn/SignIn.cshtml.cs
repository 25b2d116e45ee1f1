using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Modules.Support;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Accounts.SignIn;

/// <summary>登入: name and password, then the page that was wanted.</summary>
[AllowAnonymous]
[LimitedByAddress]
public sealed class SignInModel(SignInCheck signIn, DutyCatalogue duties, OpenWork openWork, AnnouncementQuery announcements, WallClock wall) : PageModel
{
    private const int MostNews = 6;
    private const int MostOpen = 6;

    /// <summary>Work open in the whole country.</summary>
    public IReadOnlyList<OpenWorkItem> Open { get; private set; } = [];

    /// <summary>The newest public announcements.</summary>
    public AnnouncementList News { get; private set; } = null!;

    [BindProperty, Display(Name = "帳號"), Required, StringLength(120)]
    public string Name { get; set; } = "";

    [BindProperty, Display(Name = "密碼"), Required, StringLength(Passwords.LongestPassword)]
    public string Password { get; set; } = "";

    /// <summary>Where to go afterwards; followed only within this site.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Return { get; set; }

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var outcome = await signIn.TryAsync(Name, Password, HttpContext.Origin(), cancellation);
        switch (outcome)
        {
            case SignInOutcome.Accepted accepted:
                return await this.BeginAsync(accepted, Return, duties);
            case SignInOutcome.CodeNeeded { Account: var account }:
                PendingSignIn.Begin(TempData, account, Return, wall);
                return RedirectToPage("/Accounts/SignIn/SignInCode");
            case SignInOutcome.AuthenticatorNeeded { Account: var account }:
                PendingSignIn.Begin(TempData, account, Return, wall);
                return RedirectToPage("/Accounts/SignIn/SignInEnrol");
            case SignInOutcome.AcceptanceNeeded { Account: var account }:
                PendingSignIn.Begin(TempData, account, Return, wall);
                return RedirectToPage("/Accounts/SignIn/SignInAccept");
            case SignInOutcome.FirstUse:
                return ActivateModel.From(this, Name, Password);
        }

        ModelState.AddModelError("", Words(outcome));
        return this.Unprocessable();
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        Open = [.. (await openWork.ListAsync(cancellation)).Take(MostOpen)];
        News = await announcements.ListAsync(null, MostNews, cancellation);
    }

    private static string Words(SignInOutcome outcome) =>
        outcome switch
        {
            SignInOutcome.WithoutDuty { LapsedOn: { } day } =>
                $"您的職務到 {RocDate.Format(day.AddDays(-1))} 為止。請學校管理者帳號（AA）或縣市承辦人為您續任。",
            SignInOutcome.WithoutDuty => "您目前沒有生效中的職務。請學校管理者帳號（AA）或縣市承辦人為您指派。",
            // One sentence for three causes: it must not tell who has an account here.
            _ => "帳號或密碼不正確，或因連續錯誤 5 次暫時鎖定。請檢查後再試；鎖定 15 分鐘後解除，平常登入的電腦不受別人影響。",
        };
}

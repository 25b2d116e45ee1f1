using StudentNet.Modules.Accounts.A1People;
using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Mail;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.A2Helpdesk;

/// <summary>Shows the helpdesk an account, and gives it a new activation code after the caller on the telephone was checked (domain §11).</summary>
[Function("A2")]
public sealed class HelpdeskAccountModel(
    StudentNetDb db,
    Appointing appointing,
    SecondFactor factor,
    AccountLetters letters,
    IMailer mailer,
    SignInLocks locks,
    SessionRegister sessions,
    DutyCatalogue duties
) : FunctionPage
{
    public Account Account { get; private set; } = null!;

    /// <summary>Until when the account is locked for somebody, UTC; null: for nobody.</summary>
    public DateTime? LockedUntil { get; private set; }

    /// <summary>Why no code is given here; null: it may be.</summary>
    public string? WhyNot { get; private set; }

    [BindProperty, Display(Name = "已回撥單位登記的電話，核對姓名與職務相符")]
    public bool IsChecked { get; set; }

    [BindProperty, Display(Name = "手機遺失或更換，同時移除驗證器")]
    public bool RemovesAuthenticator { get; set; }

    [BindProperty, Display(Name = "登記的電子郵件不是本人的，同時移除")]
    public bool RemovesEmail { get; set; }

    [BindProperty, Display(Name = "電腦遺失或登入可疑，同時結束登入中的電腦")]
    public bool EndsSessions { get; set; }

    [BindProperty, Display(Name = "重設原因"), Required, StringLength(200)]
    public string Reason { get; set; } = "";

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancellation) => await LoadAsync(id, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(long id, CancellationToken cancellation)
    {
        if (!await LoadAsync(id, cancellation) || WhyNot is not null)
        {
            return NotFound();
        }

        if (!IsChecked)
        {
            ModelState.AddModelError(nameof(IsChecked), "請先核對來電者的身分");
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var code = await appointing.IssueAgainAsync(Account, cancellation);
        if (RemovesAuthenticator)
        {
            await factor.RemoveAsync(Account, cancellation);
        }

        var letter = RemovesEmail && Account.Email is { } old ? letters.Replaced(old) : null;
        Account.Email = RemovesEmail ? null : Account.Email;
        await locks.ReleaseAsync(Account, cancellation);
        var newest = Account.Appointments.OrderByDescending(a => a.From).First();
        var open = EndsSessions ? await sessions.Open().AsNoTracking().Where(s => s.AccountId == id).ToListAsync(cancellation) : [];
        await sessions.EndAsync(open, SignInEvent.SessionEnded, Act("客服重設密碼", Reason.Trim(), detail: newest.OrganisationCode), address: null, cancellation);
        if (letter is not null)
        {
            await mailer.SendAsync(letter, cancellation);
        }

        return IssuedCodeModel.Show(this, newest.PersonName, Account.SignInName, code, "/Accounts/A2Helpdesk/HelpdeskCode");
    }

    public string TitleOf(Appointment appointment) => duties[appointment.Duty].Title;

    private async Task<bool> LoadAsync(long id, CancellationToken cancellation)
    {
        var account = await db.Set<Account>()
            .Include(a => a.Appointments)
            .ThenInclude(a => a.Organisation)
            .SingleOrDefaultAsync(a => a.Id == id, cancellation);
        if (account is null)
        {
            return false;
        }

        Account = account;
        LockedUntil = await locks.UntilAsync(account, cancellation);
        WhyNot = Reservation(account);
        return true;
    }

    // A voice on the telephone must not become the ministry, and a school's own account has its county to ask.
    private string? Reservation(Account account)
    {
        var live = account.Appointments.Where(a => !a.HasEnded(Today)).ToList();
        // What was only offered to somebody must not keep the helpdesk from helping: anybody may be offered anything.
        var accepted = live.Where(a => a.AcceptedAt is not null).Select(a => duties[a.Duty]).ToList();
        return live switch
        {
            [] => "沒有生效中的職務：請來電者的學校管理者帳號（AA）或縣市承辦人先續任。",
            _ when accepted.Any(d => d.Level == Level.Ministry) => "國教署與客服的帳號由國教署承辦人在 A1 重發啟用碼。",
            _ when live.Any(a => a.Duty == Duty.Administrator) => "學校管理者帳號（AA）由縣市承辦人在 A1 重發啟用碼。",
            _ => null,
        };
    }
}

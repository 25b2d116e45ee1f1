using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.A3MyAccount;

/// <summary>A3 我的帳號: one's duties, with those that wait to be accepted, e-mail, password and sign-ins.</summary>
[Function("A3")]
public sealed class MyAccountModel(StudentNetDb db, EmailChange change, DutyAcceptance acceptance, DutyCatalogue duties, WallClock wall) : FunctionPage
{
    private Account _account = null!;

    /// <summary>All duties ever held, the newest first.</summary>
    public IReadOnlyList<Appointment> Appointments { get; private set; } = [];

    /// <summary>Those that wait to be accepted.</summary>
    public IReadOnlyList<Appointment> Waiting { get; private set; } = [];

    public int InForce => Appointments.Count(a => a.IsInForce(Today));

    /// <summary>The address that waits for its code; null: none.</summary>
    public string? WaitingEmail { get; private set; }

    /// <summary>Whether the account has an authenticator, whose code is then asked for.</summary>
    public bool HasAuthenticator => _account.AuthenticatorKey is not null;

    [BindProperty, Display(Name = "電子郵件"), EmailAddress, StringLength(200)]
    public string? Email { get; set; }

    [BindProperty, Display(Name = "目前的密碼"), StringLength(Passwords.LongestPassword)]
    public string? Present { get; set; }

    [BindProperty, Display(Name = "驗證碼"), StringLength(40)]
    public string? Digits { get; set; }

    [BindProperty, Display(Name = "確認碼"), StringLength(40)]
    public string? MailedCode { get; set; }

    [BindProperty, Display(Name = "啟用碼"), StringLength(40)]
    public string? DutyCode { get; set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        Email = _account.Email;
    }

    /// <summary>Asks for another address.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        // Whoever sits down at an open browser could otherwise have the next password sent to himself.
        switch (await change.AskAsync(_account, Email, Present ?? "", Digits, Act(SignInEvent.EmailChanged.Title()), HttpContext.Origin(), cancellation))
        {
            case EmailOutcome.WrongPassword:
                return Refuse(nameof(Present), "目前的密碼不正確。連續錯誤 5 次，15 分鐘內不能再試");
            case EmailOutcome.WrongDigits:
                return Refuse(nameof(Digits), "驗證碼不正確或已經用過。連續錯誤 5 次，15 分鐘內不能再試");
            case EmailOutcome.TooSoon:
                return Refuse(nameof(Email), "剛才已經寄出確認碼，請一分鐘後再試");
            case EmailOutcome.Removed:
                this.Tell("已移除電子郵件。");
                return RedirectToPage();
            default:
                this.Tell("確認碼已寄到新的信箱，填寫以後才會變更。");
                return RedirectToPage();
        }
    }

    /// <summary>Takes the new address into use with the code that was mailed to it.</summary>
    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        if (!ModelState.IsValid || !await change.ConfirmAsync(_account, MailedCode, Act(SignInEvent.EmailChanged.Title()), HttpContext.Origin(), cancellation))
        {
            return Refuse(nameof(MailedCode), "確認碼不正確，或已超過 1 小時");
        }

        this.Tell("電子郵件已變更。");
        return RedirectToPage();
    }

    /// <summary>接受職務.</summary>
    public async Task<IActionResult> OnPostAcceptAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        if (!ModelState.IsValid || await acceptance.FindAsync(_account, DutyCode, cancellation) is not { } code)
        {
            return Refuse(nameof(DutyCode), "啟用碼不正確、已經用過或過期。請向該單位核對或請其重發");
        }

        acceptance.Accept(_account, code);
        await SaveAsync(SignInEvent.DutyAccepted, code.Appointment!, cancellation);
        this.Tell(code.Appointment!.IsInForce(Today) ? "已接受職務，可以在「選擇職務」改用。" : "已接受職務，自開始之日起生效。");
        return RedirectToPage();
    }

    /// <summary>不接受: the duty ends, and never was in force.</summary>
    public async Task<IActionResult> OnPostDeclineAsync(long id, CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        if (Waiting.SingleOrDefault(a => a.Id == id) is not { } appointment)
        {
            return NotFound();
        }

        Appointing.End(appointment, Today);
        await SaveAsync(SignInEvent.DutyDeclined, appointment, cancellation);
        this.Tell("已回覆不接受。");
        return RedirectToPage();
    }

    public string TitleOf(Appointment appointment) => duties[appointment.Duty].Title;

    private Microsoft.AspNetCore.Mvc.RazorPages.PageResult Refuse(string field, string why)
    {
        if (ModelState.IsValid)
        {
            ModelState.AddModelError(field, why);
        }

        return this.Unprocessable();
    }

    private async Task SaveAsync(SignInEvent happened, Appointment appointment, CancellationToken cancellation)
    {
        db.Add(new SignInRecord { AccountId = _account.Id, At = wall.Now, Event = happened, Address = HttpContext.Address() });
        await db.SaveAsync(Act(happened.Title(), detail: $"{appointment.OrganisationCode} {appointment.Duty}"), cancellation);
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        _account = await db.Set<Account>()
            .Include(a => a.Appointments)
            .ThenInclude(a => a.Organisation)
            .SingleAsync(a => a.Id == Caller.AccountId, cancellation);
        Waiting = acceptance.Pending(_account);
        Appointments = [.. _account.Appointments.Except(Waiting).OrderByDescending(a => a.From).ThenByDescending(a => a.Id)];
        WaitingEmail = await change.WaitingAsync(_account, cancellation);
    }
}

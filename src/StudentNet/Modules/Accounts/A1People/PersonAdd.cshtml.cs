using System.ComponentModel.DataAnnotations;
using System.Net.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Mail;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.A1People;

/// <summary>Appoints one person and shows the activation code.</summary>
[Function("A1")]
public sealed class PersonAddModel(StudentNetDb db, AppointingScope scope, Appointing appointing, IMailer mailer) : FunctionPage
{
    /// <summary>The duties the caller gives.</summary>
    public IReadOnlyList<SelectListItem> Duties { get; private set; } = [];

    /// <summary>The organisations at which it gives them.</summary>
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];

    /// <summary>Whether the caller gives AA accounts to schools.</summary>
    public bool GivesSchools => scope.Duties(Caller).Any(d => d.Code == Duty.Administrator);

    [BindProperty, Display(Name = "職務"), Required]
    public string DutyCode { get; set; } = "";

    [BindProperty, Display(Name = "單位")]
    public string? OrganisationCode { get; set; }

    [BindProperty, Display(Name = "姓名"), StringLength(40)]
    public string? PersonName { get; set; }

    [BindProperty, Display(Name = "帳號"), StringLength(120)]
    public string? SignInName { get; set; }

    /// <summary>The duty ends with the school year to come; proposed in the last weeks of one, when this year's would end at once.</summary>
    [BindProperty, Display(Name = "任期")]
    public bool ReachesNextYear { get; set; }

    /// <summary>The ends to choose from; none outside the last weeks of a school year.</summary>
    public IReadOnlyList<SelectListItem> Terms =>
        Appointing.MayReachNextYear(Today)
            ? [new($"到 {SchoolYear.Of(Today).Next.Title}結束（{RocDate.Format(SchoolYear.Of(Today).Next.Next.FirstDay.AddDays(-1))}）", "True"), new($"只到 {SchoolYear.Of(Today).Title}結束（{RocDate.Format(SchoolYear.Of(Today).Next.FirstDay.AddDays(-1))}）", "False")]
            : [];

    public Task OnGetAsync(CancellationToken cancellation)
    {
        ReachesNextYear = true;
        return LoadAsync(cancellation);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        var duty = scope.Duties(Caller).SingleOrDefault(d => d.Code == DutyCode);
        var organisation = duty is null ? null : await OrganisationAsync(duty, cancellation);
        var appointee = organisation is null ? null : Appointee(duty!, organisation);
        if (!ModelState.IsValid || organisation is null || appointee is null)
        {
            return this.Unprocessable();
        }

        if (await appointing.AddAsync(appointee with { ReachesNextYear = ReachesNextYear }, organisation, duty!.Code, Today, cancellation) is not { } appointed)
        {
            ModelState.AddModelError(nameof(SignInName), "這個帳號在這個單位已經有這項職務");
            return this.Unprocessable();
        }

        await db.SaveAsync(Act("指派人員", detail: $"{organisation.Code} {duty.Code}"), cancellation);
        if (appointed.ToHolder is { } letter)
        {
            await mailer.SendAsync(letter, cancellation);
        }

        return IssuedCodeModel.Show(this, appointee.Name, appointee.SignInName, appointed.Code);
    }

    private async Task<Organisation?> OrganisationAsync(Duty duty, CancellationToken cancellation)
    {
        var places = await scope.Organisations(Caller, duty, Today).ToListAsync(cancellation);
        var chosen = places.Count == 1 ? places[0] : places.SingleOrDefault(o => o.Code == OrganisationCode);
        if (chosen is null)
        {
            ModelState.AddModelError(nameof(OrganisationCode), $"請選擇{duty.Level.Title()}單位");
        }

        return chosen;
    }

    private Appointee? Appointee(Duty duty, Organisation organisation)
    {
        if (duty.Code == Duty.Administrator)
        {
            return SchoolAccounts.Appointee(organisation.Code);
        }

        if (string.IsNullOrWhiteSpace(PersonName))
        {
            ModelState.AddModelError(nameof(PersonName), "請填寫姓名");
        }

        var name = Platform.Accounts.SignInName.Normalise(SignInName);
        if (!PersonNumber.Parse(name).IsValid && !MailAddress.TryCreate(name, out _))
        {
            ModelState.AddModelError(nameof(SignInName), "請填寫正確的證號（10 碼，檢查碼相符）或電子郵件");
        }

        return ModelState.IsValid ? new Appointee(name, PersonName!) : null;
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        var duties = scope.Duties(Caller);
        Duties = [.. duties.Select(d => new SelectListItem($"{d.Title}（{d.Purpose}）", d.Code, selected: duties.Count == 1))];
        var places = new List<Organisation>();
        foreach (var duty in duties.DistinctBy(d => d.Level))
        {
            places.AddRange(await scope.Organisations(Caller, duty, Today).OrderBy(o => o.Code).ToListAsync(cancellation));
        }

        Organisations = [.. places.Select(o => new SelectListItem($"{o.Code} {o.Name}（{o.Level.Title()}）", o.Code))];
    }
}

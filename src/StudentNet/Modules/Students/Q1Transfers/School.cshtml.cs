using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q1Transfers;

/// <summary>Q1.31 轉學 of a school: release, receive, and the list of both.</summary>
[Function("Q1.31")]
public sealed class SchoolModel(StudentNetDb db, TransferRoster roster, TransferRegister register, PersonRegister people, TableExport export, FormatCatalogue formats)
    : TransferListPage(db, roster, export, formats)
{
    private const string Link = "/Q1.31/transfers";

    public ReleaseForm Release { get; private set; } = new();

    public ReceiveForm Receive { get; private set; } = new();

    public IReadOnlyList<OrganisationNotice> Notices { get; private set; } = [];

    public Task OnGetAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    public Task<IActionResult> OnPostReleaseAsync([FromForm(Name = nameof(Release))] ReleaseForm form, CancellationToken cancellation)
    {
        Release = form;
        return StepAsync(nameof(Release), form.Number, TransferStep.Release, form.CertificateNo, form.On, Code(form.OtherSchool), form.Name, cancellation);
    }

    public Task<IActionResult> OnPostReceiveAsync([FromForm(Name = nameof(Receive))] ReceiveForm form, CancellationToken cancellation)
    {
        Receive = form;
        return StepAsync(nameof(Receive), form.Number, TransferStep.Receive, form.CertificateNo, form.On, null, null, cancellation);
    }

    /// <summary>The notices have been read.</summary>
    public async Task<IActionResult> OnPostReadAsync(CancellationToken cancellation)
    {
        await UnreadNotices.MarkReadAsync(Database, Caller.Organisation.Code, Link, Act("通知已讀"), cancellation);
        this.Tell("通知已標為已讀");
        return Redirect(Link);
    }

    private async Task<IActionResult> StepAsync(
        string form, string typed, TransferStep step, string certificate, DateOnly? on, string? other, string? name, CancellationToken cancellation)
    {
        var number = PersonNumber.Parse(InvisibleText.Without(typed ?? ""));
        if (!string.IsNullOrWhiteSpace(typed) && !number.IsValid)
        {
            Say(form, number.Problem.Value with { Field = "Number" });
        }

        if (!ModelState.IsValid || number.Number is not { } whole || on is not { } day || !MayLookUp())
        {
            return await AgainAsync(cancellation);
        }

        var person = await people.OfNumberAsync(whole.Value, cancellation);
        await AuditReadAsync(person is null ? [] : [person.PersonId], "轉學查詢", person?.PersonId);
        var isSame = person is not null && (name is null || person.NormalisedName == NameText.Normalise(InvisibleText.Without(name)));
        var wish = new TransferWish(isSame ? person!.PersonId : 0, step, certificate, day, other, null);
        var (transfer, problem) = await register.ApplyAsync(wish, Caller.Organisation, Act(step == TransferStep.Release ? "登錄轉出" : "登錄轉入", personId: person?.PersonId), null, cancellation);
        if (problem is { } refused)
        {
            Say(form, refused);
            return await AgainAsync(cancellation);
        }

        this.Tell(step == TransferStep.Release ? "已登錄轉出。他校登錄轉入之前，仍由本校負責。" : "已登錄轉入。請接著編入班級。");
        return Redirect($"{Link}/{transfer!.PersonId}/{transfer.TransferSeq}");
    }

    private void Say(string form, Problem problem) => ModelState.AddModelError(problem.Field is { } field ? $"{form}.{field}" : "", $"{problem.Message}。{problem.Hint}");

    private static string? Code(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().ToUpperInvariant();

    private async Task ReadAsync(CancellationToken cancellation)
    {
        Notices = await UnreadNotices.Of(Database, Caller.Organisation.Code, Link).ToListAsync(cancellation);
        await ListAsync(cancellation);
    }

    private async Task<IActionResult> AgainAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        return this.Unprocessable();
    }
}

/// <summary>A release as it is typed.</summary>
public sealed class ReleaseForm
{
    [Display(Name = "證號"), Required, StringLength(20)]
    public string Number { get; set; } = "";

    [Display(Name = "姓名"), Required, StringLength(50)]
    public string Name { get; set; } = "";

    [Display(Name = "轉學證明書字號"), Required, StringLength(60)]
    public string CertificateNo { get; set; } = "";

    [Display(Name = "轉出日"), Required]
    public DateOnly? On { get; set; }

    [Display(Name = "轉入學校代碼"), StringLength(8)]
    public string? OtherSchool { get; set; }
}

/// <summary>A receipt as it is typed.</summary>
public sealed class ReceiveForm
{
    [Display(Name = "證號"), Required, StringLength(20)]
    public string Number { get; set; } = "";

    [Display(Name = "轉學證明書字號"), Required, StringLength(60)]
    public string CertificateNo { get; set; } = "";

    [Display(Name = "轉入日"), Required]
    public DateOnly? On { get; set; }
}

using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment.P2Approvals;

/// <summary>P2.21 登錄核定: first what it does to the child's days, then the act.</summary>
[Function("P2.21")]
public sealed class AddModel(ApprovalRegister register) : FunctionPage
{
    [BindProperty]
    public ApprovalForm Input { get; set; } = new();

    /// <summary>Seal of what was typed when the effect was shown.</summary>
    [BindProperty]
    public string? Seen { get; set; }

    /// <summary>What it would do; null: not looked at yet.</summary>
    public ApprovalPreview? Preview { get; private set; }

    public override FilingScope? Filing => FilingScope.Of(SchoolYear.Of(Today), null).OfEitherLevel();

    public void OnGet() { }

    /// <summary>Shows what it would do.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is not { } person)
        {
            return this.Unprocessable();
        }

        await LookAsync(person, cancellation);
        return Page();
    }

    /// <summary>Enters it.</summary>
    public async Task<IActionResult> OnPostSaveAsync(CancellationToken cancellation)
    {
        if (await FindAsync(cancellation) is not { } person)
        {
            return this.Unprocessable();
        }

        if (Seen != Input.Seal())
        {
            ModelState.AddModelError("", "看過結果之後內容有變動。請再看一次結果，確認後登錄。");
            await LookAsync(person, cancellation);
            return this.Unprocessable();
        }

        var (approval, refused) = await register.EnterAsync(person, Input.Draft(), Act("登錄核定", personId: person), cancellation);
        if (refused is { } why)
        {
            Refuse(why);
            return this.Unprocessable();
        }

        this.Tell($"已登錄{ApprovalKinds.TitleOf(approval!.Kind)}核定，至 {RocDate.Format(approval.ValidThrough)}。");
        return Redirect($"/P2.21/approvals/{approval.PersonId}/{approval.Seq}");
    }

    private async Task<long?> FindAsync(CancellationToken cancellation)
    {
        var number = PersonNumber.Parse(InvisibleText.Without(Input.Number ?? ""));
        if (!string.IsNullOrWhiteSpace(Input.Number) && !number.IsValid)
        {
            Refuse(number.Problem.Value with { Field = nameof(Input.Number) });
        }

        if (!ModelState.IsValid)
        {
            return null;
        }

        if (ApprovalRegister.Check(Input.Draft(), Today) is { } wrong)
        {
            Refuse(wrong);
            return null;
        }

        if (!MayLookUp())
        {
            return null;
        }

        var (person, problem) = await register.FindAsync(Caller.Organisation.Code, number.Number!.Value, Input.Name, cancellation);
        if (problem is { } unknown)
        {
            Refuse(unknown);
        }

        return person;
    }

    private async Task LookAsync(long person, CancellationToken cancellation)
    {
        Preview = await register.PreviewAsync(person, Caller.Organisation.Code, Input.Draft(), Today, cancellation);
        Seen = Input.Seal();
        ModelState.Remove(nameof(Seen));
        await AuditReadAsync(person, "看核定登錄的結果");
    }

    private void Refuse(Problem problem) => ModelState.AddModelError(problem.Field is { } field ? $"Input.{field}" : "", $"{problem.Message}。{problem.Hint}");
}

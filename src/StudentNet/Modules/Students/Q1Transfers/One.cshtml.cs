using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Students.Q1ClassRolls;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q1Transfers;

/// <summary>Q1.31 one transfer: its steps, and what this school may do with it.</summary>
[Function("Q1.31")]
public sealed class OneModel(StudentNetDb db, TransferRoster roster, TransferRegister register) : FunctionPage
{
    [BindProperty, Display(Name = "日期")]
    public DateOnly? On { get; set; }

    [BindProperty, Display(Name = "轉介學校代碼"), StringLength(8)]
    public string? OtherSchool { get; set; }

    [BindProperty, Display(Name = "原因"), StringLength(200)]
    public string? Reason { get; set; }

    public override FilingScope? Filing => FilingScope.Of(RollTerm.Of(Today), Caller.Organisation.SchoolLevel);

    public TransferRow Row { get; private set; } = null!;

    public IReadOnlyList<SchoolTransferEvent> Steps { get; private set; } = [];

    /// <summary>The child is named for this school.</summary>
    public bool IsToUs => Row.Transfer.ToSchool == Caller.Organisation.Code;

    /// <summary>What a step is called.</summary>
    public static string Title(TransferStep step) =>
        step switch
        {
            TransferStep.Release => "轉出",
            TransferStep.Refer => "轉介",
            TransferStep.Receive => "轉入",
            _ => "取消轉出",
        };

    public async Task<IActionResult> OnGetAsync(long personId, int seq, CancellationToken cancellation) => await LoadAsync(personId, seq, cancellation) ? Page() : NotFound();

    public Task<IActionResult> OnPostReceiveAsync(long personId, int seq, CancellationToken cancellation)
    {
        if (On is null)
        {
            ModelState.AddModelError(nameof(On), "請填第一天到校的日期，例如 115/10/06。");
        }

        return StepAsync(personId, seq, TransferStep.Receive, On ?? Today, "登錄轉入", cancellation);
    }

    public Task<IActionResult> OnPostReferAsync(long personId, int seq, CancellationToken cancellation) => StepAsync(personId, seq, TransferStep.Refer, Today, "額滿轉介", cancellation);

    public Task<IActionResult> OnPostCancelAsync(long personId, int seq, CancellationToken cancellation) => StepAsync(personId, seq, TransferStep.Cancel, Today, "取消轉出", cancellation);

    private async Task<IActionResult> StepAsync(long personId, int seq, TransferStep step, DateOnly on, string what, CancellationToken cancellation)
    {
        if (!await LoadAsync(personId, seq, cancellation))
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var other = step == TransferStep.Refer && !string.IsNullOrWhiteSpace(OtherSchool) ? OtherSchool.Trim().ToUpperInvariant() : null;
        var wish = new TransferWish(personId, step, Row.Transfer.CertificateNo, on, other, Reason);
        var (_, problem) = await register.ApplyAsync(wish, Caller.Organisation, Act(what, Reason?.Trim(), personId), null, cancellation);
        if (problem is { } refused)
        {
            ModelState.AddModelError(refused.Field is nameof(On) or nameof(OtherSchool) or nameof(Reason) ? refused.Field : "", $"{refused.Message}。{refused.Hint}");
            await LoadAsync(personId, seq, cancellation);
            return this.Unprocessable();
        }

        this.Tell($"已{what}。");
        // Referred on, it is no longer this school's to see.
        return step == TransferStep.Refer ? Redirect("/Q1.31/transfers") : RedirectToPage(new { personId, seq });
    }

    private async Task<bool> LoadAsync(long personId, int seq, CancellationToken cancellation)
    {
        if (await roster.Within(Caller.Scope).SingleOrDefaultAsync(r => r.Transfer.PersonId == personId && r.Transfer.TransferSeq == seq, cancellation) is not { } row)
        {
            return false;
        }

        Row = row;
        Steps = await db.Set<SchoolTransferEvent>().AsNoTracking().Where(e => e.PersonId == personId && e.TransferSeq == seq).OrderBy(e => e.Seq).ToListAsync(cancellation);
        await AuditReadAsync(personId, "檢視轉學");
        return true;
    }
}

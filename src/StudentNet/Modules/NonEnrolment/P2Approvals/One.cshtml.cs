using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment.P2Approvals;

/// <summary>P2.21 one approval: what it says, and what voiding it would do. It is never deleted.</summary>
[Function("P2.21")]
public sealed class OneModel(StudentNetDb db, ApprovalRegister register, ApprovalRoster roster) : FunctionPage
{
    [BindProperty, Display(Name = "作廢原因"), StringLength(200)]
    public string? Reason { get; set; }

    public ApprovalRow Row { get; private set; } = null!;

    /// <summary>What voiding would do; null: not looked at yet.</summary>
    public ApprovalPreview? Preview { get; private set; }

    /// <summary>Only the county that entered it voids it, once.</summary>
    public bool MayVoid => Row.Approval.VoidedAt is null && Row.Approval.CountyCode == Caller.Organisation.Code;

    public override FilingScope? Filing => FilingScope.Of(SchoolYear.Of(Today), null).OfEitherLevel();

    public async Task<IActionResult> OnGetAsync(long personId, int seq, CancellationToken cancellation) => await LoadAsync(personId, seq, cancellation) ? Page() : NotFound();

    /// <summary>Shows what voiding would do.</summary>
    public async Task<IActionResult> OnPostAsync(long personId, int seq, CancellationToken cancellation)
    {
        if (!await LoadAsync(personId, seq, cancellation) || !MayVoid)
        {
            return NotFound();
        }

        Preview = await register.PreviewVoidAsync(Row.Approval, Today, cancellation);
        return Page();
    }

    /// <summary>作廢.</summary>
    public async Task<IActionResult> OnPostVoidAsync(long personId, int seq, CancellationToken cancellation)
    {
        if (!await LoadAsync(personId, seq, cancellation))
        {
            return NotFound();
        }

        var approval = await db.Set<Approval>().SingleAsync(a => a.PersonId == personId && a.Seq == seq, cancellation);
        if (await register.VoidAsync(approval, Reason, Act("作廢核定", Reason?.Trim(), personId), cancellation) is not { } problem)
        {
            this.Tell("已作廢。學生依其他紀錄認定狀態，沒有其他紀錄就由設籍縣市查明。");
            return RedirectToPage(new { personId, seq });
        }

        ModelState.AddModelError(problem.Field ?? "", $"{problem.Message}。{problem.Hint}");
        Preview = MayVoid ? await register.PreviewVoidAsync(Row.Approval, Today, cancellation) : null;
        return this.Unprocessable();
    }

    private async Task<bool> LoadAsync(long personId, int seq, CancellationToken cancellation)
    {
        if (await roster.Within(Caller.Scope).SingleOrDefaultAsync(r => r.Approval.PersonId == personId && r.Approval.Seq == seq, cancellation) is not { } row)
        {
            return false;
        }

        Row = row;
        await AuditReadAsync(personId, "檢視核定紀錄");
        return true;
    }
}

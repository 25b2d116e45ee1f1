using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.N7Protected;

/// <summary>N7.21 one protected child: the address for the one who may see it, with a purpose; lifting.</summary>
[Function("N7.21")]
public sealed class OneModel(SuppressionRegister register) : FunctionPage
{
    [BindProperty, Display(Name = "解除原因"), StringLength(200)]
    public string? Reason { get; set; }

    [BindProperty, Display(Name = "查看目的"), StringLength(200)]
    public string? Purpose { get; set; }

    public SuppressionRow Row { get; private set; } = null!;

    /// <summary>Set in the answer to a look with a purpose, by the one who may.</summary>
    public string? Address { get; private set; }

    /// <summary>The caller is the one who may see the address.</summary>
    public bool IsViewer => Row.Suppression.ViewerAccountId == Caller.AccountId && Row.Suppression.LiftedAt is null;

    public async Task<IActionResult> OnGetAsync(long personId, int seq, CancellationToken cancellation) => await LoadAsync(personId, seq, cancellation) ? Page() : NotFound();

    public async Task<IActionResult> OnPostShowAsync(long personId, int seq, CancellationToken cancellation)
    {
        if (!await LoadAsync(personId, seq, cancellation))
        {
            return NotFound();
        }

        if (!IsViewer)
        {
            ModelState.AddModelError("", "只有登錄時指定的人可以查看地址。");
        }
        else if (string.IsNullOrWhiteSpace(Purpose))
        {
            ModelState.AddModelError(nameof(Purpose), "請寫明為什麼要看地址，例如 安排到校、社政聯繫。");
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        await AuditReadAsync([personId], "查看受保護的地址", personId, detail: Purpose!.Trim());
        Address = await register.AddressForAsync(Row.Suppression, Caller, cancellation);
        return Page();
    }

    public async Task<IActionResult> OnPostLiftAsync(long personId, int seq, CancellationToken cancellation)
    {
        if (!await LoadAsync(personId, seq, cancellation))
        {
            return NotFound();
        }

        if (await register.LiftAsync(personId, seq, Reason, Act("解除地址保護", Reason?.Trim(), personId), cancellation) is { } problem)
        {
            ModelState.AddModelError(problem.Field ?? "", $"{problem.Message}。{problem.Hint}");
            return this.Unprocessable();
        }

        this.Tell("已解除。沒有其他保護時，地址恢復顯示。");
        return RedirectToPage(new { personId, seq });
    }

    private async Task<bool> LoadAsync(long personId, int seq, CancellationToken cancellation)
    {
        if (await register.Of(Caller.Organisation.Code).SingleOrDefaultAsync(r => r.Suppression.PersonId == personId && r.Suppression.Seq == seq, cancellation) is not { } row)
        {
            return false;
        }

        Row = row;
        await AuditReadAsync(personId, "檢視地址保護");
        return true;
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>P2.31 列管學生作業: the school's tracked children, what the sources say of them, and the visits.</summary>
[Function("P2.31")]
public sealed class SchoolModel(StudentNetDb db, CaseRoster roster, CaseRegister register, TableExport export) : CasesPage(db, roster, export)
{
    [BindProperty]
    public VisitInput Input { get; set; } = new();

    /// <summary>訪查類型 to choose from.</summary>
    public static SelectList Kinds { get; } = new(CaseWords.VisitKinds, "Key", "Value");

    /// <summary>訪查結果 to choose from.</summary>
    public static SelectList Results { get; } = new(CaseWords.VisitResults, "Key", "Value");

    /// <summary>The notices have been read.</summary>
    public Task<IActionResult> OnPostReadAsync(CancellationToken cancellation) => MarkNoticesReadAsync(cancellation);

    public async Task<IActionResult> OnPostVisitAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation) is not { } tracked)
        {
            return NotFound();
        }

        if (ModelState.IsValid)
        {
            var note = new VisitNote(Input.On!.Value, Input.Kind!, Input.Result!, Input.Text!);
            var county = await CountyParameters.ForAsync(Db, Caller.Organisation.CountyCode!, tracked.Year, tracked.Level, cancellation);
            if (await register.RecordVisitAsync(tracked, note, county.VisitEveryDays, Act("填寫訪查紀錄"), cancellation) is not { } problem)
            {
                this.Tell($"已儲存訪查紀錄，下次追蹤日 {RocDate.Format(tracked.NextVisitDue!.Value)}。");
                return RedirectToPage(new { CaseNo });
            }

            ModelState.AddModelError("Input.On", $"{problem.Message}。{problem.Hint}");
        }

        Db.ChangeTracker.Clear();
        return await LoadAsync(cancellation) ? this.Unprocessable() : NotFound();
    }

    /// <summary>What the form asks for.</summary>
    public sealed class VisitInput
    {
        [Display(Name = "訪查日期"), Required]
        public DateOnly? On { get; set; }

        [Display(Name = "訪查類型"), Required, CodeOf(typeof(CaseWords), nameof(CaseWords.VisitKinds))]
        public string? Kind { get; set; }

        [Display(Name = "訪查結果"), Required, CodeOf(typeof(CaseWords), nameof(CaseWords.VisitResults))]
        public string? Result { get; set; }

        [Display(Name = "訪查處理情形"), Required, StringLength(CaseRegister.LongestNote)]
        public string? Text { get; set; }
    }
}

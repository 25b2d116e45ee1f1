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
public sealed class SchoolModel(StudentNetDb db, CaseRoster roster, CaseRegister register, CaseWork work, CaseRequests requests, TableExport export) : ActingCasesPage(db, roster, work, requests, export)
{
    [BindProperty]
    public VisitInput Input { get; set; } = new();

    /// <summary>訪查類型 to choose from.</summary>
    public static SelectList Kinds { get; } = new(CaseWords.VisitKinds, "Key", "Value");

    /// <summary>訪查結果 to choose from.</summary>
    public static SelectList Results { get; } = new(CaseWords.VisitResults, "Key", "Value");

    /// <summary>訪查對象 to choose from.</summary>
    public static SelectList Met { get; } = new(CaseWords.Met, "Key", "Value");

    /// <summary>未入學原因 to choose from.</summary>
    public static SelectList Causes { get; } = new(CaseWords.Causes, "Key", "Value");

    /// <summary>見到學生本人 or not.</summary>
    public static IReadOnlyList<SelectListItem> Seen { get; } = [new("見到本人", "true"), new("未見到本人", "false")];

    /// <summary>The notices have been read.</summary>
    public Task<IActionResult> OnPostReadAsync(CancellationToken cancellation) => MarkNoticesReadAsync(cancellation);

    public async Task<IActionResult> OnPostVisitAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation) is not { } tracked)
        {
            return NotFound();
        }

        if (!Answers(tracked))
        {
            return await RefuseAsync(NotAnswering, "", cancellation);
        }

        if (IsFine("Input."))
        {
            var note = new VisitNote(Input.On!.Value, Input.Kind!, Input.Result!, Input.Text!, Input.Met, Input.WasSeen, Input.Cause, Input.NextOn);
            var county = await CountyParameters.ForAsync(Db, Caller.Organisation.CountyCode!, tracked.Year, tracked.Level, cancellation);
            if (await register.RecordVisitAsync(tracked, note, county.VisitEveryDays, Act("填寫訪查紀錄"), cancellation) is not { } problem)
            {
                this.Tell($"已儲存訪查紀錄，下次追蹤日 {RocDate.Format(tracked.NextVisitDue!.Value)}。");
                return RedirectToPage(new { CaseNo });
            }

            ModelState.AddModelError($"Input.{problem.Field ?? "On"}", $"{problem.Message}。{problem.Hint}");
        }

        return await AgainAsync(cancellation);
    }

    /// <summary>Its author voids a visit.</summary>
    public async Task<IActionResult> OnPostVoidVisitAsync(int seq, string? reason, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation) is not { } tracked)
        {
            return NotFound();
        }

        var county = await CountyParameters.ForAsync(Db, Caller.Organisation.CountyCode!, tracked.Year, tracked.Level, cancellation);
        if (await register.VoidVisitAsync(tracked, seq, reason, county.VisitEveryDays, Act("作廢訪查紀錄"), cancellation) is { } problem)
        {
            return await RefuseAsync(problem with { Field = null }, "", cancellation);
        }

        this.Tell("已作廢，紀錄仍保留在歷程。");
        return RedirectToPage(new { CaseNo });
    }

    /// <summary>What the form asks for.</summary>
    public sealed class VisitInput
    {
        [Display(Name = "訪查日期"), Required]
        public DateOnly? On { get; set; }

        [Display(Name = "訪查類型"), Required, CodeOf(typeof(CaseWords), nameof(CaseWords.VisitKinds))]
        public string? Kind { get; set; }

        [Display(Name = "訪查對象"), Required, CodeOf(typeof(CaseWords), nameof(CaseWords.Met))]
        public string? Met { get; set; }

        [Display(Name = "見到學生本人"), Required]
        public bool? WasSeen { get; set; }

        [Display(Name = "未入學原因"), CodeOf(typeof(CaseWords), nameof(CaseWords.Causes))]
        public string? Cause { get; set; }

        [Display(Name = "下次追蹤日")]
        public DateOnly? NextOn { get; set; }

        [Display(Name = "訪查結果"), Required, CodeOf(typeof(CaseWords), nameof(CaseWords.VisitResults))]
        public string? Result { get; set; }

        [Display(Name = "訪查處理情形"), Required, StringLength(CaseRegister.LongestNote)]
        public string? Text { get; set; }
    }
}

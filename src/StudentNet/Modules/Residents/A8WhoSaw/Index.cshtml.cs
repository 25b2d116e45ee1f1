using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.A8WhoSaw;

/// <summary>A8 誰看過學生資料: names a child by its whole number, and what for.</summary>
[Function("A8")]
public sealed class IndexModel(PersonRecords records) : FunctionPage
{
    [BindProperty, Display(Name = "完整證號"), StringLength(20)]
    public string? Number { get; set; }

    [BindProperty, Display(Name = "為什麼查詢"), StringLength(200)]
    public string? Reason { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var number = PersonNumber.Parse(Number);
        if (!number.IsValid)
        {
            ModelState.AddModelError(nameof(Number), $"{number.Problem.Value.Message}。{number.Problem.Value.Hint}");
        }

        if (string.IsNullOrWhiteSpace(Reason))
        {
            ModelState.AddModelError(nameof(Reason), "請寫明為什麼查詢，例如家長申請、個資事故調查。");
        }

        if (!number.IsValid || !ModelState.IsValid || !MayLookUp())
        {
            return this.Unprocessable();
        }

        var found = await records.OfNumberAsync(number.Number.Value, cancellation);
        // Whom the number leads to is recorded also where it is not the caller's: somebody has asked.
        await AuditReadAsync(found is { } id ? [id] : [], "查誰看過學生資料", found, Reason!.Trim());
        if (found is not { } person || !(await records.WithinAsync(Caller.Scope, [person], cancellation)).Contains(person))
        {
            ModelState.AddModelError(nameof(Number), "查無這個證號，或不是由本單位負責的學生。");
            return this.Unprocessable();
        }

        return Redirect($"/A8/child/{person}");
    }
}

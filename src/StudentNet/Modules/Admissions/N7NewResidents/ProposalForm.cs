using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Modules.Residents;

namespace StudentNet.Modules.Admissions.N7NewResidents;

/// <summary>The form by which a school proposes a child that no list has.</summary>
public sealed class ProposalForm : PersonForm
{
    [Display(Name = "地址"), Required, StringLength(200)]
    public string Address { get; set; } = "";

    [Display(Name = "名冊沒有的原因"), Required]
    public string Reason { get; set; } = "";

    [Display(Name = "說明"), StringLength(100)]
    public string? Words { get; set; }

    public static IReadOnlyList<SelectListItem> ReasonChoices { get; } = [.. ProposalReasons.All.Select(r => Choice(r.Code, r.Title))];

    /// <summary>What was typed; call it only where the form is valid.</summary>
    public ProposalDraft Draft(PersonNumber? number) =>
        new(
            Person(number),
            Address.Trim(),
            Reason,
            string.IsNullOrWhiteSpace(Words) ? null : Words.Trim()
        );
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace StudentNet.Modules.NonEnrolment.P2Approvals;

/// <summary>The form of a dated approval.</summary>
public sealed class ApprovalForm
{
    [Display(Name = "證號"), Required, StringLength(20)]
    public string Number { get; set; } = "";

    [Display(Name = "姓名"), Required, StringLength(50)]
    public string Name { get; set; } = "";

    [Display(Name = "核定類別"), Required]
    public string Kind { get; set; } = "";

    [Display(Name = "核定單位"), Required, StringLength(60)]
    public string Approver { get; set; } = "";

    [Display(Name = "公文文號"), Required, StringLength(60)]
    public string DocumentNo { get; set; } = "";

    [Display(Name = "核定起日"), Required]
    public DateOnly? From { get; set; }

    [Display(Name = "核定迄日"), Required]
    public DateOnly? Through { get; set; }

    public static IReadOnlyList<SelectListItem> Kinds { get; } = [.. ApprovalKinds.All.Select(k => new SelectListItem($"{k.Title}（{k.Approver}）", k.Code))];

    /// <summary>What was typed; call it only where the form is valid.</summary>
    public ApprovalDraft Draft() => new(Kind, Clean(Approver), Clean(DocumentNo), From!.Value, Through!.Value);

    /// <summary>Everything typed, so that what is saved is what was looked at.</summary>
    public string Seal() => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\u001f', Number, Name, Kind, Approver, DocumentNo, From, Through))))[..16];

    private static string Clean(string text) => InvisibleText.Without(text).Trim();
}

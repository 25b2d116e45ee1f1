using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StudentNet.Modules.Residents;

namespace StudentNet.Modules.Students;

/// <summary>The form of a pupil of a list: who it is; the lists add where it stands.</summary>
public abstract class PupilForm : PersonForm
{
    /// <summary>Answers that somebody of the same name and birth date is not the same child.</summary>
    [Display(Name = "已核對，是另一名學生")]
    public bool IsSomebodyElse { get; set; }
}

/// <summary>What pages with a <see cref="PupilForm"/> ask beside it.</summary>
public static class PupilForms
{
    /// <summary>Whether somebody of the same name and birth date is known: whoever files must say who it is.</summary>
    public static bool AsksWhoItIs(this PageModel page, PupilForm input)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(input);
        return input.IsSomebodyElse || page.ModelState.GetFieldValidationState($"Input.{nameof(input.IsSomebodyElse)}") == ModelValidationState.Invalid;
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>The form of a pupil of a foreign school.</summary>
public sealed class ForeignSchoolForm : PupilForm
{
    [Display(Name = "相當年級"), Required]
    public int? Grade { get; set; }

    [Display(Name = "就讀起日"), Required]
    public DateOnly? EnrolledOn { get; set; }

    [Display(Name = "離校日期")]
    public DateOnly? LeftOn { get; set; }

    [Display(Name = "離校後去向"), StringLength(60)]
    public string? LeftFor { get; set; }

    public static IReadOnlyList<SelectListItem> Grades { get; } = [.. Enumerable.Range(1, 9).Select(g => Choice($"{g}", $"{g} 年級"))];

    /// <summary>What was typed about the pupil's place.</summary>
    public ForeignSchoolEnrolment Standing() => new(Grade!.Value, EnrolledOn!.Value, LeftOn, string.IsNullOrWhiteSpace(LeftFor) ? null : LeftFor.Trim());

    /// <summary>Fills the form from a row of the list.</summary>
    public void From(PupilRow<ForeignSchoolPupil> row, SchoolYear year)
    {
        ArgumentNullException.ThrowIfNull(row);
        From(row.Person, row.NumberKind);
        (Grade, EnrolledOn, LeftOn, LeftFor) = (Math.Min(9, row.Pupil.GradeIn(year)), row.Pupil.EnrolledOn, row.Pupil.LeftOn, row.Pupil.LeftFor);
    }
}

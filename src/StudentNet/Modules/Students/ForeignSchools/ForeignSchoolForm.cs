using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Kernel;
using StudentNet.Modules.Residents;

namespace StudentNet.Modules.Students.ForeignSchools;

/// <summary>The form of a pupil of a foreign school.</summary>
public sealed class ForeignSchoolForm
{
    [Display(Name = "證號種類")]
    public PersonNumberKind NumberKind { get; set; } = PersonNumberKind.National;

    [Display(Name = "證號"), StringLength(20)]
    public string? Number { get; set; }

    [Display(Name = "姓名"), Required, StringLength(50)]
    public string Name { get; set; } = "";

    [Display(Name = "性別"), Required]
    public Sex? Sex { get; set; }

    [Display(Name = "出生日期"), Required]
    public DateOnly? BirthDate { get; set; }

    [Display(Name = "國籍"), Required]
    public string Nationality { get; set; } = Nationalities.Own;

    [Display(Name = "相當年級"), Required]
    public int? Grade { get; set; }

    [Display(Name = "就讀起日"), Required]
    public DateOnly? EnrolledOn { get; set; }

    [Display(Name = "離校日期")]
    public DateOnly? LeftOn { get; set; }

    [Display(Name = "離校後去向"), StringLength(60)]
    public string? LeftFor { get; set; }

    [Display(Name = "已核對，是另一名學生")]
    public bool IsSomebodyElse { get; set; }

    public static IReadOnlyList<SelectListItem> NumberKinds { get; } =
        [.. Enum.GetValues<PersonNumberKind>().Select(k => Choice(k.ToString(), k == PersonNumberKind.Issued ? "沒有證號，由系統配號" : k.Title()))];

    public static IReadOnlyList<SelectListItem> NationalityChoices { get; } =
        [.. Nationalities.All.OrderBy(n => n.Code != Nationalities.Own).ThenBy(n => n.Code, StringComparer.Ordinal).Select(n => Choice(n.Code, $"{n.Code} {n.Title}"))];

    public static IReadOnlyList<SelectListItem> Sexes { get; } = [.. Enum.GetValues<Sex>().Select(s => Choice(s.ToString(), s.Title()))];

    public static IReadOnlyList<SelectListItem> Grades { get; } = [.. Enumerable.Range(1, 9).Select(g => Choice($"{g}", $"{g} 年級"))];

    /// <summary>The number as typed; none where the system issues one and, with <paramref name="mayBeBlank"/>, where the known one stays.</summary>
    public (PersonNumber? Number, Problem? Problem) ReadNumber(bool mayBeBlank = false)
    {
        if (string.IsNullOrWhiteSpace(Number) && (mayBeBlank || NumberKind == PersonNumberKind.Issued))
        {
            return (null, null);
        }

        var read = PersonNumber.Parse(Number, NumberKind);
        return (read.Number, read.Problem);
    }

    /// <summary>What was typed about the person; call it only where the form is valid.</summary>
    public PersonDraft Draft(PersonNumber? number) => new(number, Name.Trim(), Sex!.Value, BirthDate!.Value, Nationality);

    /// <summary>What was typed about the pupil's place.</summary>
    public ForeignSchoolStanding Standing() => new(Grade!.Value, EnrolledOn!.Value, LeftOn, string.IsNullOrWhiteSpace(LeftFor) ? null : LeftFor.Trim());

    /// <summary>Fills the form from a row of the list; the number stays out, because an empty one means "as it is".</summary>
    public void From(ForeignSchoolRow row, SchoolYear year)
    {
        ArgumentNullException.ThrowIfNull(row);
        NumberKind = row.NumberKind ?? PersonNumberKind.Issued;
        (Name, Sex, BirthDate, Nationality) = (row.Person.Name, row.Person.Sex, row.Person.BirthDate, row.Person.Nationality);
        (Grade, EnrolledOn, LeftOn, LeftFor) = (Math.Min(9, row.Pupil.GradeIn(year)), row.Pupil.EnrolledOn, row.Pupil.LeftOn, row.Pupil.LeftFor);
    }

    private static SelectListItem Choice(string value, string text) => new(text, value);
}

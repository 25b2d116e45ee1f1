using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Modules.Residents;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>The form of a foreign pupil: who it is, where it stands at the school, and whether it has returned.</summary>
public sealed class ForeignPupilForm : PupilForm
{
    public ForeignPupilForm() => (NumberKind, Nationality) = (PersonNumberKind.Residence, "");

    [Display(Name = "年級"), Required]
    public int? Grade { get; set; }

    [Display(Name = "班級"), StringLength(10)]
    public string? ClassName { get; set; }

    [Display(Name = "樣態")]
    public ForeignKind Kind { get; set; }

    [Display(Name = "到校日期"), Required]
    public DateOnly? ArrivedOn { get; set; }

    [Display(Name = "離校日期")]
    public DateOnly? LeftOn { get; set; }

    [Display(Name = "未返臺原因")]
    public string? Absence { get; set; }

    [Display(Name = "未返臺起日")]
    public DateOnly? AbsentSince { get; set; }

    [Display(Name = "預計返臺日")]
    public DateOnly? ReturnExpectedOn { get; set; }

    [Display(Name = "情形說明"), StringLength(100)]
    public string? AbsenceDetail { get; set; }

    /// <summary>Kinds of numbers a foreigner can have.</summary>
    public static IReadOnlyList<SelectListItem> NumberKinds { get; } =
        [
            .. new[] { PersonNumberKind.Residence, PersonNumberKind.ResidenceOld, PersonNumberKind.Passport, PersonNumberKind.Issued }.Select(Choice),
        ];

    /// <summary>Every nationality but our own.</summary>
    public static IReadOnlyList<SelectListItem> NationalityChoices { get; } =
        [.. Nationalities.Foreign.Select(n => Choice(n.Code, $"{n.Code} {n.Title}"))];

    public static IReadOnlyList<SelectListItem> Kinds { get; } =
        [Choice(ForeignKind.InSchool.ToString(), "在校（列入班級人數）"), Choice(ForeignKind.OutOfSchool.ToString(), "非學（不列入班級人數）")];

    /// <summary>All reasons: one that expired is still right for an absence that began while it was valid.</summary>
    public static IReadOnlyList<SelectListItem> Absences { get; } =
        [.. ForeignAbsences.All.Select(a => Choice(a.Code, a.ValidTo is { } to ? $"{a.Title}（至 {RocDate.Format(to)}）" : a.Title))];

    /// <summary>What was typed about the pupil's place.</summary>
    public ForeignEnrolment Standing() =>
        new(
            Grade!.Value,
            // Written as the county writes it by the register, which knows the county.
            string.IsNullOrWhiteSpace(ClassName) ? null : ClassName.Trim(),
            Kind,
            ArrivedOn!.Value,
            LeftOn,
            string.IsNullOrEmpty(Absence) ? null : Absence,
            AbsentSince,
            ReturnExpectedOn,
            string.IsNullOrWhiteSpace(AbsenceDetail) ? null : AbsenceDetail.Trim()
        );

    /// <summary>Fills the form from a row of the list.</summary>
    public void From(PupilRow<ForeignPupil> row, SchoolYear year)
    {
        ArgumentNullException.ThrowIfNull(row);
        var pupil = row.Pupil;
        From(row.Person, row.NumberKind);
        (Grade, ClassName, Kind, ArrivedOn, LeftOn) = (pupil.GradeIn(year), pupil.ClassName, pupil.Kind, pupil.ArrivedOn, pupil.LeftOn);
        (Absence, AbsentSince, ReturnExpectedOn, AbsenceDetail) = (pupil.Absence, pupil.AbsentSince, pupil.ReturnExpectedOn, pupil.AbsenceDetail);
    }
}

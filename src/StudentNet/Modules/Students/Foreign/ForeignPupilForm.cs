using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Kernel;
using StudentNet.Modules.Residents;

namespace StudentNet.Modules.Students.Foreign;

/// <summary>The form of a foreign pupil: who it is, where it stands at the school, and whether it has returned.</summary>
public sealed class ForeignPupilForm
{
    [Display(Name = "證號種類")]
    public PersonNumberKind NumberKind { get; set; } = PersonNumberKind.Residence;

    [Display(Name = "證號"), StringLength(20)]
    public string? Number { get; set; }

    [Display(Name = "姓名"), Required, StringLength(50)]
    public string Name { get; set; } = "";

    [Display(Name = "性別"), Required]
    public Sex? Sex { get; set; }

    [Display(Name = "出生日期"), Required]
    public DateOnly? BirthDate { get; set; }

    [Display(Name = "國籍"), Required]
    public string Nationality { get; set; } = "";

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

    [Display(Name = "已核對，是另一名學生")]
    public bool IsSomebodyElse { get; set; }

    /// <summary>Kinds of numbers a foreigner can have.</summary>
    public static IReadOnlyList<SelectListItem> NumberKinds { get; } =
        [
            Choice(PersonNumberKind.Residence.ToString(), PersonNumberKind.Residence.Title()),
            Choice(PersonNumberKind.ResidenceOld.ToString(), PersonNumberKind.ResidenceOld.Title()),
            Choice(PersonNumberKind.Passport.ToString(), PersonNumberKind.Passport.Title()),
            Choice(PersonNumberKind.Issued.ToString(), "沒有證號，由系統配號"),
        ];

    /// <summary>Every nationality but our own.</summary>
    public static IReadOnlyList<SelectListItem> NationalityChoices { get; } =
        [.. Nationalities.Foreign.Select(n => Choice(n.Code, $"{n.Code} {n.Title}"))];

    public static IReadOnlyList<SelectListItem> Sexes { get; } = [.. Enum.GetValues<Sex>().Select(s => Choice(s.ToString(), s.Title()))];

    public static IReadOnlyList<SelectListItem> Kinds { get; } =
        [Choice(ForeignKind.InSchool.ToString(), "在校（列入班級人數）"), Choice(ForeignKind.OutOfSchool.ToString(), "非學（不列入班級人數）")];

    /// <summary>All reasons: one that expired is still right for an absence that began while it was valid.</summary>
    public static IReadOnlyList<SelectListItem> Absences { get; } =
        [.. ForeignAbsences.All.Select(a => Choice(a.Code, a.ValidTo is { } to ? $"{a.Title}（至 {RocDate.Format(to)}）" : a.Title))];

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
    public ForeignStanding Standing() =>
        new(
            Grade!.Value,
            ForeignRules.ClassName(ClassName),
            Kind,
            ArrivedOn!.Value,
            LeftOn,
            string.IsNullOrEmpty(Absence) ? null : Absence,
            AbsentSince,
            ReturnExpectedOn,
            string.IsNullOrWhiteSpace(AbsenceDetail) ? null : AbsenceDetail.Trim()
        );

    /// <summary>Fills the form from a row of the list; the number stays out, because an empty one means "as it is".</summary>
    public void From(ForeignRow row, SchoolYear year)
    {
        ArgumentNullException.ThrowIfNull(row);
        var (pupil, person) = (row.Pupil, row.Person);
        NumberKind = row.NumberKind ?? PersonNumberKind.Issued;
        Number = null;
        (Name, Sex, BirthDate, Nationality) = (person.Name, person.Sex, person.BirthDate, person.Nationality);
        (Grade, ClassName, Kind, ArrivedOn, LeftOn) = (pupil.GradeIn(year), pupil.ClassName, pupil.Kind, pupil.ArrivedOn, pupil.LeftOn);
        (Absence, AbsentSince, ReturnExpectedOn, AbsenceDetail) = (pupil.Absence, pupil.AbsentSince, pupil.ReturnExpectedOn, pupil.AbsenceDetail);
    }

    private static SelectListItem Choice(string value, string text) => new(text, value);
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Modules.Schools;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>The form of one pupil's row.</summary>
public sealed class RollForm
{
    [Display(Name = "班級類別"), Required]
    public string ClassKind { get; set; } = "A";

    [Display(Name = "年級"), Required, Range(1, 9)]
    public int Grade { get; set; } = 1;

    [Display(Name = "班級"), Required, StringLength(10), RegularExpression("[^|]+", ErrorMessage = "班級名稱不能有 |")]
    public string ClassName { get; set; } = "";

    [Display(Name = "座號"), Range(1, 99)]
    public int? Seat { get; set; }

    [Display(Name = "學生樣態"), Required]
    public string State { get; set; } = RollCodes.States[0].Code;

    [Display(Name = "非學型態")]
    public string? NonSchoolKind { get; set; }

    [Display(Name = "佔員額")]
    public bool HoldsPlace { get; set; }

    [Display(Name = "長期病假起")]
    public DateOnly? SickFrom { get; set; }

    [Display(Name = "長期病假訖")]
    public DateOnly? SickTo { get; set; }

    [Display(Name = "酌減人數"), Range(0, 3)]
    public int Reduction { get; set; }

    /// <summary>Whether the codes are codes of the tables; a form can send anything.</summary>
    public bool IsKnown =>
        RollCodes.Kinds.Any(k => k.Code == ClassKind)
        && RollCodes.States.Any(s => s.Code == State)
        && (string.IsNullOrEmpty(NonSchoolKind) || RollCodes.NonSchoolKinds.Rows.Any(r => r.Stored == NonSchoolKind));

    /// <summary>How the county writes the names of classes; a page sets it before it reads <see cref="Line"/>.</summary>
    internal ClassNaming Naming { get; set; }

    public RollLine Line =>
        new(
            ClassKind,
            Grade,
            ClassNames.Normal(ClassName, Grade, Naming),
            Seat,
            State,
            string.IsNullOrEmpty(NonSchoolKind) ? null : NonSchoolKind,
            HoldsPlace,
            SickFrom,
            SickTo,
            Reduction
        );

    public static RollForm Of(RollLine line) =>
        new()
        {
            ClassKind = line.ClassKind,
            Grade = line.Grade,
            ClassName = line.ClassName,
            Seat = line.Seat,
            State = line.State,
            NonSchoolKind = line.NonSchoolKind,
            HoldsPlace = line.HoldsPlace,
            SickFrom = line.SickFrom,
            SickTo = line.SickTo,
            Reduction = line.Reduction,
        };

    public static IReadOnlyList<SelectListItem> Kinds { get; } = [.. RollCodes.Kinds.Select(k => new SelectListItem($"{k.Code} {k.Title}", k.Code))];

    public static IReadOnlyList<SelectListItem> States { get; } = [.. RollCodes.States.Select(s => new SelectListItem(s.Title, s.Code))];

    public static IReadOnlyList<SelectListItem> NonSchoolKinds { get; } = [.. RollCodes.NonSchoolKinds.Rows.Select(r => new SelectListItem(r.Title, r.Stored))];
}

/// <summary>A page with such a form.</summary>
public interface IRollFormPage
{
    RollForm Input { get; }
}

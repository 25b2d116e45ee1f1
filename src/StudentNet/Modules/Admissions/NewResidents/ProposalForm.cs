using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;
using StudentNet.Kernel;
using StudentNet.Modules.Residents;

namespace StudentNet.Modules.Admissions.NewResidents;

/// <summary>The form by which a school proposes a child that no list has.</summary>
public sealed class ProposalForm
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

    [Display(Name = "地址"), Required, StringLength(200)]
    public string Address { get; set; } = "";

    [Display(Name = "名冊沒有的原因"), Required]
    public string Reason { get; set; } = "";

    [Display(Name = "說明"), StringLength(100)]
    public string? Words { get; set; }

    public static IReadOnlyList<SelectListItem> NumberKinds { get; } =
        [.. Enum.GetValues<PersonNumberKind>().Select(k => Choice(k.ToString(), k == PersonNumberKind.Issued ? "沒有證號，由系統配號" : k.Title()))];

    public static IReadOnlyList<SelectListItem> NationalityChoices { get; } =
        [.. Nationalities.All.OrderBy(n => n.Code != Nationalities.Own).ThenBy(n => n.Code, StringComparer.Ordinal).Select(n => Choice(n.Code, $"{n.Code} {n.Title}"))];

    public static IReadOnlyList<SelectListItem> Sexes { get; } = [.. Enum.GetValues<Sex>().Select(s => Choice(s.ToString(), s.Title()))];

    public static IReadOnlyList<SelectListItem> ReasonChoices { get; } = [.. ProposalReasons.All.Select(r => Choice(r.Code, r.Title))];

    /// <summary>The number as typed; none where the system issues one and, with <paramref name="mayBeBlank"/>, where the known one stays.</summary>
    public (PersonNumber? Number, Problem? Problem) ReadNumber(bool mayBeBlank)
    {
        if (string.IsNullOrWhiteSpace(Number) && (mayBeBlank || NumberKind == PersonNumberKind.Issued))
        {
            return (null, null);
        }

        var read = PersonNumber.Parse(Number, NumberKind);
        return (read.Number, read.Problem);
    }

    /// <summary>What was typed; call it only where the form is valid.</summary>
    public ProposalDraft Draft(PersonNumber? number) =>
        new(
            new PersonDraft(number, Name.Trim(), Sex!.Value, BirthDate!.Value, Nationality),
            Address.Trim(),
            Reason,
            string.IsNullOrWhiteSpace(Words) ? null : Words.Trim()
        );

    private static SelectListItem Choice(string value, string text) => new(text, value);
}

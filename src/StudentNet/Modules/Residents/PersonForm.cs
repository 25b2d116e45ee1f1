using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace StudentNet.Modules.Residents;

/// <summary>Who a child is, as far as somebody at a form says it; the forms of lists that children are put on by hand add what those lists know.</summary>
public abstract class PersonForm
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

    /// <summary>The code; a name as it is typed becomes it, and what is no country stays as it is, for the rules to refuse.</summary>
    [Display(Name = "國籍"), Required, StringLength(40)]
    public string Nationality
    {
        get;
        set => field = value is null ? "" : Nationalities.Codes.Find(value.Trim()) ?? value.Trim();
    } = Nationalities.Own;

    /// <summary>Every kind of number.</summary>
    public static IReadOnlyList<SelectListItem> AllNumberKinds { get; } = [.. Enum.GetValues<PersonNumberKind>().Select(Choice)];

    /// <summary>Every nationality by its name: our own and those of most foreign children first.</summary>
    public static IReadOnlyList<SelectListItem> AllNationalities { get; } =
        [.. Nationalities.All.OrderBy(n => Nationalities.Common.IndexOf(n.Code) is >= 0 and var place ? place : int.MaxValue).ThenBy(n => n.Code, StringComparer.Ordinal).Select(n => Choice(n.Code, n.Title))];

    public static IReadOnlyList<SelectListItem> Sexes { get; } = [.. Enum.GetValues<Sex>().Select(s => Choice(s.ToString(), s.Title()))];

    /// <summary>The number as typed; none where the system issues one and, with <paramref name="mayBeBlank"/>, where the known one stays.</summary>
    public (PersonNumber? Number, Problem? Problem) ReadNumber(bool mayBeBlank = false)
    {
        if (string.IsNullOrWhiteSpace(Number) && (mayBeBlank || NumberKind == PersonNumberKind.Issued))
        {
            return (null, null);
        }

        var read = PersonNumber.Parse(InvisibleText.Without(Number ?? ""), NumberKind);
        return (read.Number, read.Problem);
    }

    /// <summary>What was typed about the person; call it only where the form is valid.</summary>
    public PersonDraft Person(PersonNumber? number) => new(number, Name.Trim(), Sex!.Value, BirthDate!.Value, Nationality);

    /// <summary>Fills the form from a record; the number stays out, because an empty one means "as it is".</summary>
    protected void From(Person person, PersonNumberKind? kind)
    {
        ArgumentNullException.ThrowIfNull(person);
        (NumberKind, Number) = (kind ?? PersonNumberKind.Issued, null);
        (Name, Sex, BirthDate, Nationality) = (person.Name, person.Sex, person.BirthDate, person.Nationality);
    }

    protected static SelectListItem Choice(PersonNumberKind kind) => Choice(kind.ToString(), kind == PersonNumberKind.Issued ? "沒有證號，由系統配號" : kind.Title());

    protected static SelectListItem Choice(string value, string text) => new(text, value);
}

using Microsoft.AspNetCore.Mvc.RazorPages;

namespace StudentNet.Modules.Residents;

/// <summary>What every page with a <see cref="PersonForm"/> named <c>Input</c> does with it.</summary>
public static class PersonFormPages
{
    /// <summary>Reads the number that was typed. A wrong one is told at its field, a name without a letter likewise, and the form is no longer valid.</summary>
    public static PersonNumber? ReadNumber(this PageModel page, PersonForm input, bool mayBeBlank = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!string.IsNullOrEmpty(input.Name) && NameProblem(input.Name) is { } nameless)
        {
            page.Refuse(input, nameless with { Field = nameof(input.Name) });
        }

        var (number, unread) = input.ReadNumber(mayBeBlank);
        if (unread is { } problem)
        {
            page.Refuse(input, problem with { Field = nameof(input.Number) });
        }

        return number;
    }

    /// <summary>What is wrong with a name that was typed: it has no letter, only signs, or what nobody sees. Null: nothing.</summary>
    public static Problem? NameProblem(string name) =>
        NameText.HasLetter(InvisibleText.Without(name)) ? null : new Problem("name.letter", "姓名裡沒有文字", "請填姓名，例如 王測甲");

    /// <summary>Ties what was refused to the field that it is about; without one it stands above the form.</summary>
    public static void Refuse(this PageModel page, PersonForm input, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(input);
        page.ModelState.AddModelError(problem.Field is { } field ? $"Input.{field}" : "", $"{problem.Message}。{problem.Hint}");
    }
}

using System.Globalization;
using StudentNet.Modules.Schools;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>
/// One row of the form as it was posted. Fields, stable for programs too: <c>mark.{key}</c> = 1 (here), 2 or 3 (not here), 0 or empty (cleared);
/// <c>reason.{key}</c>, <c>detail.{key}</c>; and <c>seen.{key}</c>, which says what the row showed, so that untouched rows are not written.
/// </summary>
public sealed record TypedMark(long PersonId, string Mark, string Reason, string Detail, string? Seen)
{
    private const string MarkField = "mark.";
    private const char Between = '~';

    /// <summary>The rows of a form, in its order; what is no row is left out.</summary>
    public static IReadOnlyList<TypedMark> ReadAll(IFormCollection form) =>
        [
            .. form.Keys.Where(k => k.StartsWith(MarkField, StringComparison.Ordinal))
                .Select(k => k[MarkField.Length..])
                .Where(k => long.TryParse(k, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .Select(k => new TypedMark(
                    long.Parse(k, CultureInfo.InvariantCulture),
                    form[$"{MarkField}{k}"].ToString(),
                    form[$"reason.{k}"].ToString(),
                    form[$"detail.{k}"].ToString().Trim(),
                    form[$"seen.{k}"].FirstOrDefault()
                )),
        ];

    /// <summary>What a row shows, for its <c>seen</c> field.</summary>
    public static string SeenOf(ListedChild child) =>
        string.Join(Between, child.OwnRow?.Version.ToString(CultureInfo.InvariantCulture), MarkOf(child), child.Own?.Reason, DetailOf(child));

    /// <summary>Which radio a child has: 1, 2, 3 or none.</summary>
    public static string MarkOf(ListedChild child) =>
        child.State switch
        {
            ListState.Here => "1",
            ListState.Absent => "2",
            ListState.Elsewhere => "3",
            _ => "",
        };

    /// <summary>What the field beside the reason shows: the school, or the words.</summary>
    public static string DetailOf(ListedChild child) => child.Own?.ReasonSchool is { } school ? child.NameOf(school) : child.Own?.ReasonDetail ?? "";

    /// <summary>Differs from what the row showed; a row without <c>seen</c> always counts.</summary>
    public bool IsChanged => Seen is null || string.Join(Between, SeenVersionText, Normal, IsAway ? Reason : "", IsAway ? Detail : "") != Seen;

    /// <summary>Version of the mark that the clerk saw.</summary>
    public int? SeenVersion =>
        Seen is null ? MarkCase.AnyVersion
        : int.TryParse(SeenVersionText, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
        : null;

    /// <summary>The wish, or why what was typed is none.</summary>
    public (MarkWish Wish, Problem? Problem) Read(SchoolIndex? schools, string? county)
    {
        if (!IsAway)
        {
            return (Normal == "1" ? new MarkWish.Here() : new MarkWish.Clear(), null);
        }

        var detail = Detail.Length == 0 ? null : Detail;
        if (Reasons.Find(Reason) is not { NeedsSchool: true } || detail is null || schools is null)
        {
            return (new MarkWish.NotHere(Reason, null, detail), null);
        }

        // 「999602 模擬國小」 as the list offers it, the code alone, or the name alone.
        var first = detail.Split(' ', '　')[0];
        var isCode = first.Length >= 6 && first.All(char.IsAsciiLetterOrDigit);
        var match = schools.Find(county, isCode ? first : null, isCode ? null : detail);
        return (new MarkWish.NotHere(Reason, match.School?.Code), match.Problem);
    }

    /// <summary>Whether the school has to be looked up.</summary>
    public bool NamesSchool => IsAway && Reasons.Find(Reason) is { NeedsSchool: true };

    private bool IsAway => Mark is "2" or "3";

    private string Normal => Mark is "1" or "2" or "3" ? Mark : "";

    private string? SeenVersionText => Seen?.Split(Between)[0];
}

using System.Buffers;
using System.Text;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>Which characters of a cell were lost on the way, and how what stands in it can be shown and stored all the same.</summary>
internal static class CellCharacters
{
    /// <summary>
    /// What no cell may hold: NUL, and the place of a character that was lost: U+FFFD, or what code page 950 makes of the bytes 80 and FF,
    /// which mean nothing in Big5.
    /// </summary>
    private static readonly SearchValues<char> Lost = SearchValues.Create("\0\uFFFD\u0080\uF8F8");

    /// <summary>Whether the text holds what no cell may hold.</summary>
    public static bool AnyIsLost(string text) => text.AsSpan().ContainsAny(Lost) || HasHalfPair(text);

    /// <summary>What can be shown and stored: invisible characters written out, half pairs and NUL replaced, no longer than a cell of the page.</summary>
    public static string? Printable(string? value)
    {
        if (value is null)
        {
            return null;
        }

        var text = new StringBuilder(Math.Min(value.Length, 200));
        foreach (var rune in InvisibleText.Shown(value.Length > 400 ? value[..400] : value).EnumerateRunes())
        {
            if (text.Length >= 200)
            {
                text.Append('…');
                break;
            }

            text.Append(Rune.IsControl(rune) ? "\uFFFD" : rune.ToString());
        }

        return text.ToString();
    }

    /// <summary>The name of a sheet as it can be shown: without invisible characters and line ends, NUL and half pairs.</summary>
    public static string Shown(string name) => string.Join(' ', Storable(name).Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A heading as it can be stored in a finding: without invisible characters, NUL and half pairs.</summary>
    public static string Storable(string text) => Whole(InvisibleText.Without(text));

    private static string Whole(string heading) =>
        heading.Contains('\0', StringComparison.Ordinal) || HasHalfPair(heading)
            ? string.Concat(heading.EnumerateRunes().Select(r => r.Value == 0 ? Rune.ReplacementChar : r))
            : heading;

    private static bool HasHalfPair(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        return at >= 0 && text.AsSpan(at).EnumerateRunes() is var runes && HasReplacement(runes);
    }

    private static bool HasReplacement(SpanRuneEnumerator runes)
    {
        foreach (var rune in runes)
        {
            if (rune == Rune.ReplacementChar)
            {
                return true;
            }
        }

        return false;
    }
}

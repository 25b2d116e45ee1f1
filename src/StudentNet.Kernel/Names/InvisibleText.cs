using System.Buffers;
using System.Globalization;
using System.Text;

namespace StudentNet.Kernel;

/// <summary>
/// Characters that nobody sees and that make two equal texts unequal: without a width, marks of direction, soft hyphens, controls. They come along
/// when a text is copied from a page or a document. Line ends and tabs are not among them, nor are variation selectors, which choose the form of a
/// Han character; NUL and U+0080 are what is left of a lost character and are told as such.
/// </summary>
public static class InvisibleText
{
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue + 1).Where(c => IsInvisible(c) || c == 0xDB40).Select(c => (char)c)]
    );

    /// <summary>The text without them.</summary>
    public static string Without(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Any(text))
            return text;
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var point = PointAt(text, i);
            var length = point > char.MaxValue ? 2 : 1;
            if (!IsInvisible(point))
                kept.Append(text, i, length);
            i += length - 1;
        }
        return kept.ToString();
    }

    /// <summary>Which of them a text has, each once, as U+200B.</summary>
    public static IReadOnlyList<string> Codes(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Any(text) ? [.. Enumerable.Range(0, text.Length).Select(i => PointAt(text, i)).Where(IsInvisible).Distinct().Select(Code)] : [];
    }

    /// <summary>The text with each of them written out as 〔U+200B〕, so that it can be shown.</summary>
    public static string Shown(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!Any(text))
            return text;
        var shown = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var point = PointAt(text, i);
            var length = point > char.MaxValue ? 2 : 1;
            _ = IsInvisible(point) ? shown.Append('〔').Append(Code(point)).Append('〕') : shown.Append(text, i, length);
            i += length - 1;
        }
        return shown.ToString();
    }

    private static bool Any(string text) => text.AsSpan().ContainsAny(Suspects);

    private static int PointAt(string text, int i) =>
        char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i];

    private static string Code(int point) => "U+" + point.ToString("X4", CultureInfo.InvariantCulture);

    private static bool IsInvisible(int point) => point switch
    {
        '\0' or '\t' or '\n' or '\r' or 0x80 => false,
        < 0x20 or (>= 0x7F and < 0xA0) => true,
        0xAD or 0x34F or 0x61C or 0x180E => true,
        (>= 0x200B and <= 0x200F) or 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) => true,
        0xFEFF or (>= 0xFFF9 and <= 0xFFFB) => true,
        0xE0001 or (>= 0xE0020 and <= 0xE007F) => true,
        _ => false,
    };
}

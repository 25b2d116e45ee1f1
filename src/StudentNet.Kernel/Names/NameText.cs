using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace StudentNet.Kernel;

/// <summary>
/// Names as they arrive and as they are compared (domain §13). The original is always kept; <see cref="Normalise"/> is for a
/// column beside it, and for nothing else.
/// </summary>
public static partial class NameText
{
    /// <summary>Han characters of the main block other than 臺, digits, Latin capitals: a text of nothing else is normalised already, and most names are.</summary>
    private static readonly SearchValues<char> Settled = SearchValues.Create(
        [.. Enumerable.Range('一', '鿿' - '一' + 1).Select(c => (char)c).Where(c => c != '臺'), .. "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    );

    /// <summary>
    /// <c>王&#38;#29579;</c> → 王王: the references old systems write for characters Big5 lacks. References to ASCII or to
    /// nothing stay as they are: they never stood for a missing character, and markup must not come out of them.
    /// </summary>
    public static string Decode(string text) => Reference().Replace(text, static match =>
    {
        var isHex = match.Groups["hex"].Success;
        var digits = (isHex ? match.Groups["hex"] : match.Groups["decimal"]).ValueSpan;
        var read = int.TryParse(digits, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var point);
        return read && point > 0x9F && Rune.IsValid(point) ? new Rune(point).ToString() : match.Value;
    });

    /// <summary>
    /// The form in which two spellings of one name are equal: decoded, NFC, 臺 = 台, full-width Latin narrowed, Latin in
    /// capitals, one middle dot, no invisible characters, no blanks around Han characters (王　明), single ones elsewhere.
    /// Doing it twice changes nothing.
    /// </summary>
    public static string Normalise(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Settled))
            return text;

        // One step can make work for an earlier one (a decoded character may be decomposed); every step shortens or settles.
        string before;
        do
        {
            before = text;
            text = Fold(text);
        }
        while (text != before);
        return text;
    }

    /// <summary>Whether a text has a letter or a character of any script: a name without one is none.</summary>
    public static bool HasLetter(string text) =>
        text.EnumerateRunes().Any(r => Rune.IsLetter(r) || Rune.GetUnicodeCategory(r) is UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LetterNumber);

    /// <summary>The signs of a text that stand in no name, each once: digits, brackets, pictures. Doubtful characters (<see cref="Doubts"/>) are not among them.</summary>
    public static string OddSigns(string text) =>
        text.AsSpan().ContainsAnyExcept(Settled) || text.AsSpan().ContainsAnyInRange('0', '9')
            ? string.Concat(text.EnumerateRunes().Where(IsOdd).Distinct())
            : "";

    private static bool IsOdd(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate or UnicodeCategory.LetterNumber or UnicodeCategory.DashPunctuation
        )
        && rune.Value is not ('·' or '•' or '‧' or '∙' or '⋅' or '・' or '．' or '･' or '.' or ',' or '\'' or '’' or '`' or '´' or '?' or '？' or '〓' or '□');

    private static string Fold(string text)
    {
        var composed = UnicodeNfc.Compose(Decode(Selector().Replace(InvisibleText.Without(text), "")));
        var folded = Typing.Narrow(MiddleDot().Replace(composed, "·")).Replace('臺', '台').ToUpperInvariant();
        return NeedlessBlank().Replace(Blanks().Replace(folded, " "), "").Trim();
    }

    [GeneratedRegex("&#(?:[xX](?<hex>[0-9A-Fa-f]{1,6})|(?<decimal>[0-9]{1,7}));")]
    private static partial Regex Reference();

    // Variation selectors (the supplementary ones as surrogates).
    [GeneratedRegex(@"[\uFE00-\uFE0F]|\uDB40[\uDD00-\uDDEF]")]
    private static partial Regex Selector();

    [GeneratedRegex(@"\s*[·•‧∙⋅・．･]\s*")]
    private static partial Regex MiddleDot();

    [GeneratedRegex("\\s+")]
    private static partial Regex Blanks();

    // Beside a Han character (or one of the surrogates planes 2, 3 and 15 are written with) a blank only pads.
    [GeneratedRegex(@"(?<=[\u2E80-\u9FFF\uE000-\uFAFF\uD800-\uDFFF]) | (?=[\u2E80-\u9FFF\uE000-\uFAFF\uD800-\uDFFF])")]
    private static partial Regex NeedlessBlank();
}

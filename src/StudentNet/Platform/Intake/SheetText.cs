using System.Globalization;
using System.Text.RegularExpressions;

namespace StudentNet.Platform.Intake;

/// <summary>What spreadsheets and input methods make of codes and numbers, undone where only one value can be meant: ＝"01", 1.0, Ａ, １２, 3 年級.</summary>
internal static partial class SheetText
{
    /// <summary>The text inside <c>="…"</c>, by which people keep Excel from reading a number; any other text as it is.</summary>
    public static string Inside(string text) =>
        text is ['=', '"', .., '"'] && text.Length > 2 ? text[2..^1].Replace("\"\"", "\"", StringComparison.Ordinal).Trim() : text;

    /// <summary>A code as it was meant: narrow, without blanks around, without the decimals of a number that has none.</summary>
    public static string Plain(string text)
    {
        var plain = NameText.Normalise(text);
        return Decimals().Match(plain) is { Success: true } match ? match.Groups["whole"].Value : plain;
    }

    /// <summary>A whole number with decimals that are none, or with its unit; null for anything else.</summary>
    public static int? Whole(string text) =>
        Unit().Match(NameText.Normalise(text)) is { Success: true } match
        && int.TryParse(match.Groups["whole"].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>What is said of a value that was written otherwise.</summary>
    public static Problem ReadAs(string value) => new("cell.read-as", $"已讀為「{value}」", "不必處理；若讀錯了，請改正後重新上傳");

    [GeneratedRegex("^(?<whole>-?[0-9]{1,15})\\.0+$")]
    private static partial Regex Decimals();

    [GeneratedRegex("^(?<whole>-?[0-9]{1,9})(?:\\.0+)?(?:年級|年|號|人)?$")]
    private static partial Regex Unit();
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StudentNet.Platform.Intake;

/// <summary>
/// Line numbers of a file of several sheets. In tables and findings a line is one number: the row, and behind it, for the second sheet that is read
/// and later ones, how many sheets were read before. People are told the sheet and the row.
/// </summary>
public static class SheetLines
{
    /// <summary>More rows than any sheet has.</summary>
    private const int Span = 1 << 24;

    /// <summary>Sheets of one file that can be read.</summary>
    internal const int MaxSheets = 100;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line of a row.</summary>
    /// <param name="sheet">How many sheets were read before.</param>
    public static int Of(int sheet, int row) => sheet * Span + row;

    /// <summary>How many sheets were read before the one of a line.</summary>
    public static int Sheet(int line) => line / Span;

    /// <summary>Row of a line in its sheet, as a spreadsheet shows it.</summary>
    public static int Row(int line) => line % Span;

    /// <summary>「102班」12: the place of a line, where the file had several sheets; 12 where it had one.</summary>
    /// <param name="sheets">Names of the sheets that were read; fewer than two: the file has no more.</param>
    public static string Place(IReadOnlyList<string> sheets, int line) => Name(sheets, line) is { } name ? $"「{name}」{Row(line)}" : Row(line).ToString(CultureInfo.InvariantCulture);

    /// <summary>工作表「102班」第 12 列; 第 12 列 where the file had one sheet.</summary>
    /// <param name="sheets">Names of the sheets that were read; fewer than two: the file has no more.</param>
    public static string Words(IReadOnlyList<string> sheets, int line) => Name(sheets, line) is { } name ? $"工作表「{name}」第 {Row(line)} 列" : $"第 {Row(line)} 列";

    /// <summary>第 2 張工作表第 12 列: where the names are no longer known.</summary>
    public static string Words(int line) => Sheet(line) > 0 ? $"第 {Sheet(line) + 1} 張工作表第 {Row(line)} 列" : $"第 {line} 列";

    /// <summary>2-12: the twelfth row of the second sheet; 1,012 where the file has one: for narrow columns, where the names are no longer known.</summary>
    public static string Short(int line) => Sheet(line) > 0 ? $"{Sheet(line) + 1}-{Row(line):N0}" : line.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The name of the sheet of a line; null where the file had one sheet.</summary>
    public static string? Name(IReadOnlyList<string> sheets, int line)
    {
        ArgumentNullException.ThrowIfNull(sheets);
        return sheets.Count > 1 && Sheet(line) < sheets.Count ? sheets[Sheet(line)] : null;
    }

    internal static string? Store(IReadOnlyList<string> sheets) => sheets.Count > 1 ? JsonSerializer.Serialize(sheets, Json) : null;

    internal static IReadOnlyList<string> Restore(string? stored) => stored is null ? [] : JsonSerializer.Deserialize<List<string>>(stored, Json)!;
}

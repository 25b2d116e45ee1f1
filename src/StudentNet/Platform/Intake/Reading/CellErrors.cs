using System.Collections.Frozen;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>What a spreadsheet puts into a cell whose formula it could not work out. Taken for blank it would mean 全里, 現戶 or 否; it is an error.</summary>
internal static class CellErrors
{
    private static readonly FrozenSet<string> Values = FrozenSet.ToFrozenSet(
        ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#GETTING_DATA"],
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Whether a text is an error value, as a sheet that was saved as text shows it.</summary>
    public static bool IsErrorValue(string text) =>
        text.Length > 3
        && (text[0] == '#' ? Values.Contains(text) : text.StartsWith("Err:5", StringComparison.Ordinal) && text.Length == 7);

    /// <summary>A cell that shows an error.</summary>
    public static Problem ErrorValue(string? shown) =>
        new(
            "cell.error-value",
            string.IsNullOrEmpty(shown) ? "這一格是試算表的錯誤值，不是資料" : $"這一格是試算表的錯誤值「{shown}」，不是資料",
            "請改正公式，或直接填入內容；確實沒有內容的請清空這一格"
        );

    /// <summary>A cell whose formula was never worked out: the file says how to compute it, not what came of it.</summary>
    public static Problem NoResult { get; } =
        new("cell.formula-empty", "這一格只有公式，沒有計算結果", "請以試算表軟體開啟並存檔一次，或將公式貼成值後再上傳");
}

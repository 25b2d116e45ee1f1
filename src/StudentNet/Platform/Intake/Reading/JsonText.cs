using System.Globalization;
using System.Text;
using System.Text.Json;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>What JSON tokens say, as text; nothing in them makes it throw.</summary>
internal static class JsonText
{
    /// <summary>No format of ours nests as deep; a document that does is not read.</summary>
    public const int MaxDepth = 24;

    public static readonly JsonReaderOptions Options = new() { AllowTrailingCommas = true, MaxDepth = MaxDepth };

    /// <summary>
    /// Text of a name, string, number, true or false; empty for null. The reader's own way throws for bytes that are no UTF-8 and for half
    /// pairs; here they stay visible, so that the cell gets its finding.
    /// </summary>
    public static string Of(ref readonly Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return "";
        }

        var text = Encoding.UTF8.GetString(reader.ValueSpan);
        return reader.ValueIsEscaped ? Unescape(text) : text;
    }

    /// <summary>What is said to a document that nests too deep.</summary>
    public static string TooDeep { get; } = $"JSON 的層數超過 {MaxDepth} 層，之後的內容沒有讀取";

    /// <summary>Whether reading ended for the depth and not for the grammar; the framework says it in words only.</summary>
    public static bool IsTooDeep(JsonException exception) => exception.Message.Contains("maximum configured depth", StringComparison.Ordinal);

    /// <summary>Where a document broke, in words: element, line and place in the line.</summary>
    public static Problem Broken(JsonException exception, int element) =>
        IsTooDeep(exception) ? new("json.depth", TooDeep, "請依格式說明產生檔案；這種格式不會有這麼多層物件或陣列") : new(
            "json.broken",
            $"JSON 在{(element > 0 ? $"第 {element:N0} 筆、" : "")}第 {(exception.LineNumber ?? 0) + 1:N0} 行語法錯誤或不完整，之後的內容無法讀取",
            "請核對這個位置的引號、逗號與括號，或確認檔案已完整傳輸"
        );

    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            var mark = text[++i];
            if (
                mark == 'u'
                && i + 4 < text.Length
                && ushort.TryParse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            )
            {
                result.Append((char)unit);
                i += 4;
                continue;
            }

            result.Append(
                mark switch
                {
                    'b' => '\b',
                    'f' => '\f',
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    _ => mark,
                }
            );
        }

        return result.ToString();
    }
}

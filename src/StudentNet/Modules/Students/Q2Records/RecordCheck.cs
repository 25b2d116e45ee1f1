using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Intake.Reading;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>
/// Checks one pupil against the schema and writes it anew as it is to be stored: members in the order of the schema, all values as text, empty
/// ones and those that the system does not take left out. The same record gives the same text, whoever sends it.
/// </summary>
internal sealed class RecordCheck(RecordSchema schema)
{
    private const int MostFindings = 50;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>The canonical text; findings go to <paramref name="findings"/>, with the path as their column.</summary>
    public string Run(JsonElement pupil, int line, List<RowFinding> findings)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Writing))
        {
            Walk(schema.Pupil, pupil, "", json, new Report(line, findings));
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private void Walk(SchemaNode node, JsonElement value, string path, Utf8JsonWriter json, Report report)
    {
        if (node.IsObject)
        {
            Members(node, value, path, json, report);
        }
        else if (node.Items is { } items)
        {
            Elements(node, items, value, path, json, report);
        }
        else
        {
            json.WriteStringValue(Value(node, value, path, report));
        }
    }

    private void Members(SchemaNode node, JsonElement value, string path, Utf8JsonWriter json, Report report)
    {
        json.WriteStartObject();
        if (value.ValueKind != JsonValueKind.Object)
        {
            report.Error(path, Show(value), "record.type", $"應為物件（{{…}}），實為{Word(value)}", "請依格式說明改為物件");
            json.WriteEndObject();
            return;
        }

        var members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (!members.TryAdd(member.Name, member.Value))
            {
                report.Error(Under(path, member.Name), null, "record.double", "同一個鍵出現兩次", "請刪去多的一個");
            }

            if (!node.Properties.ContainsKey(member.Name))
            {
                TellUnknown(node, path, member.Name, report);
            }
        }

        foreach (var (name, child) in node.Properties)
        {
            if (members.TryGetValue(name, out var own) && !IsEmpty(own))
            {
                json.WritePropertyName(name);
                Walk(child, own, Under(path, name), json, report);
            }
            else if (node.Required.Contains(name))
            {
                report.Error(Under(path, name), "", "record.required", $"未填{name}", $"請補填{name}");
            }
        }

        json.WriteEndObject();
    }

    private void Elements(SchemaNode node, SchemaNode items, JsonElement value, string path, Utf8JsonWriter json, Report report)
    {
        json.WriteStartArray();
        if (value.ValueKind != JsonValueKind.Array)
        {
            // Converters of XML write a single element without its array.
            Walk(items, value, path, json, report);
        }
        else if (value.GetArrayLength() > node.MaxItems)
        {
            report.Error(path, null, "record.many", $"有 {value.GetArrayLength():N0} 筆，最多 {node.MaxItems:N0} 筆", "請核對是否重複產生");
        }
        else
        {
            var i = 0;
            foreach (var element in value.EnumerateArray())
            {
                i++;
                if (!IsEmpty(element))
                {
                    Walk(items, element, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), json, report);
                }
            }
        }

        json.WriteEndArray();
    }

    private static string Value(SchemaNode node, JsonElement value, string path, Report report)
    {
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
        {
            report.Error(path, Show(value), "record.type", $"應為文字，實為{Word(value)}", "請改為文字（數字可不加引號）");
            return "";
        }

        var text = Text(value);
        if (text.Contains('\uFFFD', StringComparison.Ordinal) || text.Contains('\0', StringComparison.Ordinal))
        {
            report.Error(path, text, "cell.lost", "含無法辨識的字元", "請以 UTF-8 重新產生檔案，並核對這個值");
        }
        else if (node.Values.Count > 0 && !node.Values.Contains(text))
        {
            report.Error(path, text, "record.value", "不是可用的值", $"請填下列之一：{string.Join('、', node.Values.Take(20))}{(node.Values.Count > 20 ? "…" : "")}");
        }
        else if (node.IsDate && !RocDate.TryParse(text, out _))
        {
            report.Error(path, text, "cell.date", "不是有效的日期", "請填民國年/月/日，例如 115/01/15，或西元 2026-01-15");
        }
        else if (IsOutside(node, text))
        {
            report.Error(path, text, "record.range", $"應為 {node.Title}", "請核對這個值");
        }
        else if (!node.IsDate && node.Minimum is null && node.Pattern is { } pattern && !pattern.IsMatch(text))
        {
            report.Error(path, text, "record.pattern", node.Description is { } said ? $"不合格式：{said}" : "不合格式", "請依格式說明修正");
        }
        else if (text.Length > node.MaxLength && new StringInfo(text).LengthInTextElements > node.MaxLength)
        {
            report.Error(path, text, "cell.long", $"最多 {node.MaxLength} 字", "請縮短內容");
        }

        return text;
    }

    private static bool IsOutside(SchemaNode node, string text) =>
        node.Minimum is { } least
        && (
            node.Pattern?.IsMatch(text) == false
            || !decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number < least
            || number > node.Maximum
        );

    /// <summary>What is not taken or not known is said once a file, at the pupil where it first stands.</summary>
    private void TellUnknown(SchemaNode node, string path, string name, Report report)
    {
        var place = Under(path, name);
        if (ResultColumns.All.Contains(name) || !_told.Add(place) || _told.Count > MostFindings)
        {
            return;
        }

        if (node.NotTaken.Contains(name))
        {
            report.Warn(place, "record.not-taken", "本系統不收這項資料，不會儲存", "不必處理；系統只收就學管理必要的資料");
        }
        else
        {
            report.Warn(place, "record.unknown", "格式裡沒有這個鍵，內容不會儲存", "若要匯入，請改為格式說明所列的名稱");
        }
    }

    /// <summary>Text of a value: without blanks at its ends, references decoded.</summary>
    internal static string Text(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => "",
        };
        return text.Contains("&#", StringComparison.Ordinal) ? NameText.Decode(text) : text;
    }

    /// <summary>Whether nothing is said: null, blanks, an object or array of nothing.</summary>
    internal static bool IsEmpty(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => true,
            JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()),
            JsonValueKind.Object => value.EnumerateObject().All(m => IsEmpty(m.Value)),
            JsonValueKind.Array => value.EnumerateArray().All(IsEmpty),
            _ => false,
        };

    private static string Under(string path, string name) => path.Length == 0 ? Short(name) : $"{path}/{Short(name)}";

    private static string Short(string name) => name.Length > 60 ? $"{name[..60]}…" : name;

    private static string? Show(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? null : value.ToString();

    private static string Word(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "物件",
            JsonValueKind.Array => "陣列",
            JsonValueKind.True or JsonValueKind.False => "真假值",
            _ => "文字",
        };

    /// <summary>Findings of one pupil; a pupil with everything wrong is not told everything.</summary>
    private sealed class Report(int line, List<RowFinding> findings)
    {
        public void Error(string path, string? value, string code, string reason, string hint) => Add(path, value, Severity.Error, new Problem(code, reason, hint));

        public void Warn(string path, string code, string reason, string hint) => Add(path, null, Severity.Warning, new Problem(code, reason, hint));

        private void Add(string path, string? value, Severity severity, Problem problem)
        {
            if (findings.Count < MostFindings)
            {
                findings.Add(new RowFinding(line, path.Length == 0 ? RecordSchema.Pupils : path, value, severity, problem));
            }
        }
    }
}

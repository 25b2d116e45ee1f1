using System.Text.Json;

namespace StudentNet.Platform.Intake;

/// <summary>Reads what was said beside a file with the types that its format declares.</summary>
internal static class FormatSettings
{
    /// <summary>The values, or what is wrong with the first one that cannot be read.</summary>
    public static (IReadOnlyDictionary<string, object?> Values, Problem? Problem) Read(
        FileFormat format,
        IReadOnlyDictionary<string, string> typed,
        DateOnly today
    )
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var setting in format.Settings)
        {
            var text = typed.GetValueOrDefault(setting.Name)?.Trim() ?? "";
            if (text.Length == 0)
            {
                return (values, new Problem("intake.setting", $"未選{setting.Title}", $"上傳「{format.Title}」時請一併選擇{setting.Title}"));
            }

            var read = setting.Type.Read(text, today);
            if (read.Problem is { } problem && read.Severity == Severity.Error)
            {
                return (values, problem with { Message = $"{setting.Title}：{problem.Message}" });
            }

            values[setting.Name] = read.Value;
        }

        return (values, null);
    }

    /// <summary>The values of a receipt, which were read once when it was received, with what was settled then.</summary>
    public static IReadOnlyDictionary<string, object?> Of(FileFormat format, Receipt receipt, DateOnly today)
    {
        var kept = JsonSerializer.Deserialize<Dictionary<string, string>>(receipt.Settings)!;
        var read = Read(format, kept, today).Values;
        // What the county had settled by then stands beside what was said.
        return kept.Where(k => !read.ContainsKey(k.Key)).Aggregate(
            new Dictionary<string, object?>(read, StringComparer.Ordinal),
            (all, k) =>
            {
                all[k.Key] = k.Value;
                return all;
            }
        );
    }
}

using System.Text;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Intake.Reading;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>A small format for tests of the pipeline itself, and files of it.</summary>
internal static class SampleFormat
{
    public const string Code = "sample";

    public static readonly DateOnly Today = new(2026, 7, 1);

    public static FileFormat Format { get; } = Make(AcceptPolicy.WholeFile);

    public static FileFormat Make(
        AcceptPolicy policy,
        long maxBytes = 64L << 20,
        FormatLimits? limits = null,
        IReadOnlyList<SetStep>? steps = null,
        IReadOnlyList<BulkColumn>? working = null,
        Action? accepted = null
    ) =>
        new()
        {
            Code = Code,
            Title = "範例名冊",
            Functions = ["N1.11", "N1.21"],
            Filing = _ => FilingScope.Of(new SchoolYear(115), null).OfEitherLevel(),
            Summary = "測試用。",
            MaxBytes = maxBytes,
            Limits = limits ?? new FormatLimits(),
            Steps = steps ?? [],
            Working = working ?? [],
            Policy = policy,
            Columns =
            [
                new("number", "證號", Cell.Number()) { Required = true },
                new("name", "姓名", Cell.Name()) { Required = true, Aliases = ["學生姓名"] },
                new("birth", "生日", Cell.BirthDate()),
                new("sex", "性別", Cell.Code(new CodeTable("性別", new CodeRow("Male", "1", "男"), new CodeRow("Female", "2", "女")))),
                new("remark", "備註", Cell.Text(20)),
            ],
            Accept = (_, _) =>
            {
                accepted?.Invoke();
                return Task.CompletedTask;
            },
        };

    /// <summary>Rows as the reader gives them, with what it found; the file stays as it is.</summary>
    public static ReadFile Read(byte[] file, FileFormat? format = null)
    {
        using var stream = new MemoryStream(file);
        return Read(stream, format ?? Format, new Dictionary<string, object?>());
    }

    /// <summary>The same from wherever the bytes come.</summary>
    public static ReadFile Read(Stream stream, FileFormat format, IReadOnlyDictionary<string, object?> settings)
    {
        using var reader = new RowReader(format, stream, Today, settings);
        var findings = new List<RowFinding>(reader.Findings);
        var rows = new List<string[]>();
        while (reader.Read())
        {
            findings.AddRange(reader.Findings);
            if (!reader.IsBad)
            {
                rows.Add([.. reader.Row.Cells.Select(c => c?.ToString() ?? "")]);
            }
        }

        findings.AddRange(reader.Findings);
        return new ReadFile(reader.Kind, rows, findings, reader.HasFailed);
    }

    /// <summary>Any rows under any headings, in a file of a kind.</summary>
    public static byte[] Write(TableKind kind, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        // In memory nothing has to be waited for.
        return WriteAsync(kind, headings, rows).GetAwaiter().GetResult();
    }

    private static async Task<byte[]> WriteAsync(TableKind kind, IReadOnlyList<string> headings, IEnumerable<IReadOnlyList<string>> rows)
    {
        using var stream = new MemoryStream();
        await using (var writer = TableWriter.Create(kind, stream))
        {
            await writer.SheetAsync("名冊", headings);
            foreach (var row in rows)
            {
                await writer.RowAsync(row);
            }
        }

        return stream.ToArray();
    }

    /// <summary>A format of texts only, for round trips.</summary>
    public static FileFormat Texts(int columns) =>
        new()
        {
            Code = "texts",
            Title = "文字",
            Functions = ["N1.11"],
            Summary = "測試用。",
            Columns = [.. Enumerable.Range(1, columns).Select(i => new Column($"c{i}", $"第{i}欄", Cell.Text(1000)))],
            Accept = (_, _) => Task.CompletedTask,
        };

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}

/// <summary>What reading a file gave.</summary>
internal sealed record ReadFile(string? Kind, IReadOnlyList<string[]> Rows, IReadOnlyList<RowFinding> Findings, bool HasFailed)
{
    /// <summary>Line, column, value and code of what was found.</summary>
    public IEnumerable<(int Line, string? Column, string? Value, string Code)> Short =>
        Findings.Select(f => (f.Line, f.Column, f.Value, f.Problem.Code));
}

using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake.Reading;

namespace StudentNet.Platform.Intake;

/// <summary>
/// The rows to mend, as they stood in the file, with what is wrong and how to mend it behind them. Corrected, the file is sent again as it is:
/// receipt number and line say which rows come back.
/// </summary>
public sealed class ResultFile(FormatCatalogue formats, FileStore files)
{
    /// <summary>Key, in a file of documents, of what is said about problems that are not listed.</summary>
    private const string UnlistedKey = "未逐筆列出";

    /// <summary>Writes the bad rows (with <paramref name="warnings"/> those with warnings too); returns how many, and the numbers in them. None where the file could not be read as rows.</summary>
    public async Task<ResultRows> WriteAsync(
        StudentNetDb db,
        Receipt receipt,
        TableKind kind,
        bool warnings,
        Stream target,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var format = formats[receipt.Format];
        var today = TaipeiTime.Today(receipt.ReceivedAt);
        await using var stream = files.Open(receipt.FileHash);
        using var reader = new RowReader(format, stream, today, FormatSettings.Of(format, receipt, today));
        if (kind is TableKind.Json && format.OpenSource is not null)
        {
            return await WriteDocumentsAsync(db, receipt, format, reader, warnings, target, cancellation);
        }

        var kept = Enumerable.Range(0, reader.Headings.Count).Where(i => !ResultColumns.Has(reader.Headings[i])).ToArray();
        var sheets = reader.SheetNames;
        await using var writer = TableWriter.Create(kind, target);
        await writer.SheetAsync(format.Title, [.. kept.Select(i => reader.Headings[i]), .. ResultColumns.All, .. sheets.Count > 1 ? [ResultColumns.Sheet] : Array.Empty<string>()]);
        var (rows, numbers) = (0, new List<string>());
        await foreach (var found in ByLineAsync(db, receipt.Id, warnings, cancellation))
        {
            if (reader.HasFailed || !reader.SkipTo(found[0].Line))
            {
                break;
            }

            await writer.RowAsync([.. kept.Select(i => (object?)reader.Original(i)), .. Explanation(receipt.Id, found), .. SheetOf(sheets, found[0].Line)]);
            numbers.AddRange(PeopleInFiles.In(reader, format));
            rows++;
        }

        foreach (var more in await UnlistedAsync(db, receipt.Id, warnings, cancellation))
        {
            // Read back, a row of these columns alone is passed over.
            await writer.RowAsync([.. kept.Select(_ => (object?)null), receipt.Id, null, more.ColumnTitle, null, more.Words, UnlistedFindings.Hint]);
        }

        return new ResultRows(rows, numbers);
    }

    /// <summary>Documents come back as documents: as they were, with the columns of the result file as further keys.</summary>
    private static async Task<ResultRows> WriteDocumentsAsync(
        StudentNetDb db,
        Receipt receipt,
        FileFormat format,
        RowReader reader,
        bool warnings,
        Stream target,
        CancellationToken cancellation
    )
    {
        await using var json = new Utf8JsonWriter(target, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        var (rows, numbers) = (0, new List<string>());
        await foreach (var found in ByLineAsync(db, receipt.Id, warnings, cancellation))
        {
            if (reader.HasFailed || !reader.SkipTo(found[0].Line))
            {
                break;
            }

            if (rows == 0)
            {
                // What stands before the documents is known once the first of them has been read.
                foreach (var (name, text) in reader.Head)
                {
                    json.WriteString(name, text);
                }

                json.WriteStartArray(format.DocumentsKey);
            }

            json.WriteStartObject();
            foreach (var (name, value) in ResultColumns.All.Zip(Explanation(receipt.Id, found)))
            {
                json.WriteString(name, Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
            }

            using (var document = JsonDocument.Parse(reader.OriginalDocument))
            {
                if (document.RootElement.ValueKind == JsonValueKind.Object)
                {
                    foreach (var member in document.RootElement.EnumerateObject().Where(m => !ResultColumns.All.Contains(m.Name)))
                    {
                        member.WriteTo(json);
                    }
                }
            }

            json.WriteEndObject();
            await json.FlushAsync(cancellation);
            numbers.AddRange(PeopleInFiles.In(reader, format));
            rows++;
        }

        if (rows > 0)
        {
            json.WriteEndArray();
        }

        if (await UnlistedAsync(db, receipt.Id, warnings, cancellation) is { Count: > 0 } unlisted)
        {
            json.WriteStartArray(UnlistedKey);
            foreach (var more in unlisted)
            {
                json.WriteStringValue($"{more.Words}。{UnlistedFindings.Hint}。");
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        return new ResultRows(rows, numbers);
    }

    private static Task<List<UnlistedFindings>> UnlistedAsync(StudentNetDb db, long receipt, bool warnings, CancellationToken cancellation) =>
        db.Set<UnlistedFindings>()
            .AsNoTracking()
            .Where(f => f.ReceiptId == receipt && (warnings || f.Severity == Severity.Error))
            .OrderBy(f => f.Code)
            .ThenBy(f => f.ColumnTitle)
            .ToListAsync(cancellation);

    private static IEnumerable<object?> Explanation(long receipt, List<Finding> found) =>
        [
            receipt,
            SheetLines.Row(found[0].Line),
            Join(found.Select(f => f.ColumnTitle)),
            Join(found.Select(f => f.Value)),
            Join(found.Select(f => f.Reason)),
            Join(found.Select(f => f.Hint)),
        ];

    /// <summary>The sheet of a line, by its number so that a returned row finds its own; nothing where the file has one.</summary>
    private static IEnumerable<object?> SheetOf(IReadOnlyList<string> sheets, int line) =>
        SheetLines.Name(sheets, line) is { } name ? [$"{SheetLines.Sheet(line) + 1}：{name}"] : [];

    private static string Join(IEnumerable<string?> texts) => string.Join('；', texts.Where(t => !string.IsNullOrEmpty(t)).Distinct());

    private static async IAsyncEnumerable<List<Finding>> ByLineAsync(
        StudentNetDb db,
        long receipt,
        bool warnings,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var line = new List<Finding>();
        var all = db.Set<Finding>()
            .AsNoTracking()
            .Where(f => f.ReceiptId == receipt && f.Line > 0 && f.ClearedBy == null && (warnings || f.Severity == Severity.Error))
            .OrderBy(f => f.Line)
            .ThenBy(f => f.Seq)
            .AsAsyncEnumerable();
        await foreach (var finding in all.WithCancellation(cancellation))
        {
            if (line.Count > 0 && line[0].Line != finding.Line)
            {
                yield return line;
                line = [];
            }

            line.Add(finding);
        }

        if (line.Count > 0)
        {
            yield return line;
        }
    }
}

/// <summary>What was written into a result file.</summary>
/// <param name="Rows">How many rows.</param>
/// <param name="Numbers">The numbers of persons in them, as they stand in the file.</param>
public sealed record ResultRows(int Rows, IReadOnlyList<string> Numbers);

using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Files;

/// <summary>A column of an exported table.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Value">Text, whole number, date or null of a row.</param>
public sealed record TableColumn<T>(string Title, Func<T, object?> Value);

/// <summary>Columns that need care.</summary>
public static class TableColumn
{
    /// <summary>A person's number as files that leave the system show it: last four hidden (domain §13).</summary>
    public static TableColumn<T> Number<T>(string title, Func<T, string?> number) =>
        new(title, row => number(row) is { Length: > 0 } value ? Masking.NumberForFile(value) : null);

    /// <summary>A person's number in clear, for files whose purpose needs it; the purpose stands in the audit entry's reason.</summary>
    public static TableColumn<T> NumberInClear<T>(string title, Func<T, string?> number) => new(title, number);

    /// <summary>A date in ROC style.</summary>
    public static TableColumn<T> Date<T>(string title, Func<T, DateOnly?> date) =>
        new(title, row => date(row) is { } day ? RocDate.Format(day) : null);
}

/// <summary>
/// Every table as xlsx, ods or csv. Rows stream into a temporary file in bounded memory; the audit entry with the children in them (<see cref="IAboutPerson"/>) is written before
/// the first byte leaves, and a failure on the way gives an error page, never half a file.
/// </summary>
public sealed class TableExport(StudentNetDb db, DataOptions data, TimeProvider clock)
{
    /// <summary>
    /// The file as an answer to a page's request. <paramref name="act"/> says what is exported and, as its reason, what for; its function is part of the
    /// file's name: <c>N4.31_報到名冊_1150924.xlsx</c>.
    /// </summary>
    /// <param name="title">Name of the table.</param>
    public async Task<FileStreamResult> FileAsync<T>(
        string title,
        TableKind kind,
        IReadOnlyList<TableColumn<T>> columns,
        IAsyncEnumerable<T> rows,
        Act act,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(act);
        var file = DataFolder.Temporary(data);
        try
        {
            var people = new List<long>();
            await using (var writer = TableWriter.Create(kind, file))
            {
                await writer.SheetAsync(title, [.. columns.Select(c => c.Title)]);
                var cells = new object?[columns.Count];
                await foreach (var row in rows.WithCancellation(cancellation))
                {
                    for (var i = 0; i < cells.Length; i++)
                    {
                        cells[i] = Cell(columns[i].Value(row));
                    }

                    await writer.RowAsync(cells);
                    if (row is IAboutPerson { AboutPerson: { } person })
                    {
                        people.Add(person);
                    }
                }
            }

            await AuditTrail.ExportAsync(db, act, people, cancellation: cancellation);
            file.Position = 0;
            return Download(file, kind, FileName(act.Function, title, kind));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary><c>N4.31_報到名冊_1150924.xlsx</c>.</summary>
    public string FileName(string function, string title, TableKind kind)
    {
        var today = TaipeiTime.Today(clock.GetUtcNow().UtcDateTime);
        return $"{function}_{title}_{RocDate.Format(today).Replace("/", "", StringComparison.Ordinal)}{TableWriter.Extension(kind)}";
    }

    internal static FileStreamResult Download(Stream file, TableKind kind, string name) =>
        new(file, TableWriter.ContentType(kind)) { FileDownloadName = name };

    private static object? Cell(object? value) =>
        value switch
        {
            null or string or int or long => value,
            DateOnly date => RocDate.Format(date),
            DateTime instant => $"{RocDate.Format(TaipeiTime.Today(instant))} {TaipeiTime.FromUtc(instant):HH\\:mm}",
            bool yes => yes ? "是" : "否",
            _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
        };
}

namespace StudentNet.Platform.Files;

/// <summary>Kinds of file a table can be had as.</summary>
public enum TableKind
{
    Xlsx,
    Ods,
    Csv,

    /// <summary>An array of objects, for machines.</summary>
    Json,

    /// <summary>One object a line, for machines.</summary>
    NdJson,
}

/// <summary>
/// Writes tables row by row in bounded memory. Text is text whatever it begins with: no reader of the file will take it for a formula.
/// Cells are texts, whole numbers (int, long) or null.
/// </summary>
public abstract class TableWriter : IAsyncDisposable
{
    /// <summary>What people open: the kinds that pages offer for tables.</summary>
    public static IReadOnlyList<TableKind> ForPeople { get; } = [TableKind.Xlsx, TableKind.Ods, TableKind.Csv];

    /// <summary>Writes to a stream that stays open.</summary>
    public static TableWriter Create(TableKind kind, Stream target) =>
        kind switch
        {
            TableKind.Xlsx => new XlsxWriter(target),
            TableKind.Ods => new OdsWriter(target),
            TableKind.Json => new JsonTableWriter(target, lines: false),
            TableKind.NdJson => new JsonTableWriter(target, lines: true),
            _ => new CsvWriter(target),
        };

    /// <summary>Begins a sheet with its headings; a text file takes only the first one.</summary>
    public abstract ValueTask SheetAsync(string name, IReadOnlyList<string> headings);

    public abstract ValueTask RowAsync(IReadOnlyList<object?> cells);

    /// <summary>Ends the file.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Content type of a kind.</summary>
    public static string ContentType(TableKind kind) =>
        kind switch
        {
            TableKind.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            TableKind.Ods => "application/vnd.oasis.opendocument.spreadsheet",
            TableKind.Json => "application/json",
            TableKind.NdJson => "application/x-ndjson",
            _ => "text/csv; charset=utf-8",
        };

    /// <summary><c>.xlsx</c>, <c>.ods</c>, <c>.csv</c>, <c>.json</c>, <c>.ndjson</c>.</summary>
    public static string Extension(TableKind kind) => $".{kind.ToString().ToLowerInvariant()}";
}

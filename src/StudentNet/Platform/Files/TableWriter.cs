namespace StudentNet.Platform.Files;

/// <summary>Kinds of file a table can be had as.</summary>
public enum TableKind
{
    Xlsx,
    Ods,
    Csv,
}

/// <summary>
/// Writes tables row by row in bounded memory. Text is text whatever it begins with: no reader of the file will take it for a formula.
/// Cells are texts, whole numbers (int, long) or null.
/// </summary>
public abstract class TableWriter : IDisposable
{
    /// <summary>Writes to a stream that stays open.</summary>
    public static TableWriter Create(TableKind kind, Stream target) =>
        kind switch
        {
            TableKind.Xlsx => new XlsxWriter(target),
            TableKind.Ods => new OdsWriter(target),
            _ => new CsvWriter(target),
        };

    /// <summary>Begins a sheet with its headings; a text file takes only the first one.</summary>
    public abstract void Sheet(string name, IReadOnlyList<string> headings);

    public abstract void Row(IReadOnlyList<object?> cells);

    /// <summary>Ends the file.</summary>
    public abstract void Dispose();

    /// <summary>Content type of a kind.</summary>
    public static string ContentType(TableKind kind) =>
        kind switch
        {
            TableKind.Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            TableKind.Ods => "application/vnd.oasis.opendocument.spreadsheet",
            _ => "text/csv; charset=utf-8",
        };

    /// <summary><c>.xlsx</c>, <c>.ods</c>, <c>.csv</c>.</summary>
    public static string Extension(TableKind kind) => $".{kind.ToString().ToLowerInvariant()}";
}

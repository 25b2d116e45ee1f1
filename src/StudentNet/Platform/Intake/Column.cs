using StudentNet.Platform.Data;

namespace StudentNet.Platform.Intake;

/// <summary>A column of a file format.</summary>
/// <param name="Name">Its name in the staging table, <c>snake_case</c>: <c>birth_date</c>.</param>
/// <param name="Title">Its heading in the template and in findings: 出生日期.</param>
/// <param name="Type">What its cells may hold.</param>
public sealed record Column(string Name, string Title, CellType Type)
{
    /// <summary>Other headings under which it is found, as senders write them.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>
    /// Headings that mean the column more closely than its others: in a file that has both, the column is the one under these, and nothing is said.
    /// </summary>
    public IReadOnlyList<string> Closer { get; init; } = [];

    /// <summary>Whether the file must have the column and each row a value in it.</summary>
    public bool Required { get; init; }

    /// <summary>Whether the column itself may be missing although <see cref="Required"/> holds for rows that have it.</summary>
    public bool MayBeAbsent { get; init; }

    /// <summary>One sentence for the documentation, where the title does not say enough.</summary>
    public string? Description { get; init; }

    /// <summary>A value as it may stand in a file.</summary>
    public string Example { get; init; } = "";
}

/// <summary>A value computed from the read cells of a row, staged in a column of its own.</summary>
/// <param name="Name">Column of the staging table.</param>
/// <param name="Type">How it is stored.</param>
/// <param name="Value">Computes it; it sees only rows whose cells could be read.</param>
public sealed record Derived(string Name, BulkType Type, Func<Row, object?> Value);

/// <summary>A rule on one row: what the file listing of the specification would say.</summary>
/// <param name="Code">Stable dotted name: <c>registry.moved-without-date</c>.</param>
/// <param name="Severity">An error keeps the row out, a warning does not.</param>
/// <param name="Column">Name of the column the finding points at.</param>
/// <param name="Reason">What is wrong, in the clerk's words.</param>
/// <param name="Hint">How to mend it.</param>
/// <param name="Breaks">True where the row breaks the rule. Called only for rows whose cells could all be read.</param>
public sealed record RowRule(string Code, Severity Severity, string Column, string Reason, string Hint, Func<Row, bool> Breaks);

/// <summary>The read cells of one row, by column name. One object serves all rows of a file: keep values, not the row.</summary>
public sealed class Row
{
    private readonly Dictionary<string, int> _positions;

    internal Row(FileFormat format, DateOnly today, IReadOnlyDictionary<string, object?> settings)
    {
        _positions = format.Columns.Select((column, i) => (column.Name, i)).ToDictionary(StringComparer.Ordinal);
        Cells = new object?[format.Columns.Count];
        Today = today;
        Settings = settings;
    }

    /// <summary>Values in the order of the format's columns.</summary>
    internal object?[] Cells { get; }

    /// <summary>Today in Taipei.</summary>
    public DateOnly Today { get; }

    /// <summary>What was said beside the file.</summary>
    public IReadOnlyDictionary<string, object?> Settings { get; }

    /// <summary>Row number in the file as a spreadsheet shows it.</summary>
    public int Line { get; internal set; }

    /// <summary>The number format under which a sheet shows the date of the cell being read; null where it holds none.</summary>
    internal string? DateFormat { get; set; }

    /// <summary>The row as a document, as it is to be stored; null for rows of cells.</summary>
    public string? Document { get; internal set; }

    public object? this[string column] => Cells[_positions[column]];

    /// <summary>Text of a cell; empty where there is none.</summary>
    public string Text(string column) => (string?)this[column] ?? "";

    public bool Has(string column) => this[column] is not null;

    public DateOnly? Date(string column) => (DateOnly?)this[column];

    public int? Whole(string column) => (int?)this[column];

    public bool? YesNo(string column) => (bool?)this[column];
}

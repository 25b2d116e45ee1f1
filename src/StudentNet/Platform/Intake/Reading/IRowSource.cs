namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// Rows of a file, one after the other; only the row under way is in memory. A source never throws for what a file contains: a broken row
/// carries <see cref="RowProblem"/>, a broken file ends with <see cref="FileProblem"/>.
/// </summary>
internal interface IRowSource : IDisposable
{
    /// <summary>What the bytes turned out to be: <c>CSV，UTF-8</c>.</summary>
    string Kind { get; }

    /// <summary>Goes to the next row, empty ones included; false at the end.</summary>
    bool Read();

    /// <summary>Row number as a spreadsheet shows it, from 1; line of a file of lines, number of the element in a document, whose headings stand at 0.</summary>
    int Line { get; }

    int FieldCount { get; }

    /// <summary>Text of a field; empty where the row has none.</summary>
    string Field(int i);

    /// <summary>Whether a row with fewer fields than the heading is broken (text) or merely ends in empty cells (sheets).</summary>
    bool IsRectangular { get; }

    /// <summary>Whether the first row is the heading row whatever stands in it: the keys of documents.</summary>
    bool HasHeadingsFirst => false;

    /// <summary>The row as a whole, where it is a document of its own (JSON, as it is to be stored); null for rows of cells.</summary>
    string? Document => null;

    /// <summary>The row's document as it came, for the result file.</summary>
    ReadOnlyMemory<byte> OriginalDocument => default;

    /// <summary>Names and texts that stand before the documents in their file, for the result file.</summary>
    IReadOnlyList<KeyValuePair<string, string>> Head => [];

    /// <summary>What the source itself found in the row, beside what its cells say.</summary>
    IReadOnlyList<RowFinding> RowFindings => [];

    /// <summary>What is wrong with a field as a cell: an error value, a formula without a result. Such a field is never blank. Null: nothing.</summary>
    Problem? FieldProblem(int i) => null;

    /// <summary>The number format under which a sheet shows the date of a field; null where it holds none, or the kind has no formats.</summary>
    string? DateFormat(int i) => null;

    /// <summary>The sheet under way; null for kinds that have none.</summary>
    SheetName? Sheet => null;

    /// <summary>Goes before the first row of the next sheet; false where there is none.</summary>
    bool NextSheet() => false;

    /// <summary>Goes back before the first row of the first sheet. Only for kinds that have sheets.</summary>
    void Rewind() { }

    /// <summary>What is wrong with this row as a row.</summary>
    Problem? RowProblem { get; }

    /// <summary>Why reading ended before the end of the file; known after <see cref="Read"/> returned false.</summary>
    Problem? FileProblem { get; }
}

/// <summary>A sheet of a workbook.</summary>
internal sealed record SheetName(string Name, bool IsHidden);

using System.Globalization;
using System.Text;
using StudentNet.Platform.Files;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>Reads the rows of a file as a format declares them: binds the headings, reads the cells, applies the row rules. The same code serves every door.</summary>
internal sealed class RowReader : IDisposable
{
    private const int HeadingsWithin = 10;

    /// <summary>Headings stand within so many rows of the file, blank ones included.</summary>
    private const int RowsLookedAt = 200;

    private readonly FileFormat _format;
    private readonly HeadingBinding _binding;
    private readonly IRowSource? _source;
    private readonly List<RowFinding> _findings = [];
    private readonly IReadOnlyDictionary<string, Problem>? _closedParts;
    private int _rows;
    private long _cells;

    /// <param name="closedParts">Parts of the format's window that are closed, with what is said to their rows; none by default.</param>
    public RowReader(
        FileFormat format,
        Stream stream,
        DateOnly today,
        IReadOnlyDictionary<string, object?> settings,
        IReadOnlyDictionary<string, Problem>? closedParts = null
    )
    {
        _closedParts = closedParts;
        _format = format;
        _binding = new HeadingBinding(format);
        Row = new Row(format, today, settings);
        (_source, var problem) = format.OpenSource is { } open
            ? open(new SourceRequest(stream, today, settings))
            : RowSources.Open(stream, _binding.Knows, format);
        if (problem is { } foreign)
        {
            Fail(foreign);
        }
        else
        {
            Bind();
        }
    }

    /// <summary>What the bytes turned out to be; null for a file that could not be opened.</summary>
    public string? Kind => _source?.Kind;

    /// <summary>The row under way.</summary>
    public Row Row { get; }

    /// <summary>What was found: for the file after opening and at its end, for the row after each <see cref="Read"/>. Cleared by the next one.</summary>
    public IReadOnlyList<RowFinding> Findings => _findings;

    /// <summary>Whether the row under way has an error.</summary>
    public bool IsBad { get; private set; }

    /// <summary>Whether the file as a whole cannot be accepted.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Receipt and line that the row names when it comes from a result file.</summary>
    public (long Receipt, int Line)? Origin { get; private set; }

    /// <summary>The headings of the file, for the result file.</summary>
    public IReadOnlyList<string> Headings { get; private set; } = [];

    /// <summary>The row's document as it came; empty for rows of cells.</summary>
    public ReadOnlyMemory<byte> OriginalDocument => _source!.OriginalDocument;

    /// <summary>What stands before the documents in their file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Head => _source?.Head ?? [];

    /// <summary>Text of the row's field under a heading, as it stands in the file.</summary>
    public string Original(int i) => _source!.Field(i);

    /// <summary>Goes to the next row that is not empty; false at the end of the file.</summary>
    public bool Read()
    {
        _findings.Clear();
        while (!HasFailed && _source!.Read())
        {
            // Blank rows cost their fields too: a sheet of a few kilobytes can have a million of them.
            _cells += Math.Max(1, _source.FieldCount);
            if (_cells > _format.Limits.Cells)
            {
                Fail(_format.Limits.TooManyCells());
                return false;
            }

            if (IsEmpty())
            {
                continue;
            }

            if (++_rows > _format.Limits.Rows)
            {
                Fail(_format.Limits.TooManyRows());
                return false;
            }

            ReadRow();
            return true;
        }

        if (_source?.FileProblem is { } problem && !HasFailed)
        {
            Fail(problem);
        }

        return false;
    }

    /// <summary>Goes to a line without reading its cells; for writing the result file.</summary>
    internal bool SkipTo(int line)
    {
        while (_source!.Read())
        {
            if (_source.Line >= line)
            {
                return _source.Line == line;
            }
        }

        return false;
    }

    public void Dispose() => _source?.Dispose();

    private void Bind()
    {
        var rows = new List<(int Line, List<string> Fields)>();
        // Blank rows count too: a spreadsheet of a few kilobytes can claim a million of them, a thousand columns wide.
        var looked = 0;
        while (looked++ < RowsLookedAt && rows.Count < HeadingsWithin && _source!.Read())
        {
            var fields = Enumerable.Range(0, Math.Min(_source.FieldCount, RowSources.MaxHeadings)).Select(i => CellCharacters.Storable(_source.Field(i))).ToList();
            if (fields.Any(f => !string.IsNullOrWhiteSpace(f)))
            {
                rows.Add((_source.Line, fields));
            }

            if (_source.HasHeadingsFirst || fields.Count(_binding.Knows) * 2 >= Math.Min(4, _format.Columns.Count))
            {
                break;
            }
        }

        if (rows.Count == 0 && looked > RowsLookedAt)
        {
            Fail(new Problem("file.blank", $"前 {RowsLookedAt} 列都是空白，找不到欄位標題", "請刪去前面的空白列；第一列為欄位標題，第二列起為資料"));
            return;
        }

        if (rows.Count == 0)
        {
            Fail(_source!.FileProblem ?? new Problem("file.empty", "檔案裡沒有資料", "請確認上傳的是有資料的檔案；第一列為欄位標題，第二列起為資料"));
            return;
        }

        // Titles above the headings are common; without any heading in sight the first row is what the sender must be shown.
        var heading = rows[^1].Fields.Any(_binding.Knows) ? rows[^1] : rows[0];
        if (heading.Fields.Count > _format.Limits.Columns)
        {
            Fail(_source!.FileProblem ?? _format.Limits.TooManyColumns(heading.Line));
            return;
        }

        Headings = heading.Fields;
        foreach (var (severity, column, problem) in _binding.Bind(_format, heading.Fields))
        {
            HasFailed |= severity == Severity.Error;
            _findings.Add(new RowFinding(heading.Line, column, null, severity, problem));
        }
    }

    private void ReadRow()
    {
        IsBad = false;
        Origin = null;
        Row.Line = _source!.Line;
        Array.Clear(Row.Cells);
        if (_source.RowProblem is { } broken)
        {
            Add(null, null, Severity.Error, broken);
            return;
        }

        if (_source.FieldCount > _format.Limits.Columns)
        {
            Add(null, null, Severity.Error, TooWide());
            return;
        }

        if (_source.IsRectangular && WidthProblem() is { } width)
        {
            Add(null, null, Severity.Error, width);
            return;
        }

        for (var i = 0; i < _format.Columns.Count; i++)
        {
            ReadCell(_format.Columns[i], i);
        }

        foreach (var found in _source.RowFindings)
        {
            Add(found.Column, found.Value, found.Severity, found.Problem);
        }

        Row.Document = _source.Document;
        if (!IsBad)
        {
            foreach (var rule in _format.Rules)
            {
                if (rule.Breaks(Row))
                {
                    Add(rule.Column, rule.Severity, new Problem(rule.Code, rule.Reason, rule.Hint));
                }
            }

            if (_closedParts is not null && _format.Parts is { } parts && _closedParts.TryGetValue(parts.Of(Row), out var closed))
            {
                Add(parts.Column, Severity.Error, closed);
            }
        }

        ReadOrigin();
    }

    private void Add(string column, Severity severity, Problem problem)
    {
        var i = Enumerable.Range(0, _format.Columns.Count).First(c => _format.Columns[c].Name == column);
        Add(_format.Columns[i].Title, Text(i), severity, problem);
    }

    private void ReadCell(Column column, int i)
    {
        var text = Text(i);
        if (text.Length == 0)
        {
            if (column.Required && _binding.Positions[i] >= 0)
            {
                Add(column.Title, "", Severity.Error, new Problem("cell.required", $"未填{column.Title}", $"請補填{column.Title}{Example(column)}"));
            }

            return;
        }

        if (text.Length > _format.Limits.CellLength)
        {
            Add(column.Title, text, Severity.Error, _format.Limits.TooLong(text.Length));
            return;
        }

        if (CellCharacters.AnyIsLost(text))
        {
            Add(
                column.Title,
                text,
                Severity.Error,
                new Problem("cell.lost", "含無法辨識的字元", "檔案的編碼可能不對：請以 UTF-8（CSV UTF-8）或 XLSX 重新存檔，並核對這一格")
            );
            return;
        }

        var read = column.Type.Read(text, Row);
        if (read.Problem is { } problem)
        {
            Add(column.Title, text, read.Severity, problem);
        }

        Row.Cells[i] = read.Value;
    }

    private void ReadOrigin()
    {
        if (
            _binding is { OriginReceipt: >= 0, OriginLine: >= 0 }
            && long.TryParse(_source!.Field(_binding.OriginReceipt), NumberStyles.None, CultureInfo.InvariantCulture, out var receipt)
            && int.TryParse(_source.Field(_binding.OriginLine), NumberStyles.None, CultureInfo.InvariantCulture, out var line)
        )
        {
            Origin = (receipt, line);
        }
    }

    /// <summary>Text of a cell as it is read: without blanks at its ends, references decoded, an export's protective apostrophe gone.</summary>
    private string Text(int column)
    {
        var position = _binding.Positions[column];
        if (position < 0)
        {
            return "";
        }

        var text = FormulaText.Restored(_source!.Field(position).Trim()).Trim();

        return text.Contains("&#", StringComparison.Ordinal) ? NameText.Decode(text) : text;
    }

    private Problem? WidthProblem()
    {
        if (_source!.FieldCount < _binding.Width)
        {
            return new Problem(
                "row.short",
                $"只有 {_source.FieldCount} 欄，標題有 {_binding.Width} 欄",
                "檔案可能沒有傳完整，或這一列少了逗號；請核對原檔後重新匯出"
            );
        }

        for (var i = _binding.Width; i < _source.FieldCount; i++)
        {
            if (!string.IsNullOrWhiteSpace(_source.Field(i)))
            {
                return TooWide();
            }
        }

        return null;
    }

    private Problem TooWide() =>
        new(
            "row.wide",
            $"有 {_source!.FieldCount:N0} 欄，標題只有 {_binding.Width} 欄",
            "內容含逗號的欄位請用雙引號（\"）括起來，例如地址"
        );

    private bool IsEmpty()
    {
        // Beyond the limit nobody looks at the fields: a line of a million delimiters is told as it is.
        if (_source!.RowProblem is not null || _source.FieldCount > _format.Limits.Columns)
        {
            return false;
        }

        for (var i = 0; i < _source.FieldCount; i++)
        {
            // A row in which only the columns of a result file say something is that file's remark on what it does not list.
            if (!string.IsNullOrWhiteSpace(_source.Field(i)) && (_format.TakesDocuments || !_binding.Own.Contains(i)))
            {
                return false;
            }
        }

        return true;
    }

    private void Fail(Problem problem)
    {
        HasFailed = true;
        _findings.Add(new RowFinding(0, null, null, Severity.Error, problem));
    }

    private void Add(string? column, string? value, Severity severity, Problem problem)
    {
        IsBad |= severity == Severity.Error;
        _findings.Add(new RowFinding(Row.Line, column, CellCharacters.Printable(value), severity, problem));
    }

    private static string Example(Column column) => column.Example.Length > 0 ? $"，例如 {column.Example}" : "";
}

/// <summary>A finding of reading, before it gets its number.</summary>
internal readonly record struct RowFinding(int Line, string? Column, string? Value, Severity Severity, Problem Problem);

using System.Globalization;
using System.Text;
using StudentNet.Platform.Files;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>Reads the rows of a file as a format declares them: binds the headings, reads the cells, applies the row rules. The same code serves every door.</summary>
internal sealed class RowReader : IDisposable
{
    private readonly FileFormat _format;
    private readonly IRowSource? _source;
    private readonly List<RowFinding> _findings = [];
    private readonly HashSet<(string Code, string? Column)> _remarked = [];
    private readonly IReadOnlyDictionary<string, Problem>? _closedParts;
    private readonly IReadOnlyList<FileSheet> _sheets = [];
    private HeadingBinding _binding;
    private int _at;
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
            var sheets = FileSheets.Look(format, _source!, new Row(format, today, settings));
            (_sheets, Headings) = (sheets.Read, sheets.Headings);
            _findings.AddRange(sheets.Findings);
            HasFailed = _findings.Exists(f => f.Severity == Severity.Error);
            if (!HasFailed)
            {
                _binding = _sheets[0].Binding;
                GoTo(0);
            }
        }
    }

    /// <summary>Names of the sheets that are read; empty for a file of one table.</summary>
    public IReadOnlyList<string> SheetNames => _sheets.Count > 1 ? [.. _sheets.Select(s => s.Name)] : [];

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
    public IReadOnlyList<string> Headings { get; } = [];

    /// <summary>The row's document as it came; empty for rows of cells.</summary>
    public ReadOnlyMemory<byte> OriginalDocument => _source!.OriginalDocument;

    /// <summary>What stands before the documents in their file.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Head => _source?.Head ?? [];

    /// <summary>Text of the row's field under a heading, as it stands in the file.</summary>
    public string Original(int i) => _sheets[_at].Positions[i] is >= 0 and var position ? _source!.Field(position) : "";

    /// <summary>Goes to the next row that is not empty; false at the end of the file.</summary>
    public bool Read()
    {
        _findings.Clear();
        do
        {
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

                var before = _findings.Count;
                ReadRow();
                if (IsBad && PassedOver() is { } remark)
                {
                    _findings.RemoveRange(before, _findings.Count - before);
                    _findings.Add(remark);
                    continue;
                }

                if (++_rows > _format.Limits.Rows)
                {
                    _findings.RemoveRange(before, _findings.Count - before);
                    Fail(_format.Limits.TooManyRows());
                    return false;
                }

                return true;
            }

            if (_source?.FileProblem is { } problem && !HasFailed)
            {
                Fail(problem);
            }
        }
        while (!HasFailed && GoTo(_at + 1));
        return false;
    }

    /// <summary>Goes to the next row without reading its cells; false at the end of the file.</summary>
    internal bool Next() => _source!.Read();

    /// <summary>Goes to a line without reading its cells; for writing the result file.</summary>
    internal bool SkipTo(int line)
    {
        while (_at < SheetLines.Sheet(line))
        {
            if (!GoTo(_at + 1))
            {
                return false;
            }
        }

        while (_source!.Read())
        {
            if (_source.Line >= SheetLines.Row(line))
            {
                return _source.Line == SheetLines.Row(line);
            }
        }

        return false;
    }

    /// <summary>Goes behind the headings of one of the sheets that are read; false where there are no more. Kinds without sheets stand there already.</summary>
    private bool GoTo(int sheet)
    {
        if (sheet >= _sheets.Count)
        {
            return false;
        }

        if (_source!.Sheet is not null)
        {
            for (var i = sheet == 0 ? 0 : _sheets[sheet - 1].Number; i < _sheets[sheet].Number; i++)
            {
                _source.NextSheet();
            }

            while (_source.Read() && _source.Line < _sheets[sheet].HeadingLine)
            {
                // Titles above the headings.
            }
        }

        (_at, _binding) = (sheet, _sheets[sheet].Binding);
        return true;
    }

    public void Dispose() => _source?.Dispose();

    /// <summary>A row that is none, told as such: the foot of a printed list, or its headings once more. Only of rows that have an error are any.</summary>
    private RowFinding? PassedOver()
    {
        if (_source!.FieldCount > _format.Limits.Columns || _format.TakesDocuments || _source.HasHeadingsFirst)
        {
            return null;
        }

        var texts = new List<string>();
        for (var i = 0; i < _source.FieldCount; i++)
        {
            if (!_binding.Own.Contains(i) && InvisibleText.Without(_source.Field(i)).Trim() is { Length: > 0 } text)
            {
                texts.Add(text);
            }
        }

        if (texts.Count == 0)
        {
            return null;
        }

        Problem? problem = ListFoot.IsFoot(texts[0]) && !NamesSomebody()
            ? new Problem("row.foot", $"「{CellCharacters.Printable(Short(texts[0]))}」是表尾的註記，不是資料，已略過", "不必處理；若這一列是資料，請改正後重新上傳")
            : texts.Count > 1 && texts.TrueForAll(_binding.Knows)
                ? new Problem("row.heading", "標題列重複出現，已略過", "不必處理")
                : null;
        return problem is { } said ? new RowFinding(Row.Line, null, null, Severity.Warning, said) : null;
    }

    /// <summary>Whether the row has a person's number that can be read.</summary>
    private bool NamesSomebody()
    {
        for (var i = 0; i < _format.Columns.Count; i++)
        {
            if (_format.Columns[i].Type.IsNumberOfPerson && Row.Cells[i] is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static string Short(string text) => text.Length > 30 ? $"{text[..30]}…" : text;

    private void ReadRow()
    {
        IsBad = false;
        Origin = null;
        Row.Line = SheetLines.Of(_at, _source!.Line);
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
        Row.DateFormat = _binding.Positions[i] is >= 0 and var position ? _source!.DateFormat(position) : null;
        if (SheetText.Inside(text) is var inside && !ReferenceEquals(inside, text))
        {
            text = inside;
            if (_remarked.Add(("cell.text-trick", column.Title)))
            {
                Add(column.Title, inside, Severity.Warning, new Problem("cell.text-trick", $"寫成 =\"…\" 的形式，已讀為「{inside}」（本檔這一欄同樣處理，只提醒一次）", "不必處理"));
            }
        }

        if (FieldProblem(i, text) is { } error)
        {
            Add(column.Title, text, Severity.Error, error);
            return;
        }

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

        if (column.Type.IsName && InvisibleText.Codes(_source!.Field(_binding.Positions[i])) is { Count: > 0 } codes)
        {
            Add(
                column.Title,
                _source.Field(_binding.Positions[i]),
                Severity.Warning,
                new Problem("name.invisible", $"含看不見的字元（{string.Join('、', codes)}），已刪去", "請核對姓名；可以匯入")
            );
        }

        var read = column.Type.Read(text, Row);
        if (read.Problem is { } problem && (!read.IsRemark || _remarked.Add((problem.Code, column.Title))))
        {
            Add(column.Title, text, read.Severity, read.IsRemark ? problem with { Message = $"{problem.Message}（本檔這一欄同樣處理，只提醒一次）" } : problem);
        }

        Row.Cells[i] = read.Value;
    }

    /// <summary>An error value, or a formula without a result, is never a blank cell.</summary>
    private Problem? FieldProblem(int i, string text) =>
        _binding.Positions[i] < 0 ? null
        : _source!.FieldProblem(_binding.Positions[i]) ?? (CellErrors.IsErrorValue(text) ? CellErrors.ErrorValue(text) : null);

    private void ReadOrigin()
    {
        if (
            _binding is { OriginReceipt: >= 0, OriginLine: >= 0 }
            && long.TryParse(_source!.Field(_binding.OriginReceipt), NumberStyles.None, CultureInfo.InvariantCulture, out var receipt)
            && int.TryParse(_source.Field(_binding.OriginLine), NumberStyles.None, CultureInfo.InvariantCulture, out var line)
        )
        {
            Origin = (receipt, SheetLines.Of(OriginSheet(), line));
        }
    }

    /// <summary>Which sheet of its first file the row stood on: the number before its name.</summary>
    private int OriginSheet() =>
        _binding.OriginSheet >= 0
        && _source!.Field(_binding.OriginSheet).Split('：')[0] is var number
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sheet)
        && sheet is > 0 and <= SheetLines.MaxSheets
            ? sheet - 1
            : 0;

    /// <summary>
    /// Text of a cell as it is read: without blanks at its ends and invisible characters anywhere, references decoded, an export's protective
    /// apostrophe gone.
    /// </summary>
    private string Text(int column)
    {
        var position = _binding.Positions[column];
        if (position < 0)
        {
            return "";
        }

        var text = FormulaText.Restored(InvisibleText.Without(_source!.Field(position)).Trim()).Trim();

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
            if ((_source.FieldProblem(i) is not null || !IsBlank(_source.Field(i))) && (_format.TakesDocuments || !_binding.Own.Contains(i)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether nothing can be seen in a text: blanks, or what has no width, such as the ^Z that ends old files.</summary>
    private static bool IsBlank(string text) => string.IsNullOrWhiteSpace(text) || string.IsNullOrWhiteSpace(InvisibleText.Without(text));

    private void Fail(Problem problem)
    {
        if (SheetNames.Count > 1 && !HasFailed)
        {
            problem = problem with { Message = $"工作表「{_sheets[_at].Name}」：{problem.Message}" };
        }

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

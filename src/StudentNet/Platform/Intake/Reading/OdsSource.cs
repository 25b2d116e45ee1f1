using System.IO.Compression;
using System.Text;
using System.Xml;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>Rows of the sheets of an OpenDocument spreadsheet, one after the other, read as the XML streams by. DTDs and entities are refused.</summary>
internal sealed class OdsSource : IRowSource
{
    private const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";
    private const string Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    private const string Calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0";

    /// <summary>
    /// The same row so many times over is no list: a few hundred bytes would become a million rows. Blank rows may be repeated as often as they
    /// like; office programs write "the rest of the sheet is empty" so.
    /// </summary>
    private const int MaxRepeatedRows = 1_000;

    /// <summary>Rows of a sheet, and more than its columns: what is written as repeated more often is not.</summary>
    private const int MaxRepeated = 1 << 20;

    /// <summary>Row numbers beyond any sheet.</summary>
    private const int LastLine = 1 << 24;

    private readonly ZipArchiveEntry _entry;
    private readonly FormatLimits _limits;
    private readonly List<Cell> _cells = new(64);
    private readonly StringBuilder _text = new();
    private readonly HashSet<string> _hiddenStyles = new(StringComparer.Ordinal);
    private SparseMarkup _content;
    private XmlReader _xml;
    private bool _isAtEnd;
    private int _repeat;
    private int _nextLine = 1;

    private OdsSource(ZipArchiveEntry entry, FormatLimits limits)
    {
        (_entry, _limits) = (entry, limits);
        (_content, _xml) = Open(entry);
    }

    private static (SparseMarkup, XmlReader) Open(ZipArchiveEntry entry)
    {
        var content = new SparseMarkup(entry.Open());
        var xml = XmlReader.Create(
            content,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                CheckCharacters = true,
            }
        );
        return (content, xml);
    }

    public string Kind => "ODS";

    public int Line { get; private set; }

    public int FieldCount => _cells.Count;

    public bool IsRectangular => false;

    public Problem? RowProblem => null;

    public Problem? FileProblem { get; private set; }

    public SheetName? Sheet { get; private set; }

    /// <summary>Opens the first sheet of a zip that has passed <see cref="ZipGuard"/>.</summary>
    public static (OdsSource? Source, Problem? Problem) Open(ZipArchive zip, FormatLimits limits)
    {
        OdsSource? source = null;
        try
        {
            if (zip.GetEntry("content.xml") is not { } entry)
            {
                return (null, Broken(0));
            }

            source = new OdsSource(entry, limits);
            if (source.ToTable())
            {
                return (source, null);
            }

            source.Dispose();
            return (null, new Problem("file.no-sheet", "ODS 檔裡沒有工作表", "請以試算表軟體重新存檔"));
        }
        catch (Exception exception) when (BrokenFile.Is(exception))
        {
            source?.Dispose();
            return (null, source?._content.Problem ?? Broken(0));
        }
    }

    /// <summary>Whether the document is encrypted: its manifest says with what, and its content is no XML.</summary>
    public static bool IsLocked(ZipArchive zip) => Says(zip, "META-INF/manifest.xml", "encryption-data");

    /// <summary>An OpenDocument file that is no spreadsheet, called what it is; null for a spreadsheet, and where the file does not say.</summary>
    public static Problem? OtherDocument(ZipArchive zip)
    {
        var kind = zip.GetEntry("mimetype") is { } entry ? Beginning(entry) : "";
        return kind.Contains("opendocument.text", StringComparison.Ordinal)
            ? new Problem("file.kind", "這是文書文件（.odt），不是試算表", "請將表格貼到試算表，另存為 .ods 或 .xlsx 後再上傳")
            : kind.Contains("opendocument.presentation", StringComparison.Ordinal)
                ? new Problem("file.kind", "這是簡報（.odp），不是試算表", "請將表格貼到試算表，另存為 .ods 或 .xlsx 後再上傳")
                : null;
    }

    public string Field(int i) => i < _cells.Count ? _cells[i].Text : "";

    public Problem? FieldProblem(int i) => i < _cells.Count ? _cells[i].Problem : null;

    public string? DateFormat(int i) => i < _cells.Count && _cells[i].IsDate ? NumberFormat.BuiltIn(14) : null;

    public bool NextSheet()
    {
        if (FileProblem is not null)
        {
            return false;
        }

        try
        {
            while (!_isAtEnd && Next())
            {
                // What is left of the sheet is passed over.
            }

            (FileProblem, _repeat, _nextLine, Line) = (null, 0, 1, 0);
            _cells.Clear();
            return ToTable();
        }
        catch (Exception exception) when (BrokenFile.Is(exception))
        {
            FileProblem = _content.Problem ?? Broken(Line);
            return false;
        }
    }

    public void Rewind()
    {
        Dispose();
        (_content, _xml) = Open(_entry);
        (FileProblem, _repeat, _nextLine, Line) = (null, 0, 1, 0);
        _cells.Clear();
        try
        {
            ToTable();
        }
        catch (Exception exception) when (BrokenFile.Is(exception))
        {
            FileProblem = _content.Problem ?? Broken(0);
            _isAtEnd = true;
        }
    }

    public bool Read()
    {
        if (_repeat > 0)
        {
            _repeat--;
            Line = _nextLine++;
            return true;
        }

        if (_isAtEnd)
        {
            return false;
        }

        try
        {
            return Next();
        }
        catch (Exception exception) when (BrokenFile.Is(exception))
        {
            FileProblem = _content.Problem ?? Broken(Line);
            return false;
        }
    }

    public void Dispose()
    {
        _xml.Dispose();
        _content.Dispose();
    }

    /// <summary>Goes into the next sheet. Which styles hide one stands before the first.</summary>
    private bool ToTable()
    {
        var style = "";
        while (Advance())
        {
            switch (_xml)
            {
                case { NodeType: XmlNodeType.Element, LocalName: "style", NamespaceURI: Style }:
                    style = _xml.GetAttribute("name", Style) ?? "";
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "table-properties", NamespaceURI: Style } when _xml.GetAttribute("display", Table) == "false":
                    _hiddenStyles.Add(style);
                    break;
                case { NodeType: XmlNodeType.Element, LocalName: "table", NamespaceURI: Table }:
                    var isHidden = _xml.GetAttribute("style-name", Table) is { } of && _hiddenStyles.Contains(of) || _xml.GetAttribute("display", Table) == "false";
                    Sheet = new SheetName(CellCharacters.Shown(_xml.GetAttribute("name", Table) ?? ""), isHidden);
                    _isAtEnd = _xml.IsEmptyElement;
                    return true;
            }
        }

        return false;
    }

    private bool Next()
    {
        while (Advance())
        {
            if (_xml is { NodeType: XmlNodeType.EndElement, LocalName: "table", NamespaceURI: Table })
            {
                _isAtEnd = true;
                return false;
            }

            if (_xml is not { NodeType: XmlNodeType.Element, LocalName: "table-row", NamespaceURI: Table })
            {
                continue;
            }

            var repeat = Repeated("number-rows-repeated");
            _cells.Clear();
            if (!_xml.IsEmptyElement)
            {
                Cells();
            }

            Line = _nextLine;
            if (Line > LastLine)
            {
                FileProblem = _limits.TooManyCells();
                return false;
            }

            if (_cells.Count > _limits.Columns)
            {
                FileProblem = _limits.TooManyColumns(Line);
                return false;
            }

            if (_cells.Count > 0 && repeat > MaxRepeatedRows)
            {
                FileProblem = new Problem(
                    "file.repeated",
                    $"第 {Line:N0} 列連續重複 {repeat:N0} 次，不像名單，沒有讀取",
                    "請在試算表軟體刪去多餘的重複列，另存新檔後再上傳"
                );
                return false;
            }

            // Repeated empty rows count as lines and cost nothing; repeated full rows are rows.
            _nextLine += _cells.Count == 0 ? repeat : 1;
            _repeat = _cells.Count == 0 ? 0 : repeat - 1;
            return true;
        }

        return false;
    }

    private void Cells()
    {
        var depth = _xml.Depth;
        var blank = 0;
        while (Advance() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth))
        {
            if (_xml is not { NodeType: XmlNodeType.Element, NamespaceURI: Table, LocalName: "table-cell" or "covered-table-cell" })
            {
                continue;
            }

            var repeat = Repeated("number-columns-repeated");
            var type = _xml.GetAttribute("value-type", Office);
            var value = type switch
            {
                "float" or "percentage" or "currency" => _xml.GetAttribute("value", Office),
                "date" => DateOf(_xml.GetAttribute("date-value", Office)),
                "boolean" => _xml.GetAttribute("boolean-value", Office),
                "string" => _xml.GetAttribute("string-value", Office),
                _ => null,
            };
            var isFormula = _xml.GetAttribute("formula", Table) is not null;
            var isError = _xml.GetAttribute("value-type", Calc) == "error";
            var text = _xml.IsEmptyElement ? "" : CellText();
            Problem? problem = isError || (isFormula && CellErrors.IsErrorValue(text)) ? CellErrors.ErrorValue(text)
                : isFormula && type is null && text.Length == 0 ? CellErrors.NoResult
                : null;
            var cell = new Cell(problem is null ? value ?? text : text, problem, type == "date");
            if (cell is { Text.Length: 0, Problem: null })
            {
                blank = Math.Min(blank + repeat, MaxRepeated);
                continue;
            }

            // Blank cells count only before one that is not: the rest of the row is written as thousands of them. One field beyond the limit
            // says that there are more.
            Append(default, blank);
            Append(cell, repeat);
            blank = 0;
        }
    }

    private void Append(Cell cell, int times)
    {
        for (var i = 0; i < times && _cells.Count <= _limits.Columns; i++)
        {
            _cells.Add(cell);
        }
    }

    /// <summary>A date without its time where that says nothing.</summary>
    private static string? DateOf(string? value) =>
        value is { Length: > 10 } && value[10] == 'T' && value.AsSpan(11).TrimEnd("0:.").IsEmpty ? value[..10] : value;

    /// <summary>Goes to the next node.</summary>
    private bool Advance()
    {
        var read = _xml.Read();
        _content.CheckDepth(_xml.Depth);
        return read;
    }

    /// <summary>The paragraphs of a cell, joined by line ends; notes are not part of it.</summary>
    private string CellText()
    {
        var depth = _xml.Depth;
        var skip = -1;
        _text.Clear();
        while (Advance() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth))
        {
            if (skip >= 0)
            {
                skip = _xml.NodeType == XmlNodeType.EndElement && _xml.Depth == skip ? -1 : skip;
                continue;
            }

            switch (_xml.NodeType)
            {
                case XmlNodeType.Element when _xml is { LocalName: "annotation", NamespaceURI: Office, IsEmptyElement: false }:
                    skip = _xml.Depth;
                    break;
                case XmlNodeType.Element when _xml is { LocalName: "p", NamespaceURI: Text } && _text.Length > 0:
                    _text.Append('\n');
                    break;
                case XmlNodeType.Element when _xml is { LocalName: "s", NamespaceURI: Text }:
                    _text.Append(' ', Math.Min(1000, int.TryParse(_xml.GetAttribute("c", Text), out var blanks) ? Math.Max(1, blanks) : 1));
                    break;
                case XmlNodeType.Element when _xml is { LocalName: "tab", NamespaceURI: Text }:
                    _text.Append('\t');
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA:
                    if (_text.Length < DelimitedSource.MaxRow)
                    {
                        _text.Append(_xml.Value);
                    }

                    break;
            }
        }

        return _text.ToString();
    }

    private int Repeated(string attribute) =>
        int.TryParse(_xml.GetAttribute(attribute, Table), out var times) ? Math.Clamp(times, 1, MaxRepeated) : 1;

    private static bool Says(ZipArchive zip, string part, string word) => zip.GetEntry(part) is { } entry && Beginning(entry).Contains(word, StringComparison.Ordinal);

    /// <summary>The beginning of a small part.</summary>
    private static string Beginning(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var bytes = new byte[64 << 10];
        return Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    private static Problem Broken(int line) =>
        new(
            "file.broken",
            line == 0 ? "ODS 檔已損毀，無法開啟" : $"ODS 檔在第 {line} 列之後損毀，無法讀完",
            "請以試算表軟體開啟原檔，另存新檔後再上傳；若打不開，請重新匯出"
        );

    private readonly record struct Cell(string? Value, Problem? Problem, bool IsDate)
    {
        public string Text => Value ?? "";
    }
}

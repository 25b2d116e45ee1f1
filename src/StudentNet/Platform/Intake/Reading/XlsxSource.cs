using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// Rows of the sheets of an .xlsx workbook as the XML streams by: texts, numbers and dates as they stand in the cells, formulas with the value that
/// they had when the file was saved. Error values and formulas without a value are told apart from blank cells. What a sheet says of its own size
/// (<c>dimension</c>) is believed by nobody.
/// </summary>
internal sealed class XlsxSource : IRowSource
{
    /// <summary>What a sheet can have.</summary>
    private const int MaxColumns = 16_384;
    private const int MaxRows = 1 << 20;

    private readonly ZipArchive _zip;
    private readonly FormatLimits _limits;
    private readonly XlsxWorkbook _book = new();
    private readonly List<Cell> _cells = new(64);
    private SparseMarkup? _markup;
    private XmlReader? _xml;
    private int _sheet;

    private XlsxSource(ZipArchive zip, FormatLimits limits) => (_zip, _limits) = (zip, limits);

    public string Kind => "XLSX";

    public int Line { get; private set; }

    public int FieldCount => _cells.Count;

    public bool IsRectangular => false;

    public Problem? RowProblem => null;

    public Problem? FileProblem { get; private set; }

    public SheetName? Sheet => _book.Sheets[_sheet].Name;

    /// <summary>Opens a workbook that has passed <see cref="ZipGuard"/>; the zip stays open with it.</summary>
    public static (XlsxSource? Source, Problem? Problem) Open(ZipArchive zip, FormatLimits limits)
    {
        var source = new XlsxSource(zip, limits);
        try
        {
            source._book.Read(zip, limits);
            return source._book.Sheets.Count > 0
                ? (source, null)
                : (null, WorkbookSource.Broken());
        }
        catch (Exception exception) when (BrokenFile.IsByLibrary(exception))
        {
            return (null, source._book.Problem ?? WorkbookSource.Broken());
        }
    }

    public string Field(int i) => i < _cells.Count ? _cells[i].Text : "";

    public Problem? FieldProblem(int i) => i < _cells.Count ? _cells[i].Problem : null;

    public string? DateFormat(int i) => i < _cells.Count ? _cells[i].DateFormat : null;

    public bool NextSheet()
    {
        if (_sheet + 1 >= _book.Sheets.Count)
        {
            return false;
        }

        Go(_sheet + 1);
        return true;
    }

    public void Rewind() => Go(0);

    public bool Read()
    {
        _cells.Clear();
        try
        {
            if (_xml is null)
            {
                if (_zip.GetEntry(_book.Sheets[_sheet].Part) is not { } entry)
                {
                    FileProblem = WorkbookSource.Broken();
                    return false;
                }

                _markup = new SparseMarkup(entry.Open());
                _xml = XlsxText.Reader(_markup);
            }

            return ReadRow();
        }
        catch (Exception exception) when (BrokenFile.IsByLibrary(exception))
        {
            FileProblem = _markup?.Problem ?? WorkbookSource.Broken(Line);
            return false;
        }
    }

    public void Dispose() => Close();

    private bool ReadRow()
    {
        while (Advance())
        {
            if (_xml is { NodeType: XmlNodeType.EndElement, LocalName: "sheetData" } or { NodeType: XmlNodeType.Element, LocalName: "sheetData", IsEmptyElement: true })
            {
                return false;
            }

            if (_xml is not { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                continue;
            }

            var line = _xml.GetAttribute("r") is { } number ? int.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture) : Line + 1;
            Line = line > Line && line <= MaxRows ? line : throw new InvalidDataException("row");
            return _xml.IsEmptyElement || ReadCells();
        }

        return false;
    }

    private bool ReadCells()
    {
        var (depth, next) = (_xml!.Depth, 0);
        while (Advance() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth))
        {
            if (_xml is not { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                continue;
            }

            var column = _xml.GetAttribute("r") is { } reference ? ColumnOf(reference) : next;
            if (column < 0 || column >= MaxColumns)
            {
                throw new InvalidDataException("column");
            }

            next = column + 1;
            var cell = ReadCell();
            if (cell is { Text.Length: 0, Problem: null })
            {
                continue;
            }

            if (column >= _limits.Columns)
            {
                FileProblem = _limits.TooManyColumns(Line);
                return false;
            }

            while (_cells.Count <= column)
            {
                _cells.Add(new Cell(""));
            }

            _cells[column] = cell;
        }

        return true;
    }

    private Cell ReadCell()
    {
        var (type, format) = (_xml!.GetAttribute("t"), _book.Format(_xml.GetAttribute("s")));
        string? value = null, inline = null;
        var isFormula = false;
        if (!_xml.IsEmptyElement)
        {
            var depth = _xml.Depth;
            while (Advance() && !(_xml.NodeType == XmlNodeType.EndElement && _xml.Depth == depth))
            {
                switch (_xml)
                {
                    case { NodeType: XmlNodeType.Element, LocalName: "v" }:
                        value = XlsxText.Plain(_xml);
                        break;
                    case { NodeType: XmlNodeType.Element, LocalName: "f" }:
                        isFormula = true;
                        break;
                    case { NodeType: XmlNodeType.Element, LocalName: "is" }:
                        inline = XlsxText.Rich(_xml);
                        break;
                }

                _markup!.CheckDepth(_xml.Depth);
            }
        }

        // A formula whose result is the empty text (t="str") shows a blank cell; one without a result shows what nobody has computed yet.
        return type == "e" ? new Cell(value ?? "", CellErrors.ErrorValue(value))
            : isFormula && string.IsNullOrEmpty(value) && !(type == "str" && value is not null) ? new Cell("", CellErrors.NoResult)
            : type switch
            {
                "s" when !string.IsNullOrEmpty(value) => new Cell(_book.Text(int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture))),
                "inlineStr" => new Cell(inline ?? value ?? ""),
                "str" => new Cell(XlsxText.Unescaped(value ?? "")),
                "b" when value is not null => new Cell(value.Trim() == "1" ? "TRUE" : "FALSE"),
                "d" when value is not null => new Cell(DateOf(value), null, format ?? NumberFormat.BuiltIn(14)),
                _ => Number(inline ?? value ?? "", format),
            };
    }

    private Cell Number(string value, string? format)
    {
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
        {
            return new Cell(value);
        }

        return NumberFormat.IsDate(format) && NumberFormat.DateText(number, _book.Is1904) is { } date
            ? new Cell(date, null, format)
            : new Cell(NumberFormat.NumberText(number, format));
    }

    /// <summary>A date as ISO 29500 stores it: without its time where that says nothing.</summary>
    private static string DateOf(string value) => value.Length > 10 && value[10] == 'T' && value.AsSpan(11).TrimEnd("0:.").IsEmpty ? value[..10] : value;

    /// <summary>AB12 → 27; −1 where there is no such column.</summary>
    private static int ColumnOf(string reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetter(c))
            {
                break;
            }

            column = column * 26 + (char.ToUpperInvariant(c) - 'A' + 1);
            if (column > MaxColumns)
            {
                break;
            }
        }

        return column - 1;
    }

    private void Go(int sheet)
    {
        Close();
        _sheet = sheet;
        Line = 0;
        FileProblem = null;
    }

    private void Close()
    {
        _xml?.Dispose();
        _markup?.Dispose();
        (_xml, _markup) = (null, null);
    }

    private bool Advance()
    {
        var read = _xml!.Read();
        _markup!.CheckDepth(_xml.Depth);
        return read;
    }

    private readonly record struct Cell(string Text, Problem? Problem = null, string? DateFormat = null);
}

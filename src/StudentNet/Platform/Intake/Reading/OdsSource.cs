using System.IO.Compression;
using System.Text;
using System.Xml;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>Rows of the first sheet of an OpenDocument spreadsheet, read as the XML streams by. DTDs and entities are refused.</summary>
internal sealed class OdsSource : IRowSource
{
    private const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    /// <summary>
    /// The same row so many times over is no list: a few hundred bytes would become a million rows. Blank rows may be repeated as often as they
    /// like; office programs write "the rest of the sheet is empty" so.
    /// </summary>
    private const int MaxRepeatedRows = 1_000;

    /// <summary>Rows of a sheet, and more than its columns: what is written as repeated more often is not.</summary>
    private const int MaxRepeated = 1 << 20;

    /// <summary>Row numbers beyond any sheet.</summary>
    private const int LastLine = 1 << 24;

    private readonly SparseMarkup _content;
    private readonly FormatLimits _limits;
    private readonly XmlReader _xml;
    private readonly List<string> _cells = new(64);
    private readonly StringBuilder _text = new();
    private int _repeat;
    private int _nextLine = 1;

    private OdsSource(Stream content, FormatLimits limits)
    {
        _content = new SparseMarkup(content);
        _limits = limits;
        _xml = XmlReader.Create(
            _content,
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                CheckCharacters = true,
            }
        );
    }

    public string Kind => "ODS";

    public int Line { get; private set; }

    public int FieldCount => _cells.Count;

    public bool IsRectangular => false;

    public Problem? RowProblem => null;

    public Problem? FileProblem { get; private set; }

    /// <summary>Opens the sheet of a zip that has passed <see cref="ZipGuard"/>.</summary>
    public static (OdsSource? Source, Problem? Problem) Open(ZipArchive zip, FormatLimits limits)
    {
        OdsSource? source = null;
        try
        {
            if (zip.GetEntry("content.xml") is not { } entry)
            {
                return (null, Broken(0));
            }

            source = new OdsSource(entry.Open(), limits);
            if (source.ToFirstTable())
            {
                return (source, null);
            }

            source.Dispose();
            return (null, new Problem("file.no-sheet", "ODS 檔裡沒有工作表", "請以試算表軟體重新存檔"));
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException or IOException)
        {
            source?.Dispose();
            return (null, source?._content.Problem ?? Broken(0));
        }
    }

    public string Field(int i) => i < _cells.Count ? _cells[i] : "";

    public bool Read()
    {
        if (_repeat > 0)
        {
            _repeat--;
            Line = _nextLine++;
            return true;
        }

        try
        {
            return Next();
        }
        catch (Exception exception) when (exception is XmlException or InvalidDataException or IOException)
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

    private bool ToFirstTable()
    {
        while (Advance())
        {
            if (_xml is { NodeType: XmlNodeType.Element, LocalName: "table", NamespaceURI: Table })
            {
                return !_xml.IsEmptyElement;
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
            var value = _xml.GetAttribute("value-type", Office) switch
            {
                "float" or "percentage" or "currency" => _xml.GetAttribute("value", Office),
                "date" => _xml.GetAttribute("date-value", Office)?.Split('T')[0],
                "boolean" => _xml.GetAttribute("boolean-value", Office),
                "string" => _xml.GetAttribute("string-value", Office),
                _ => null,
            };
            var text = _xml.IsEmptyElement ? "" : CellText();
            if ((value ?? text).Length == 0)
            {
                blank = Math.Min(blank + repeat, MaxRepeated);
                continue;
            }

            // Blank cells count only before one that is not: the rest of the row is written as thousands of them. One field beyond the limit
            // says that there are more.
            Append("", blank);
            Append(value ?? text, repeat);
            blank = 0;
        }
    }

    private void Append(string text, int times)
    {
        for (var i = 0; i < times && _cells.Count <= _limits.Columns; i++)
        {
            _cells.Add(text);
        }
    }

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

    private static Problem Broken(int line) =>
        new(
            "file.broken",
            line == 0 ? "ODS 檔已損毀，無法開啟" : $"ODS 檔在第 {line} 列之後損毀，無法讀完",
            "請以試算表軟體開啟原檔，另存新檔後再上傳；若打不開，請重新匯出"
        );
}

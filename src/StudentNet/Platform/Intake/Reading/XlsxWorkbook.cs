using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>What stands around the sheets of an .xlsx workbook: their names and parts, shared texts, formats. Reading throws what broken XML throws; <see cref="XlsxSource"/> catches it.</summary>
internal sealed class XlsxWorkbook
{
    public const string Part = "xl/workbook.xml";

    /// <summary>Formats of cells; Excel allows no more.</summary>
    private const int MaxFormats = 1 << 16;

    private readonly List<string> _texts = [];
    private readonly List<string?> _formats = [];

    /// <summary>Sheets of rows in their order; charts are none.</summary>
    public List<(SheetName Name, string Part)> Sheets { get; } = [];

    /// <summary>Whether days are counted from 1904, as old Macs did.</summary>
    public bool Is1904 { get; private set; }

    /// <summary>Why reading ended; null while nothing is wrong.</summary>
    public Problem? Problem { get; private set; }

    public string Text(int index) => index >= 0 && index < _texts.Count ? _texts[index] : throw new InvalidDataException("shared text");

    /// <summary>The number format of a cell's style; null where it has none that matters.</summary>
    public string? Format(string? style) =>
        int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < _formats.Count ? _formats[index] : null;

    public void Read(ZipArchive zip, FormatLimits limits)
    {
        var parts = new Dictionary<string, (string Target, string Type)>(StringComparer.Ordinal);
        Read(zip, "xl/_rels/workbook.xml.rels", xml =>
        {
            if (xml.LocalName == "Relationship" && xml.GetAttribute("Id") is { } id)
            {
                parts[id] = (xml.GetAttribute("Target") ?? "", xml.GetAttribute("Type") ?? "");
            }
        });
        Read(zip, Part, xml => Sheet(xml, parts));
        Read(zip, PartOf("/sharedStrings", parts) ?? "xl/sharedStrings.xml", xml =>
        {
            if (xml.LocalName == "si")
            {
                _texts.Add(XlsxText.Rich(xml));
                if (_texts.Count > limits.SharedTexts)
                {
                    Refuse(limits.TooManyCells());
                }
            }
        });
        var formats = new Dictionary<int, string>();
        var isOfCells = false;
        Read(zip, PartOf("/styles", parts) ?? "xl/styles.xml", xml =>
        {
            switch (xml.LocalName)
            {
                case "numFmt" when int.TryParse(xml.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id):
                    formats[id] = xml.GetAttribute("formatCode") ?? "";
                    break;
                case "cellStyleXfs" or "cellXfs" or "cellStyles" or "dxfs":
                    isOfCells = xml.LocalName == "cellXfs";
                    break;
                case "xf" when isOfCells && _formats.Count < MaxFormats:
                    var number = int.TryParse(xml.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var of) ? of : 0;
                    _formats.Add(formats.GetValueOrDefault(number) ?? NumberFormat.BuiltIn(number));
                    break;
            }
        });
    }

    private void Sheet(XmlReader xml, Dictionary<string, (string Target, string Type)> parts)
    {
        switch (xml.LocalName)
        {
            case "workbookPr":
                Is1904 = xml.GetAttribute("date1904") is "1" or "true";
                break;
            case "sheet":
                var (name, isHidden) = (xml.GetAttribute("name") ?? "", xml.GetAttribute("state") is "hidden" or "veryHidden");
                var id = "";
                while (xml.MoveToNextAttribute())
                {
                    id = xml is { LocalName: "id", Prefix.Length: > 0 } ? xml.Value : id;
                }

                xml.MoveToElement();
                if (!parts.TryGetValue(id, out var part))
                {
                    part = ($"worksheets/sheet{Sheets.Count + 1}.xml", "/worksheet");
                }

                if (part.Type.EndsWith("/worksheet", StringComparison.OrdinalIgnoreCase))
                {
                    Sheets.Add((new SheetName(CellCharacters.Shown(name), isHidden), Resolved(part.Target)));
                }

                break;
        }
    }

    private static string? PartOf(string type, Dictionary<string, (string Target, string Type)> parts) =>
        parts.Values.Where(p => p.Type.EndsWith(type, StringComparison.OrdinalIgnoreCase)).Select(p => Resolved(p.Target)).FirstOrDefault();

    /// <summary>Targets are named from the folder of the workbook, or from the root.</summary>
    private static string Resolved(string target) =>
        target.StartsWith('/') ? target[1..] : target.StartsWith("../", StringComparison.Ordinal) ? target[3..] : $"xl/{(target.StartsWith("./", StringComparison.Ordinal) ? target[2..] : target)}";

    /// <summary>Hands over every element of a part; a part that is not there has none.</summary>
    private void Read(ZipArchive zip, string part, Action<XmlReader> element)
    {
        if (zip.GetEntry(part) is not { } entry)
        {
            return;
        }

        using var markup = new SparseMarkup(entry.Open());
        using var xml = XlsxText.Reader(markup);
        try
        {
            while (xml.Read())
            {
                markup.CheckDepth(xml.Depth);
                if (xml.NodeType == XmlNodeType.Element)
                {
                    element(xml);
                    markup.CheckDepth(xml.Depth);
                }
            }
        }
        finally
        {
            Problem ??= markup.Problem;
        }
    }

    private void Refuse(Problem problem)
    {
        Problem = problem;
        throw new InvalidDataException(problem.Code);
    }
}

/// <summary>Texts of the XML of a workbook.</summary>
internal static class XlsxText
{
    public static XmlReader Reader(Stream stream) =>
        XmlReader.Create(
            stream,
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true, IgnoreProcessingInstructions = true }
        );

    /// <summary>All text of an element that may be made of runs, without the reading aids (<c>rPh</c>) beside them. The reader stands at its end afterwards.</summary>
    public static string Rich(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var text = new StringBuilder();
        var (depth, aid, isText) = (xml.Depth, -1, false);
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.Depth > SparseMarkup.MaxDepth)
            {
                // Whoever reads the part says so.
                break;
            }

            switch (xml.NodeType)
            {
                case XmlNodeType.Element when xml.LocalName == "rPh" && aid < 0 && !xml.IsEmptyElement:
                    aid = xml.Depth;
                    break;
                case XmlNodeType.EndElement when xml.Depth == aid:
                    aid = -1;
                    break;
                case XmlNodeType.Element when xml.LocalName == "t":
                    isText = !xml.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement when xml.LocalName == "t":
                    isText = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA when isText && aid < 0 && text.Length < DelimitedSource.MaxRow:
                    text.Append(xml.Value);
                    break;
            }
        }

        return Unescaped(text.ToString());
    }

    /// <summary>Text directly inside an element. The reader stands at its end afterwards.</summary>
    public static string Plain(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var (depth, text) = (xml.Depth, "");
        while (xml.Read() && !(xml.NodeType == XmlNodeType.EndElement && xml.Depth == depth) && xml.Depth <= SparseMarkup.MaxDepth)
        {
            if (xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace or XmlNodeType.CDATA && text.Length < DelimitedSource.MaxRow)
            {
                text += xml.Value;
            }
        }

        return text;
    }

    /// <summary><c>_x000D_</c>: how the format writes characters that XML cannot.</summary>
    public static string Unescaped(string text)
    {
        var at = text.IndexOf("_x", StringComparison.Ordinal);
        if (at < 0)
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        var from = 0;
        while (at >= 0)
        {
            if (at + 7 <= text.Length && text[at + 6] == '_' && ushort.TryParse(text.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                plain.Append(text, from, at - from).Append((char)code);
                from = at + 7;
                at = text.IndexOf("_x", from, StringComparison.Ordinal);
            }
            else
            {
                at = text.IndexOf("_x", at + 2, StringComparison.Ordinal);
            }
        }

        return plain.Append(text, from, text.Length - from).ToString();
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace StudentNet.Platform.Files;

/// <summary>
/// The smallest workbook that Excel and LibreOffice open without a word: texts stand in the sheet itself (inline strings), so nothing is held
/// in memory. Headings are bold and stay in view.
/// </summary>
internal sealed class XlsxWriter : TableWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private readonly ZipArchive _zip;
    private readonly List<string> _sheets = [];
    private XmlWriter? _sheet;
    private int _row;

    public XlsxWriter(Stream target) => _zip = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);

    public override void Sheet(string name, IReadOnlyList<string> headings)
    {
        EndSheet();
        _sheets.Add(SheetName(name));
        _row = 0;
        _sheet = SheetXml.Part(_zip, string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{_sheets.Count}.xml"));
        _sheet.WriteStartElement("worksheet", Main);
        _sheet.WriteRaw(
            """<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="16.5"/><cols>"""
        );
        for (var i = 1; i <= headings.Count; i++)
        {
            var width = Math.Clamp(headings[i - 1].Length * 2.4, 10, 40).ToString("F1", CultureInfo.InvariantCulture);
            _sheet.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""<col min="{i}" max="{i}" width="{width}" customWidth="1"/>"""));
        }

        _sheet.WriteRaw("</cols>");
        _sheet.WriteStartElement("sheetData", Main);
        Write(headings, style: 1);
    }

    public override void Row(IReadOnlyList<object?> cells) => Write(cells, style: 0);

    public override void Dispose()
    {
        EndSheet();
        Part("xl/workbook.xml", xml =>
        {
            xml.WriteStartElement("workbook", Main);
            xml.WriteStartElement("sheets", Main);
            for (var i = 1; i <= _sheets.Count; i++)
            {
                xml.WriteStartElement("sheet", Main);
                xml.WriteAttributeString("name", _sheets[i - 1]);
                xml.WriteAttributeString("sheetId", Number(i));
                xml.WriteAttributeString("r", "id", Relations, $"rId{Number(i)}");
                xml.WriteEndElement();
            }
        });
        Part("xl/styles.xml", xml =>
        {
            xml.WriteStartElement("styleSheet", Main);
            // The second format is the headings'. Number format 49 is "text": what is typed into the column later stays text.
            xml.WriteRaw(
                """<fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyFont="1"/></cellXfs>"""
            );
        });
        Part("xl/_rels/workbook.xml.rels", xml =>
        {
            xml.WriteStartElement("Relationships", Package);
            for (var i = 1; i <= _sheets.Count; i++)
            {
                Relation(xml, $"rId{Number(i)}", "worksheet", $"worksheets/sheet{Number(i)}.xml");
            }

            Relation(xml, "rStyles", "styles", "styles.xml");
        });
        Part("_rels/.rels", xml =>
        {
            xml.WriteStartElement("Relationships", Package);
            Relation(xml, "rId1", "officeDocument", "xl/workbook.xml");
        });
        Part("[Content_Types].xml", xml =>
        {
            xml.WriteStartElement("Types", Types);
            xml.WriteRaw(
                $"""<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Sheets}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Sheets}.styles+xml"/>"""
            );
            for (var i = 1; i <= _sheets.Count; i++)
            {
                xml.WriteRaw($"""<Override PartName="/xl/worksheets/sheet{Number(i)}.xml" ContentType="{Sheets}.worksheet+xml"/>""");
            }
        });
        _zip.Dispose();
    }

    private void Write(IReadOnlyList<object?> cells, int style)
    {
        var sheet = _sheet!;
        var row = Number(++_row);
        sheet.WriteStartElement("row", Main);
        sheet.WriteAttributeString("r", row);
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i] is not { } value)
            {
                continue;
            }

            sheet.WriteStartElement("c", Main);
            sheet.WriteAttributeString("r", ColumnName(i) + row);
            sheet.WriteAttributeString("s", Number(style));
            if (value is string text)
            {
                sheet.WriteAttributeString("t", "inlineStr");
                sheet.WriteStartElement("is", Main);
                sheet.WriteStartElement("t", Main);
                sheet.WriteAttributeString("xml", "space", null, "preserve");
                sheet.WriteString(SheetXml.Clean(text));
                sheet.WriteEndElement();
                sheet.WriteEndElement();
            }
            else
            {
                sheet.WriteElementString("v", Main, Convert.ToString(value, CultureInfo.InvariantCulture));
            }

            sheet.WriteEndElement();
        }

        sheet.WriteEndElement();
    }

    private void EndSheet()
    {
        _sheet?.Dispose();
        _sheet = null;
    }

    private void Part(string name, Action<XmlWriter> write)
    {
        using var xml = SheetXml.Part(_zip, name);
        write(xml);
    }

    private static void Relation(XmlWriter xml, string id, string type, string target)
    {
        xml.WriteStartElement("Relationship", Package);
        xml.WriteAttributeString("Id", id);
        xml.WriteAttributeString("Type", $"{Relations}/{type}");
        xml.WriteAttributeString("Target", target);
        xml.WriteEndElement();
    }

    /// <summary>A, B … Z, AA.</summary>
    internal static string ColumnName(int i) => i < 26 ? ((char)('A' + i)).ToString() : ColumnName((i / 26) - 1) + (char)('A' + (i % 26));

    private static string SheetName(string name)
    {
        var clean = string.Concat(name.Where(c => !@"\/?*[]:".Contains(c, StringComparison.Ordinal)));
        return clean.Length > 31 ? clean[..31] : clean;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

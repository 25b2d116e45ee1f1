using System.IO.Compression;
using System.Text;
using System.Xml;

namespace StudentNet.Simulator.Term;

/// <summary>Workbooks as other programs write them: Excel's shared texts, LibreOffice's typed cells. All cells are texts.</summary>
internal static class SheetBytes
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0";
    private const string Table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0";
    private const string TextSpace = "urn:oasis:names:tc:opendocument:xmlns:text:1.0";

    public static byte[] Xlsx(string sheet, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        return Zip(zip =>
        {
            Part(zip, "xl/worksheets/sheet1.xml", xml => Sheet(xml, rows, texts));
            Part(zip, "xl/sharedStrings.xml", xml => Shared(xml, texts.OrderBy(t => t.Value).Select(t => t.Key)));
            Raw(
                zip,
                "xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets><sheet name="{sheet}" sheetId="1" r:id="r1"/></sheets></workbook>"""
            );
            Raw(
                zip,
                "xl/_rels/workbook.xml.rels",
                $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="r1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{Relations}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"""
            );
            Raw(
                zip,
                "_rels/.rels",
                $"""<Relationships xmlns="{Package}/relationships"><Relationship Id="r1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""
            );
            Raw(
                zip,
                "[Content_Types].xml",
                $"""<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"""
            );
        });
    }

    public static byte[] Ods(string sheet, IReadOnlyList<IReadOnlyList<string>> rows) =>
        Zip(zip =>
        {
            Raw(zip, "mimetype", "application/vnd.oasis.opendocument.spreadsheet", declared: false);
            Part(zip, "content.xml", xml =>
            {
                xml.WriteStartElement("office", "document-content", Office);
                xml.WriteStartElement("body", Office);
                xml.WriteStartElement("spreadsheet", Office);
                xml.WriteStartElement("table", "table", Table);
                xml.WriteAttributeString("name", Table, sheet);
                foreach (var row in rows)
                {
                    xml.WriteStartElement("table-row", Table);
                    foreach (var cell in row)
                    {
                        xml.WriteStartElement("table-cell", Table);
                        if (cell.Length > 0)
                        {
                            xml.WriteAttributeString("value-type", Office, "string");
                            xml.WriteElementString("text", "p", TextSpace, cell);
                        }

                        xml.WriteEndElement();
                    }

                    xml.WriteEndElement();
                }
            });
        });

    private static void Sheet(XmlWriter xml, IReadOnlyList<IReadOnlyList<string>> rows, Dictionary<string, int> texts)
    {
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetData", Main);
        foreach (var row in rows)
        {
            xml.WriteStartElement("row", Main);
            foreach (var cell in row)
            {
                xml.WriteStartElement("c", Main);
                if (cell.Length > 0)
                {
                    texts.TryAdd(cell, texts.Count);
                    xml.WriteAttributeString("t", "s");
                    xml.WriteElementString("v", Main, XmlConvert.ToString(texts[cell]));
                }

                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }
    }

    private static void Shared(XmlWriter xml, IEnumerable<string> texts)
    {
        xml.WriteStartElement("sst", Main);
        foreach (var text in texts)
        {
            xml.WriteStartElement("si", Main);
            xml.WriteElementString("t", Main, text);
            xml.WriteEndElement();
        }
    }

    private static byte[] Zip(Action<ZipArchive> write)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            write(zip);
        }

        return bytes.ToArray();
    }

    private static void Part(ZipArchive zip, string name, Action<XmlWriter> write)
    {
        using var stream = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
        write(xml);
    }

    private static void Raw(ZipArchive zip, string name, string text, bool declared = true)
    {
        using var stream = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        stream.Write(Encoding.UTF8.GetBytes((declared ? "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" : "") + text));
    }
}

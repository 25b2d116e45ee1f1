using System.IO.Compression;
using System.Security;
using System.Text;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>A workbook (.xlsx) made cell by cell, for what no writer of ours writes: several sheets, formulas, error values, formats of other programs.</summary>
internal sealed class MadeWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly List<(string Name, string State, string Rows)> _sheets = [];
    private readonly List<string> _formats = [];

    public bool Is1904 { get; init; }

    /// <summary>A text cell.</summary>
    public static string Text(string text) => $"<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{SecurityElement.Escape(text)}</t></is></c>";

    /// <summary>A cell written out in the markup of the format.</summary>
    public static string Raw(string markup) => $"\u0001{markup}";

    /// <summary>A number shown under a format; a format of digits alone is the number of a built-in one.</summary>
    public string Number(string value, string format) => Raw($"<c s=\"{Style(format)}\"><v>{value}</v></c>");

    public MadeWorkbook Sheet(string name, params IReadOnlyList<IReadOnlyList<string>> rows) => Sheet(name, "visible", rows);

    public MadeWorkbook Hidden(string name, params IReadOnlyList<IReadOnlyList<string>> rows) => Sheet(name, "hidden", rows);

    public byte[] Bytes()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>");
            var sheets = string.Concat(_sheets.Select((s, i) => $"<sheet name=\"{SecurityElement.Escape(s.Name)}\" sheetId=\"{i + 1}\" state=\"{s.State}\" r:id=\"rId{i + 1}\"/>"));
            Put(zip, "xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><workbookPr date1904=\"{(Is1904 ? 1 : 0)}\"/><sheets>{sheets}</sheets></workbook>");
            var parts = string.Concat(_sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"));
            Put(zip, "xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{parts}<Relationship Id=\"rId999\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>");
            var numbers = _formats.Select((f, i) => (Format: f, Id: int.TryParse(f, out var id) && f.Length == 2 ? id : 164 + i)).ToList();
            var own = string.Concat(numbers.Where(n => n.Id >= 164).Select(n => $"<numFmt numFmtId=\"{n.Id}\" formatCode=\"{SecurityElement.Escape(n.Format)}\"/>"));
            Put(zip, "xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts>{own}</numFmts><cellXfs><xf numFmtId=\"0\"/>{string.Concat(numbers.Select(n => $"<xf numFmtId=\"{n.Id}\"/>"))}</cellXfs></styleSheet>");
            for (var i = 0; i < _sheets.Count; i++)
            {
                Put(zip, $"xl/worksheets/sheet{i + 1}.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{_sheets[i].Rows}</sheetData></worksheet>");
            }
        }

        return stream.ToArray();
    }

    private MadeWorkbook Sheet(string name, string state, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        _sheets.Add((name, state, string.Concat(rows.Select(row => $"<row>{string.Concat(row.Select(c => c is ['\u0001', .. var raw] ? raw : Text(c)))}</row>"))));
        return this;
    }

    private int Style(string format)
    {
        if (!_formats.Contains(format))
        {
            _formats.Add(format);
        }

        return _formats.IndexOf(format) + 1;
    }

    private static void Put(ZipArchive zip, string name, string content)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(content));
    }
}

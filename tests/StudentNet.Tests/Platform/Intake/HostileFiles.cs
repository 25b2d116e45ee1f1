using System.IO.Compression;
using System.Text;
using StudentNet.Platform.Files;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>Valid files of every kind that a door takes, to be damaged.</summary>
internal static class FuzzSeeds
{
    private static readonly string[] Headings = ["證號", "姓名", "生日", "性別", "備註"];

    private static readonly string[][] Rows = [.. Enumerable.Range(0, 30).Select(i => new[] { "A123456789", $"王測{i}", "108/10/05", "男", $"備註 {i}, \"x\"" })];

    /// <summary>Kind, and a file of it.</summary>
    public static IEnumerable<(string Kind, byte[] File)> All()
    {
        var text = Encoding.UTF8.GetString(SampleFormat.Write(TableKind.Csv, Headings, Rows)).TrimStart('\uFEFF');
        yield return ("utf8.csv", new UTF8Encoding(false).GetBytes(text));
        yield return ("bom.csv", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]);
        yield return ("big5.csv", CodePagesEncodingProvider.Instance.GetEncoding(950)!.GetBytes(text));
        yield return ("utf16.csv", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]);
        yield return ("xlsx", SampleFormat.Write(TableKind.Xlsx, Headings, Rows));
        yield return ("ods", SampleFormat.Write(TableKind.Ods, Headings, Rows));
        yield return ("xls", XlsFile.Of([Headings, .. Rows]));
        var objects = Rows.Select(r => "{" + string.Join(',', Headings.Zip(r, (h, v) => $"\"{h}\":\"{v.Replace("\"", "\\\"", StringComparison.Ordinal)}\"")) + "}").ToList();
        yield return ("json", Encoding.UTF8.GetBytes($"[{string.Join(',', objects)}]"));
        yield return ("ndjson", Encoding.UTF8.GetBytes(string.Join('\n', objects)));
    }
}

/// <summary>Files made to hurt whoever reads them.</summary>
internal static class HostileFiles
{
    private const string Laughs =
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">"
        + "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\"><!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\"><!ENTITY z SYSTEM \"file:///etc/hostname\">]>";

    public static IEnumerable<(string Name, byte[] Content)> All()
    {
        yield return ("laughs.ods", Zip(("content.xml", Laughs + "<x>&g;&z;</x>")));
        yield return ("laughs-workbook.xlsx", Workbook(workbook: Laughs + Book("&g;"), sheet: Sheet("")));
        yield return ("laughs-sheet.xlsx", Workbook(workbook: Book("x"), sheet: Laughs + Sheet("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&g;&z;</t></is></c></row>")));
        yield return ("laughs.xml", Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?>" + Laughs + "<x>&g;&z;</x>"));
        yield return ("nested.zip", Zip(("a.zip", Zip(("b.zip", Zip(("c.csv", "證號,姓名\n")))))));
        yield return ("nested.xlsx", Zip(("xl/workbook.xml", Zip(("xl/workbook.xml", "x")))));
        yield return ("nested.ods", Zip(("content.xml", Zip(("content.xml", "x")))));
        yield return ("bomb.xlsx", Zip(("xl/workbook.xml", Book("x")), ("xl/worksheets/sheet1.xml", new string(' ', 64 << 20))));
        yield return ("bomb.ods", Zip(("content.xml", new string(' ', 64 << 20))));
        yield return ("dimensions.xlsx", Workbook(Book("x"), Sheet("<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>證</t></is></c></row>", "A1:XFD1048576")));
        yield return ("deep.json", Encoding.UTF8.GetBytes(new string('[', 100_000)));
        yield return ("deep-objects.json", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))));
        yield return ("wide.csv", Encoding.UTF8.GetBytes("證號,姓名\n" + new string(',', 2_000_000)));
        yield return ("endless-quote.csv", Encoding.UTF8.GetBytes("證號,姓名\n\"" + new string('王', 2_000_000)));
    }

    private static string Book(string name) =>
        $"<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"{name}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

    private static string Sheet(string rows, string dimension = "A1:B2") =>
        $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"{dimension}\"/><sheetData>{rows}</sheetData></worksheet>";

    private static byte[] Workbook(string workbook, string sheet) =>
        Zip(
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"),
            ("xl/workbook.xml", workbook),
            ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
            ("xl/worksheets/sheet1.xml", sheet)
        );

    private static byte[] Zip(params (string Name, object Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                entry.Write(content as byte[] ?? Encoding.UTF8.GetBytes((string)content));
            }
        }

        return stream.ToArray();
    }
}

/// <summary>A small workbook in the binary format of Excel 97: a compound file with one stream of records. Nothing of ours writes it; readers must take it.</summary>
internal static class XlsFile
{
    private const int Sector = 512;
    private const uint Free = 0xFFFFFFFF;
    private const uint EndOfChain = 0xFFFFFFFE;
    private const uint FatSector = 0xFFFFFFFD;

    public static byte[] Of(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var book = Book(rows);
        var sectors = book.Length / Sector;
        using var file = new MemoryStream();
        using var write = new BinaryWriter(file);
        write.Write([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        write.Write(new byte[16]);
        write.Write((ushort)0x3E);
        write.Write((ushort)3);
        write.Write((ushort)0xFFFE);
        write.Write((ushort)9);
        write.Write((ushort)6);
        write.Write(new byte[10]);
        foreach (var value in (uint[])[1, 1, 0, 4096, EndOfChain, 0, EndOfChain, 0, 0])
        {
            write.Write(value);
        }

        Repeat(write, Free, 108);
        write.Write(FatSector);
        write.Write(EndOfChain);
        for (var i = 0; i < sectors; i++)
        {
            write.Write(i == sectors - 1 ? EndOfChain : (uint)(3 + i));
        }

        Repeat(write, Free, (Sector / 4) - 2 - sectors);
        Entry(write, "Root Entry", 5, 1, EndOfChain, 0);
        Entry(write, "Workbook", 2, Free, 2, (uint)book.Length);
        Entry(write, "", 0, Free, 0, 0);
        Entry(write, "", 0, Free, 0, 0);
        write.Write(book);
        return file.ToArray();
    }

    private static byte[] Book(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        using var stream = new MemoryStream();
        using var write = new BinaryWriter(stream);
        Begin(write, 5);
        Record(write, 0x85, [.. BitConverter.GetBytes((uint)(20 + 18 + 4)), 0, 0, 6, 0, .. "Sheet1"u8]);
        Record(write, 0x0A, []);
        Begin(write, 0x10);
        Record(write, 0x200, [.. BitConverter.GetBytes(0u), .. BitConverter.GetBytes((uint)rows.Count), 0, 0, .. BitConverter.GetBytes((ushort)rows[0].Count), 0, 0]);
        for (var row = 0; row < rows.Count; row++)
        {
            for (var column = 0; column < rows[row].Count; column++)
            {
                var text = rows[row][column];
                Record(write, 0x204, [.. BitConverter.GetBytes((ushort)row), .. BitConverter.GetBytes((ushort)column), 0, 0, .. BitConverter.GetBytes((ushort)text.Length), 1, .. Encoding.Unicode.GetBytes(text)]);
            }
        }

        Record(write, 0x0A, []);
        // Streams of less than 4096 bytes would lie elsewhere.
        var length = Math.Max(4096, (((int)stream.Length + Sector - 1) / Sector) * Sector);
        write.Write(new byte[length - (int)stream.Length]);
        return stream.ToArray();
    }

    private static void Begin(BinaryWriter write, ushort kind) =>
        Record(write, 0x809, [0, 6, .. BitConverter.GetBytes(kind), 0xBB, 0x0D, 0xCC, 0x07, 0, 0, 0, 0, 6, 0, 0, 0]);

    private static void Record(BinaryWriter write, ushort kind, byte[] content)
    {
        write.Write(kind);
        write.Write((ushort)content.Length);
        write.Write(content);
    }

    private static void Entry(BinaryWriter write, string name, byte kind, uint child, uint start, uint length)
    {
        var field = new byte[64];
        Encoding.Unicode.GetBytes(name, field);
        write.Write(field);
        write.Write((ushort)(name.Length == 0 ? 0 : (name.Length + 1) * 2));
        write.Write(kind);
        write.Write((byte)1);
        write.Write(Free);
        write.Write(Free);
        write.Write(child);
        write.Write(new byte[36]);
        write.Write(start);
        write.Write((ulong)length);
    }

    private static void Repeat(BinaryWriter write, uint value, int times)
    {
        for (var i = 0; i < times; i++)
        {
            write.Write(value);
        }
    }
}

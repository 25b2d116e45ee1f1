using System.Globalization;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using StudentNet.Platform.Files;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>What the writers write, the readers read: any rows, any characters, in each kind of file.</summary>
[WithoutDatabase]
public sealed class RoundTripTests
{
    private const string Signs = "=+-@＝＋－＠";

    private const string Marks = $",\"\n\t'<&;　_x{Signs}";

    private static readonly Gen<string> Character = Gen.OneOf(
        Gen.Int[0x20, 0x7E].Select(Text),
        Gen.Int[0x4E00, 0x9FFF].Select(Text),
        Gen.Int[0x20000, 0x2A6DF].Select(Text), // plane 2
        Gen.Int[0x30000, 0x3134A].Select(Text), // plane 3
        Gen.Int[0xF0000, 0xFFFFD].Select(Text), // plane 15
        Gen.Int[0, Marks.Length - 1].Select(i => Marks[i].ToString())
    );

    private static readonly Gen<string> CellText = Character.Array[0, 12].Select(string.Concat);

    private static readonly Gen<string[][]> Rows = CellText.Array[3].Array[1, 20];

    [Theory]
    [InlineData(TableKind.Csv)]
    [InlineData(TableKind.Xlsx)]
    [InlineData(TableKind.Ods)]
    [InlineData(TableKind.Json)]
    [InlineData(TableKind.NdJson)]
    public void Any_rows_come_back_as_they_went(TableKind kind)
    {
        var format = SampleFormat.Texts(3);
        Rows.Sample(
            rows =>
            {
                var read = SampleFormat.Read(SampleFormat.Write(kind, ["第1欄", "第2欄", "第3欄"], rows), format);
                read.HasFailed.ShouldBeFalse(Say(read));
                read.Rows.ShouldBe(Expected(rows), Say(read));
            },
            iter: 300
        );
    }

    [Fact]
    public void The_rare_characters_of_village_names_survive_each_kind_of_file()
    {
        string[] names = ["磚󿾨里", "石𥕢里", "檨林里", "󻕯南里", "龜売里", "濓新里", "𣐤埔村"];
        foreach (var kind in Enum.GetValues<TableKind>())
        {
            var read = SampleFormat.Read(SampleFormat.Write(kind, ["第1欄"], names.Select(n => new[] { n })), SampleFormat.Texts(1));
            read.Rows.Select(r => r[0]).ShouldBe(names);
        }
    }

    [Theory]
    [InlineData("=cmd()", "'=cmd()")]
    [InlineData("+886", "'+886")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("\t=x", "'\t=x")]
    [InlineData(" =x", "' =x")]
    [InlineData("\n=x", "\"'\n=x\"")]
    [InlineData("\r\n@x", "\"'\r\n@x\"")]
    [InlineData("\0=x", "'\uFFFD=x")]
    [InlineData("\u200B=x", "'\u200B=x")]
    [InlineData("\uFEFF+x", "'\uFEFF+x")]
    [InlineData("　－x", "'　－x")]
    [InlineData("＝cmd()", "'＝cmd()")]
    [InlineData("＋886", "'＋886")]
    [InlineData("－1", "'－1")]
    [InlineData("＠x", "'＠x")]
    [InlineData("王\0甲\u001B", "王\uFFFD甲\uFFFD")]
    [InlineData("王=甲", "王=甲")]
    public void A_text_that_looks_like_a_formula_is_harmless_in_csv(string text, string written)
    {
        var csv = Encoding.UTF8.GetString(SampleFormat.Write(TableKind.Csv, ["第1欄"], [[text]]));
        csv.TrimStart('\uFEFF').ShouldBe($"第1欄\r\n{written}\r\n");
    }

    [Fact]
    public void A_text_that_looks_like_a_formula_is_typed_as_text_in_workbooks()
    {
        var book = SampleFormat.Write(TableKind.Xlsx, ["第1欄"], [["=cmd()"]]);
        var cell = Elements(Part(book, "xl/worksheets/sheet1.xml"), "c").Last();
        (cell.Value, cell.Attribute("t")!.Value).ShouldBe(("=cmd()", "inlineStr"));
        var formats = Elements(Part(book, "xl/styles.xml"), "cellXfs").Single().Elements().Select(xf => xf.Attribute("numFmtId")!.Value).ToList();
        formats[int.Parse(cell.Attribute("s")!.Value, CultureInfo.InvariantCulture)].ShouldBe("49", "the format \"text\": what is typed over it stays text");
        Part(SampleFormat.Write(TableKind.Ods, ["第1欄"], [["=cmd()"]]), "content.xml")
            .ShouldContain("""office:value-type="string"><text:p>=cmd()</text:p>""");
    }

    [Theory]
    [InlineData(TableKind.Xlsx, "xl/worksheets/sheet1.xml")]
    [InlineData(TableKind.Ods, "content.xml")]
    public void Whatever_a_text_holds_a_workbook_stays_one_and_says_that_it_is_text(TableKind kind, string part)
    {
        string[] texts = ["a\0b", "\u001B[31m", "\uFFFE", "half \uD840", "two\nlines", "tab\tx", "＝1", "_x0041_", "  ends  ", "<&>\"'"];
        var file = SampleFormat.Write(kind, ["第1欄"], texts.Select(t => new[] { t }));

        var read = SampleFormat.Read(file, SampleFormat.Texts(1));
        read.Findings.Where(f => f.Problem.Code == "cell.lost").Select(f => f.Value).ShouldBe(["a\uFFFDb", "\uFFFD[31m", "\uFFFD", "half \uFFFD"]);
        read.Rows.Select(r => r[0]).ShouldBe(["two\nlines", "tab\tx", "＝1", "_x0041_", "ends", "<&>\"'"]);
        XDocument.Parse(Part(file, part)).Descendants().Where(e => e.Name.LocalName is "f" or "formula" || e.Attributes().Any(a => a.Name.LocalName == "formula")).ShouldBeEmpty();
    }

    [Fact]
    public void A_text_longer_than_a_cell_of_Excel_is_cut_there_and_shows_it()
    {
        var file = SampleFormat.Write(TableKind.Xlsx, ["第1欄"], [[string.Concat(Enumerable.Repeat("𠀋", 20_000))], ["王測甲"]]);
        var cells = Elements(Part(file, "xl/worksheets/sheet1.xml"), "t").Select(e => e.Value).ToList();

        cells[1].Length.ShouldBeInRange(32_766, 32_767);
        cells[1].ShouldEndWith("𠀋…");
        cells[2].ShouldBe("王測甲");
    }

    /// <summary>Blanks at the ends of a cell mean nothing, nor does an apostrophe before a formula; empty rows are no rows.</summary>
    private static List<string[]> Expected(string[][] rows) =>
        [.. rows.Select(row => row.Select(Meaning).ToArray()).Where(row => row.Any(c => c.Length > 0))];

    private static string Meaning(string text)
    {
        var trimmed = text.Trim();
        return trimmed is ['\'', .. var rest] && rest.TrimStart() is [var first, ..] && Signs.Contains(first, StringComparison.Ordinal) ? rest.Trim() : trimmed;
    }

    private static string Text(int point) => char.ConvertFromUtf32(point);

    private static string Say(ReadFile read) => string.Join('\n', read.Findings.Select(f => $"{f.Line} {f.Column} {f.Value} {f.Problem.Code}"));

    private static IEnumerable<XElement> Elements(string xml, string name) => XDocument.Parse(xml).Descendants().Where(e => e.Name.LocalName == name);

    private static string Part(byte[] file, string name)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}

using System.Text;
using CsCheck;
using StudentNet.Platform.Files;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>What the writers write, the readers read: any rows, any characters, in each kind of file.</summary>
public sealed class RoundTripTests
{
    private const string Marks = ",\"\n=+-@'<&;　";

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
    [InlineData("王=甲", "王=甲")]
    public void A_text_that_looks_like_a_formula_is_harmless_in_csv(string text, string written)
    {
        var csv = Encoding.UTF8.GetString(SampleFormat.Write(TableKind.Csv, ["第1欄"], [[text]]));
        csv.TrimStart('\uFEFF').ShouldBe($"第1欄\r\n{written}\r\n");
    }

    [Fact]
    public void A_text_that_looks_like_a_formula_is_typed_as_text_in_workbooks()
    {
        Part(SampleFormat.Write(TableKind.Xlsx, ["第1欄"], [["=cmd()"]]), "xl/worksheets/sheet1.xml")
            .ShouldContain("""t="inlineStr"><is><t xml:space="preserve">=cmd()</t></is></c>""");
        Part(SampleFormat.Write(TableKind.Ods, ["第1欄"], [["=cmd()"]]), "content.xml")
            .ShouldContain("""office:value-type="string"><text:p>=cmd()</text:p>""");
    }

    /// <summary>Blanks at the ends of a cell mean nothing, nor does an apostrophe before a formula; empty rows are no rows.</summary>
    private static List<string[]> Expected(string[][] rows) =>
        [.. rows.Select(row => row.Select(Meaning).ToArray()).Where(row => row.Any(c => c.Length > 0))];

    private static string Meaning(string text)
    {
        var trimmed = text.Trim();
        return trimmed is ['\'', '=' or '+' or '-' or '@', ..] ? trimmed[1..] : trimmed;
    }

    private static string Text(int point) => char.ConvertFromUtf32(point);

    private static string Say(ReadFile read) => string.Join('\n', read.Findings.Select(f => $"{f.Line} {f.Column} {f.Value} {f.Problem.Code}"));

    private static string Part(byte[] file, string name)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(file));
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }
}

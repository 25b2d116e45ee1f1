using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Students.Q2Records;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>A tiny file does not become a huge one: what a file may hold is checked while it is read, in every kind, and the file is told so.</summary>
[WithoutDatabase]
public sealed class FileLimitsTests
{
    /// <summary>What reading any of these files may allocate: a fraction of what they claim to be.</summary>
    private const long MostBytes = 96L << 20;

    /// <summary>Far longer than any of them takes; far shorter than what they claim would.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly FileFormat Small = SampleFormat.Make(AcceptPolicy.GoodRows, limits: new FormatLimits { Rows = 1_000, Columns = 100, CellLength = 500 });

    [Fact]
    public void Rows_written_once_count_as_often_as_they_are_repeated()
    {
        var read = SampleFormat.Read(Ods(Headings, Row("A123456789", "王測甲", repeated: 3), Row("A123456789", "王測乙")));
        read.Findings.ShouldBeEmpty();
        read.Rows.Select(r => r[1]).ShouldBe(["王測甲", "王測甲", "王測甲", "王測乙"]);
    }

    [Fact]
    public void Seven_hundred_bytes_do_not_become_four_hundred_thousand_rows()
    {
        var file = Ods(Headings, Row("A123456788", "王？甲", repeated: 400_000));
        file.Length.ShouldBeLessThan(800);
        Told(file, SampleFormat.Format).ShouldBe((0, "file.repeated"));
        SampleFormat.Read(file).Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Repeated_rows_end_at_the_limit_of_the_format() =>
        Told(Ods([Headings, .. Enumerable.Repeat(Row("A123456788", "王測甲", repeated: 900), 3)]), Small).ShouldBe((1_000, "file.rows"));

    [Theory]
    [InlineData("[", "1", ",", "]")]
    [InlineData("[", "{\"證號\":\"A123456788\",\"姓名\":\"王\"}", ",", "]")]
    [InlineData("", "{\"證號\":1,\"姓名\":1}", "\n", "")]
    [InlineData("證號,姓名\n", "1,王", "\n", "")]
    public void No_kind_of_file_has_more_rows_than_its_format_allows(string before, string row, string between, string behind)
    {
        var file = SampleFormat.Utf8(before + string.Join(between, Enumerable.Repeat(row, 5_000)) + behind);
        var (rows, code) = Told(file, Small);
        code.ShouldBeOneOf("file.rows", "file.columns");
        rows.ShouldBeLessThanOrEqualTo(1_000);
    }

    [Fact]
    public void A_file_at_the_limit_is_read_to_its_end()
    {
        var read = SampleFormat.Read(SampleFormat.Utf8("證號,姓名\n" + string.Concat(Enumerable.Repeat("A123456789,王測甲\n", 1_000))), Small);
        read.Findings.ShouldBeEmpty();
        read.Rows.Count.ShouldBe(1_000);
    }

    [Fact]
    public void A_cell_repeated_to_the_end_of_the_sheet_is_told_with_its_row()
    {
        var row = "<table:table-row><table:table-cell table:number-columns-repeated=\"16384\"><text:p>A123456789</text:p></table:table-cell></table:table-row>";
        var finding = SampleFormat.Read(Ods(Headings, row), Small).Findings.ShouldHaveSingleItem();
        (finding.Problem.Code, finding.Problem.Message).ShouldBe(("file.columns", "第 2 列超過 100 欄，之後的內容沒有讀取，整檔不匯入"));
    }

    [Fact]
    public void Blank_cells_and_rows_may_be_repeated_to_the_end_of_the_sheet()
    {
        var row = "<table:table-row><table:table-cell><text:p>A123456789</text:p></table:table-cell><table:table-cell><text:p>王測甲</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"16382\"/></table:table-row>";
        var read = SampleFormat.Read(Ods(Headings, row, "<table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>"), Small);
        read.Findings.ShouldBeEmpty();
        read.Rows.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("A1:XFD1048576", "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>A123456789</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>王測甲</t></is></c></row>", null)]
    [InlineData("A1:B2", "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>1</t></is></c></row>", "file.columns")]
    [InlineData("A1:B2", "<row r=\"2000000000\"><c r=\"A2000000000\" t=\"inlineStr\"><is><t>1</t></is></c></row>", "file.broken")]
    [InlineData("A1:B2", "<row r=\"2\"><c r=\"ZZZZZZ2\" t=\"inlineStr\"><is><t>1</t></is></c></row>", "file.broken")]
    [InlineData("A1:B2", "<row r=\"2\"><c r=\"ZZ2\" t=\"inlineStr\"><is><t>1</t></is></c></row>", "file.columns")]
    public void A_sheet_is_as_large_as_what_stands_in_it_and_not_as_it_says(string dimension, string row, string? code)
    {
        var file = Xlsx(("xl/worksheets/sheet1.xml", Sheet($"<row r=\"1\">{Inline("A1", "證號")}{Inline("B1", "姓名")}</row>{row}", dimension)));
        if (code is null)
        {
            SampleFormat.Read(file, Small).ShouldSatisfyAllConditions(r => r.Findings.ShouldBeEmpty(), r => r.Rows.ShouldHaveSingleItem());
        }
        else
        {
            Told(file, Small).ShouldBe((0, code));
        }
    }

    [Fact]
    public void Shared_texts_beyond_measure_are_not_read_into_memory() =>
        Told(
                Xlsx(
                    ("xl/worksheets/sheet1.xml", Sheet($"<row r=\"1\">{Inline("A1", "證號")}</row>", "A1")),
                    ("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">{string.Concat(Enumerable.Repeat("<si/>", 400_000))}</sst>")
                ),
                Small
            )
            .ShouldBe((0, "file.cells"));

    [Theory]
    [InlineData("ods")]
    [InlineData("sheet")]
    [InlineData("texts")]
    [InlineData("records")]
    public void Elements_nested_without_end_are_not_followed(string where)
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", 400_000));
        Told(where, deep).ShouldBe("xml.depth");
    }

    [Theory]
    [InlineData("ods")]
    [InlineData("sheet")]
    [InlineData("texts")]
    [InlineData("records")]
    public void A_tag_or_a_text_without_end_is_not_held_in_memory(string where)
    {
        Told(where, $"<a b=\"{new string('x', 4 << 20)}\"/>").ShouldBe("xml.long");
        Told(where, $"<a {string.Concat(Enumerable.Range(0, 300_000).Select(i => $"b{i}=\"\" "))}/>").ShouldBe("xml.long");
        Told(where, $"<a>{new string('x', 4 << 20)}</a>").ShouldBe("xml.long");
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Json_nested_without_end_says_that_it_is_too_deep(string level)
    {
        const string Code = "json.depth";
        Told(SampleFormat.Utf8("[{\"證號\":1,\"姓名\":1},{\"證號\":" + string.Concat(Enumerable.Repeat(level, 100_000))), Small).ShouldBe((1, Code));
        var records = RecordFile.Read(SampleFormat.Utf8("{\"學年\":\"115\",\"學期\":\"1\",\"學生資料\":[{\"a\":" + string.Concat(Enumerable.Repeat(level, 100_000))));
        records.Findings.Select(f => f.Problem.Code).ShouldBe([Code]);
    }

    [Fact]
    public void A_key_that_stands_a_hundred_thousand_times_is_one_finding()
    {
        var twice = string.Join(',', Enumerable.Repeat("\"姓名\":\"王\"", 100_000));
        SampleFormat.Read(SampleFormat.Utf8($"[{{\"證號\":\"A123456789\",{twice}}}]"), Small).Findings.Select(f => f.Problem.Code).ShouldBe(["json.double-key"]);
        RecordFile.Read(SampleFormat.Utf8($"{{\"學年\":\"115\",\"學期\":\"1\",\"學生資料\":[{{{twice}}}]}}")).Findings.Count.ShouldBeLessThan(200);
    }

    [Theory]
    [InlineData("證號,姓名\nA123456789,")]
    [InlineData("證號,姓名\n\"A123456789")]
    [InlineData("{\"證號\":1,\"姓名\":1}\n{\"證號\":\"")]
    public void A_line_that_never_ends_ends_the_file(string before)
    {
        var file = SampleFormat.Utf8(before + new string('x', 40 << 20) + "\nA123456789,王測甲\n");
        Measured(file, SampleFormat.Format).Findings.Select(f => f.Problem.Code).ShouldContain("file.endless-row");
    }

    [Fact]
    public void A_cell_that_is_far_too_long_is_told_by_its_length()
    {
        var finding = SampleFormat.Read(SampleFormat.Utf8($"證號,姓名,備註\nA123456789,王測甲,{new string('x', 501)}\n"), Small).Findings.ShouldHaveSingleItem();
        (finding.Line, finding.Column, finding.Problem.Message).ShouldBe((2, "備註", "這一格有 501 字，最多 500 字"));
    }

    [Fact]
    public void A_small_format_unpacks_to_little()
    {
        var format = SampleFormat.Make(AcceptPolicy.GoodRows, maxBytes: 100 << 10);
        Told(Xlsx(("xl/worksheets/sheet1.xml", new string(' ', 4 << 20))), format).ShouldBe((0, "file.zip-bomb"));
    }

    private static string Told(string where, string content) =>
        where switch
        {
            "ods" => Told(Ods(Headings, $"<table:table-row><table:table-cell>{content}"), SampleFormat.Format).Code,
            "sheet" => Told(Xlsx(("xl/worksheets/sheet1.xml", Sheet($"<row r=\"1\">{content}", "A1"))), SampleFormat.Format).Code,
            "texts" => Told(Xlsx(("xl/worksheets/sheet1.xml", Sheet("", "A1")), ("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\"><si>{content}")), SampleFormat.Format).Code,
            _ => RecordFile.Read(SampleFormat.Utf8($"<學籍交換資料>{content}")).Findings.ShouldHaveSingleItem().Problem.Code,
        };

    /// <summary>Rows read before the file was told why it is not read any further, and the code of that.</summary>
    private static (int Rows, string Code) Told(byte[] file, FileFormat format)
    {
        var read = Measured(file, format);
        read.HasFailed.ShouldBeTrue();
        var whole = read.Findings.Single(f => f.Line == 0);
        whole.Problem.Message.ShouldNotBeEmpty();
        whole.Problem.Hint.ShouldNotBeEmpty();
        return (read.Rows.Count + read.Findings.Where(f => f.Line > 0).Select(f => f.Line).Distinct().Count(), whole.Problem.Code);
    }

    private static ReadFile Measured(byte[] file, FileFormat format)
    {
        var (before, watch) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        var read = SampleFormat.Read(file, format);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(MostBytes);
        watch.Elapsed.ShouldBeLessThan(Patience);
        return read;
    }

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static string Headings { get; } = Row("證號", "姓名");

    private static string Row(string number, string name, int repeated = 1) =>
        $"<table:table-row table:number-rows-repeated=\"{repeated}\"><table:table-cell><text:p>{number}</text:p></table:table-cell><table:table-cell><text:p>{name}</text:p></table:table-cell></table:table-row>";

    private static byte[] Ods(params string[] rows) =>
        Zip(
            (
                "content.xml",
                "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"><office:body><office:spreadsheet><table:table>"
                    + string.Concat(rows)
                    + "</table:table></office:spreadsheet></office:body></office:document-content>"
            )
        );

    private static string Inline(string place, string text) => $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>";

    private static string Sheet(string rows, string dimension) => $"<worksheet xmlns=\"{Main}\"><dimension ref=\"{dimension}\"/><sheetData>{rows}</sheetData></worksheet>";

    private static byte[] Xlsx(params (string Name, string Content)[] parts) =>
        Zip([
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"),
            ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"x\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
            .. parts,
        ]);

    private static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }
}

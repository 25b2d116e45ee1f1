using System.IO.Compression;
using System.Text;
using StudentNet.Platform.Files;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>Each kind of bad input gets exactly its finding: line, column, value, code, with a reason and a hint.</summary>
[WithoutDatabase]
public sealed class BadInputTests
{
    private const string Good = "A123456789,王測甲,108/10/05,男,\n";
    private const string Headings = "證號,姓名,生日,性別,備註\n";

    [Theory]
    [InlineData("A123456788,王測甲,108/10/05,男,", "證號", "A123456788", "number.check")]
    [InlineData("A12345678,王測甲,108/10/05,男,", "證號", "A12345678", "number.length")]
    [InlineData(",王測甲,108/10/05,男,", "證號", "", "cell.required")]
    [InlineData("A123456789,王測甲,115/07/02,男,", "生日", "115/07/02", "cell.future")]
    [InlineData("A123456789,王測甲,108/13/05,男,", "生日", "108/13/05", "cell.date")]
    [InlineData("A123456789,王測甲,108/10/05,無,", "性別", "無", "cell.code")]
    [InlineData("A123456789,王測甲,108/10/05,男,這一段備註超過二十個字所以要告訴送件的人太長了", "備註", "這一段備註超過二十個字所以要告訴送件的人太長了", "cell.long")]
    [InlineData("A123456789,王\uFFFD甲,108/10/05,男,", "姓名", "王\uFFFD甲", "cell.lost")]
    [InlineData("A123456789,王測甲,108/10/05", null, null, "row.short")]
    [InlineData("A123456789,王測甲,108/10/05,男,範例路1號,2樓", null, null, "row.wide")]
    [InlineData("A123456789,\"王\"測甲,108/10/05,男,", null, null, "row.quote")]
    public void A_bad_row_is_told_with_line_column_value_and_code(string row, string? column, string? value, string code)
    {
        var read = SampleFormat.Read(SampleFormat.Utf8($"{Headings}{Good}{row}\n"));
        read.Short.ShouldBe([(3, column, value, code)]);
        read.Findings.ShouldAllBe(f => f.Problem.Message.Length > 0 && f.Problem.Hint.Length > 0);
        read.Rows.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("A123456789,王？甲,108/10/05,男,", "姓名", "name.substituted")]
    [InlineData("A123456789,王\uE000甲,108/10/05,男,", "姓名", "name.private")]
    [InlineData("A123456789,王測甲,108/10/05,男,=cmd()", "備註", "cell.formula")]
    public void A_doubtful_row_is_told_and_goes_in(string row, string column, string code)
    {
        var read = SampleFormat.Read(SampleFormat.Utf8($"{Headings}{row}\n"));
        read.Findings.Select(f => (f.Line, f.Column, f.Problem.Code)).ShouldBe([(2, column, code)]);
        read.Rows.Count.ShouldBe(1);
    }

    [Fact]
    public void Missing_columns_are_named_with_what_was_found_instead()
    {
        var read = SampleFormat.Read(SampleFormat.Utf8("身分證,生日,地址\nA123456789,108/10/05,範例路\n"));
        read.HasFailed.ShouldBeTrue();
        var missing = read.Findings.Single(f => f.Problem.Code == "columns.missing");
        missing.Problem.Message.ShouldBe("缺少必要的欄位：證號、姓名。檔案的標題是：「身分證」「生日」「地址」");
        read.Findings.Where(f => f.Problem.Code == "columns.unknown").Select(f => f.Column).ShouldBe(["身分證", "地址"]);
    }

    [Fact]
    public void A_doubled_column_is_told()
    {
        var read = SampleFormat.Read(SampleFormat.Utf8("證號,姓名,學生姓名\nA123456789,王測甲,王測乙\n"));
        read.Findings.ShouldHaveSingleItem().Problem.Message.ShouldBe("「姓名」出現兩次（第 2 欄與第 3 欄）");
        read.HasFailed.ShouldBeTrue();
    }

    [Fact]
    public void Headings_may_be_in_any_order_with_marks_and_a_title_line_above()
    {
        var read = SampleFormat.Read(SampleFormat.Utf8("範一國小新生名冊\n\n姓名*, 證 號 ,備註\n王測甲,A123456789,甲\n"));
        read.Findings.ShouldBeEmpty();
        read.Rows.ShouldHaveSingleItem()[0].ShouldBe("A123456789");
    }

    [Fact]
    public void Big5_bytes_that_mean_nothing_are_told_by_line()
    {
        var big5 = CodePagesEncodingProvider.Instance.GetEncoding(950)!;
        byte[] bytes = [.. big5.GetBytes(Headings + Good + "A123456789,王"), 0xFF, 0xFF, .. big5.GetBytes("甲,108/10/05,男,\n")];
        var read = SampleFormat.Read(bytes);
        read.Kind.ShouldBe("CSV，Big5");
        read.Findings.Select(f => (f.Line, f.Column, f.Problem.Code)).ShouldBe([(3, "姓名", "cell.lost")]);
    }

    [Fact]
    public void A_character_that_big5_lacks_may_be_written_as_a_reference()
    {
        var big5 = CodePagesEncodingProvider.Instance.GetEncoding(950)!;
        var read = SampleFormat.Read(big5.GetBytes(Headings + "A123456789,王&#134071;甲,108/10/05,男,\n"));
        read.Findings.ShouldBeEmpty();
        read.Rows.ShouldHaveSingleItem()[1].ShouldBe("王𠮷甲");
    }

    [Fact]
    public void A_file_cut_in_half_tells_its_last_row()
    {
        var whole = SampleFormat.Utf8(Headings + string.Concat(Enumerable.Repeat(Good, 50)));
        var read = SampleFormat.Read(whole[..^12]);
        read.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Line.ShouldBe(51), f => f.Problem.Code.ShouldBe("row.short"));
        read.Rows.Count.ShouldBe(49);
    }

    [Theory]
    [InlineData(TableKind.Xlsx)]
    [InlineData(TableKind.Ods)]
    public void Half_a_workbook_is_broken_and_says_so(TableKind kind)
    {
        var whole = SampleFormat.Write(kind, ["證號", "姓名"], Enumerable.Repeat(new[] { "A123456789", "王測甲" }, 500));
        SampleFormat.Read(whole[..(whole.Length / 2)]).Findings.ShouldHaveSingleItem().Problem.Code.ShouldBe("file.broken");
    }

    [Theory]
    [InlineData("%PDF-1.7 …", "file.kind")]
    [InlineData("<html><table>", "file.kind")]
    [InlineData("\n\n  \n", "file.empty")]
    public void What_is_no_table_is_named(string content, string code) =>
        SampleFormat.Read(SampleFormat.Utf8(content)).Findings.ShouldHaveSingleItem().Problem.Code.ShouldBe(code);

    [Fact]
    public void A_zip_that_is_no_workbook_is_named()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("名冊.csv");
        }

        SampleFormat.Read(stream.ToArray()).Findings.ShouldHaveSingleItem().Problem.Code.ShouldBe("file.kind");
    }

    [Theory]
    [InlineData("xl/worksheets/sheet1.xml", "xl/workbook.xml")]
    [InlineData("content.xml", "mimetype")]
    public void A_zip_bomb_is_refused_before_it_is_unpacked(string name, string beside)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry(beside);
            using var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize).Open();
            var block = new byte[1 << 20];
            for (var i = 0; i < 64; i++)
            {
                entry.Write(block);
            }
        }

        stream.Length.ShouldBeLessThan(1 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var finding = SampleFormat.Read(stream.ToArray()).Findings.ShouldHaveSingleItem();
        finding.Problem.Code.ShouldBe("file.zip-bomb");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(8L << 20);
    }

    [Fact]
    public void Headings_are_not_looked_for_in_blank_rows_without_end()
    {
        var blank = string.Concat(Enumerable.Repeat(new string(',', 500) + "\n", 5_000));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = SampleFormat.Read(System.Text.Encoding.UTF8.GetBytes(blank + "證號,姓名,生日,性別,備註\n"));
        read.Findings.ShouldHaveSingleItem().Problem.Code.ShouldBe("file.blank");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(32L << 20);
    }

    [Fact]
    public void A_bomb_of_many_entries_is_refused()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < 3_000; i++)
            {
                zip.CreateEntry($"x{i}");
            }
        }

        SampleFormat.Read(stream.ToArray()).Findings.ShouldHaveSingleItem().Problem.Code.ShouldBe("file.zip-bomb");
    }

    [Fact]
    public void Xml_entities_are_refused()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("content.xml").Open();
            entry.Write("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>"u8);
        }

        SampleFormat.Read(stream.ToArray()).Findings.ShouldHaveSingleItem().Problem.Code.ShouldBe("file.broken");
    }

    [Fact]
    public void A_repeated_row_of_a_million_costs_nothing()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("content.xml").Open();
            entry.Write(
                """
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
                <office:body><office:spreadsheet><table:table>
                <table:table-row><table:table-cell><text:p>證號</text:p></table:table-cell><table:table-cell><text:p>姓名</text:p></table:table-cell></table:table-row>
                <table:table-row><table:table-cell><text:p>A123456789</text:p></table:table-cell><table:table-cell><text:p>王測甲</text:p></table:table-cell></table:table-row>
                <table:table-row table:number-rows-repeated="1048574"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
                </table:table></office:spreadsheet></office:body></office:document-content>
                """u8
            );
        }

        var read = SampleFormat.Read(stream.ToArray());
        read.Findings.ShouldBeEmpty();
        read.Rows.Count.ShouldBe(1);
    }
}

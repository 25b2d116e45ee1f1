using System.Globalization;
using System.IO.Compression;
using System.Text;
using StudentNet.Platform.Intake.Reading;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>Cells as spreadsheets and the people before them really fill them: formulas, dates, tricks, footers, what nobody sees.</summary>
[WithoutDatabase]
public sealed class CellsAsTheyComeTests
{
    private static readonly string[] Headings = ["證號", "姓名", "生日", "性別", "備註"];

    /// <summary>5 October 2019 as a workbook counts.</summary>
    private const string Day = "43743";

    [Theory]
    [InlineData("<c t=\"e\"><f>VLOOKUP(1,Z:Z,1,0)</f><v>#N/A</v></c>", "cell.error-value")]
    [InlineData("<c t=\"e\"><v>#REF!</v></c>", "cell.error-value")]
    [InlineData("<c t=\"inlineStr\"><is><t>#VALUE!</t></is></c>", "cell.error-value")]
    [InlineData("<c><f>A1&amp;\"1-4\"</f></c>", "cell.formula-empty")]
    [InlineData("<c><f>A1</f><v></v></c>", "cell.formula-empty")]
    public void An_error_value_or_a_formula_without_a_result_is_never_a_blank_cell(string cell, string code)
    {
        var read = SampleFormat.Read(new MadeWorkbook().Sheet("x", Headings, ["A123456789", "王測甲", "", "", MadeWorkbook.Raw(cell)]).Bytes());
        read.Findings.Select(f => (f.Line, f.Column, f.Problem.Code)).ShouldBe([(2, "備註", code)]);
        read.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void A_formula_that_shows_nothing_is_blank()
    {
        var read = SampleFormat.Read(new MadeWorkbook().Sheet("x", Headings, ["A123456789", "王測甲", "", "", MadeWorkbook.Raw("<c t=\"str\"><f>IF(1,\"\",2)</f><v></v></c>")]).Bytes());
        read.Findings.ShouldBeEmpty();
        read.Rows.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("#N/A")]
    [InlineData("#REF!")]
    [InlineData("Err:502")]
    public void An_error_value_saved_as_text_is_one_too(string shown) => Codes($"A123456789,王測甲,,,{shown}").ShouldBe(["cell.error-value"]);

    [Fact]
    public void Error_cells_of_other_programs_are_told_in_each_kind()
    {
        foreach (var file in (string[])["errors.xls", "errors.ods"])
        {
            using var stream = typeof(SeveralSheetsTests).Assembly.GetManifestResourceStream($"OtherPrograms/{file}").ShouldNotBeNull();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            var read = SampleFormat.Read(bytes.ToArray());
            read.Findings.Select(f => (f.Line, f.Column, f.Problem.Code)).ShouldBe([(3, "備註", "cell.error-value")], file);
            read.Rows.Select(r => r[1]).ShouldBe(["王測甲"], file);
        }
    }

    [Theory]
    [InlineData("14")]
    [InlineData("27")]
    [InlineData("28")]
    [InlineData("36")]
    [InlineData("50")]
    [InlineData("58")]
    [InlineData("[$-404]e/m/d;@")]
    [InlineData("[$-404]ggge\"年\"m\"月\"d\"日\"")]
    [InlineData("民國e年m月d日")]
    [InlineData("yyy/mm/dd")]
    [InlineData("[DBNum1][$-404]yyyy\"年\"m\"月\"d\"日\"")]
    [InlineData("m/d/yyyy h:mm")]
    [InlineData("[$-404]aaaa")]
    public void A_date_is_one_under_every_format_that_shows_dates(string format)
    {
        var book = new MadeWorkbook();
        Birth(book.Sheet("x", Headings, ["A123456789", "王測甲", book.Number(Day, format)])).ShouldBe(new DateOnly(2019, 10, 5));
    }

    [Theory]
    [InlineData("General")]
    [InlineData("G/通用格式")]
    [InlineData("0.00E+00")]
    [InlineData("#,##0\"元\"")]
    [InlineData("[Red]0")]
    [InlineData("_-* #,##0_-")]
    public void A_number_is_none_under_formats_of_numbers(string format) => NumberFormat.IsDate(format).ShouldBeFalse();

    [Fact]
    public void Days_of_an_old_Mac_are_counted_from_1904()
    {
        var book = new MadeWorkbook { Is1904 = true };
        Birth(book.Sheet("x", Headings, ["A123456789", "王測甲", book.Number("42281", "[$-404]e/m/d")])).ShouldBe(new DateOnly(2019, 10, 5));
    }

    [Theory]
    [InlineData("2019/10/5 上午 12:00:00", "2019-10-05")]
    [InlineData("108/10/05 00:00", "2019-10-05")]
    [InlineData("2019-10-05T00:00:00", "2019-10-05")]
    [InlineData("2019-10-05T00:00:00+08:00", "2019-10-05")]
    [InlineData("2019-10-04T16:00:00Z", "2019-10-05")]
    [InlineData("2019-10-04T16:00:00.000Z", "2019-10-05")]
    [InlineData("2019-10-05T00:00:00Z", "2019-10-05")]
    [InlineData("10/5/2019 12:00:00 AM", null)]
    [InlineData("2019-10-04T15:00:00Z", null)]
    [InlineData("2019/10/4 下午 04:00:00", null)]
    [InlineData("2019-10-04 16:00", null)]
    public void An_instant_is_the_day_in_Taiwan_and_a_time_beside_a_birth_date_is_asked_about(string text, string? day)
    {
        var read = SampleFormat.Read(SampleFormat.Utf8($"證號,姓名,生日,性別,備註\nA123456789,王測甲,{text},,\n"));
        if (day is null)
        {
            read.Rows.ShouldBeEmpty();
            read.Findings.Single().Problem.Code.ShouldBeOneOf("cell.birth-time", "cell.date");
            return;
        }

        read.Rows.ShouldHaveSingleItem()[2].ShouldBe(DateOnly.Parse(day, CultureInfo.InvariantCulture).ToString(CultureInfo.CurrentCulture));
    }

    [Fact]
    public void A_birth_date_cell_eight_hours_early_is_asked_about()
    {
        var book = new MadeWorkbook();
        var read = SampleFormat.Read(book.Sheet("x", Headings, ["A123456789", "王測甲", book.Number("43742.66666666667", "yyyy/m/d")], ["A123456789", "王測乙", book.Number("43742.99950231481", "yyyy/m/d")]).Bytes());
        read.Rows.ShouldBeEmpty();
        read.Findings.Select(f => f.Problem.Code).ShouldBe(["cell.birth-time", "cell.birth-time"]);
    }

    [Theory]
    [InlineData("以下空白,,,,")]
    [InlineData("合計,1,,,")]
    [InlineData(",,,合計：1 人,")]
    [InlineData("共 1 人,,,,")]
    [InlineData("承辦人：,,主任：,,校長：")]
    [InlineData("以下空白")]
    [InlineData("證號,姓名,生日,性別,備註")]
    public void A_footer_is_passed_over_and_named(string row)
    {
        var read = SampleFormat.Read(SampleFormat.Utf8($"證號,姓名,生日,性別,備註\nA123456789,王測甲,108/10/05,男,\n{row}\n"));
        read.Rows.ShouldHaveSingleItem();
        read.Findings.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Line.ShouldBe(3), f => f.Severity.ShouldBe(StudentNet.Platform.Intake.Severity.Warning));
        read.Findings[0].Problem.Code.ShouldBeOneOf("row.foot", "row.heading");
    }

    [Fact]
    public void A_row_that_names_somebody_is_no_footer() => Codes("A123456789,合計,115/09/01,,").ShouldBe(["cell.future"]);

    [Fact]
    public void The_end_mark_of_old_files_is_no_row() =>
        SampleFormat.Read(SampleFormat.Utf8("證號,姓名\nA123456789,王測甲\n\u001A")).ShouldSatisfyAllConditions(r => r.Findings.ShouldBeEmpty(), r => r.Rows.ShouldHaveSingleItem());

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u200E")]
    [InlineData("\u202E")]
    [InlineData("\u2066")]
    [InlineData("\u00AD")]
    [InlineData("\uFEFF")]
    [InlineData("\u0008")]
    public void What_nobody_sees_is_taken_out_and_a_name_says_so(string mark)
    {
        var read = SampleFormat.Read(SampleFormat.Utf8($"證{mark}號,姓名,生日,性別,備註\nA12345{mark}6789{mark},王{mark}測甲,108/1{mark}0/05,{mark}男,備{mark}註\n"));
        read.Rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r[0].ShouldBe("A123456789"), r => r[1].ShouldBe("王測甲"), r => r[3].ShouldBe("Male"), r => r[4].ShouldBe("備註"));
        var finding = read.Findings.ShouldHaveSingleItem();
        (finding.Column, finding.Problem.Code).ShouldBe(("姓名", "name.invisible"));
        var code = $"U+{(int)mark[0]:X4}";
        finding.Problem.Message.ShouldContain(code);
        finding.Value.ShouldBe($"王〔{code}〕測甲");
    }

    [Theory]
    [InlineData("1", "name.letter")]
    [InlineData("***", "name.letter")]
    [InlineData("王測癸(轉出)", "name.sign")]
    [InlineData("王測丁😀", "name.sign")]
    [InlineData("王○○", "name.sign")]
    public void A_name_has_letters_and_few_signs(string name, string code) => Codes($"A123456789,{name},108/10/05,,").ShouldBe([code]);

    [Theory]
    [InlineData("O'Neil-Brown")]
    [InlineData("ᨠᩣ")]
    [InlineData("巴奈·撒韵")]
    [InlineData("Jose Ma. Cruz")]
    public void Names_of_others_are_names(string name) => Codes($"A123456789,{name},108/10/05,,").ShouldBeEmpty();

    [Theory]
    [InlineData("=\"A123456789\",=\"王測甲\",=\"108/10/05\",=\"男\",=\"01\"")]
    [InlineData("\"=\"\"A123456789\"\"\",\"=\"\"王測甲\"\"\",\"=\"\"108/10/05\"\"\",\"=\"\"男\"\"\",\"=\"\"01\"\"\"")]
    public void The_trick_that_keeps_zeros_is_undone_and_said_once_for_a_column(string row)
    {
        var read = SampleFormat.Read(SampleFormat.Utf8($"證號,姓名,生日,性別,備註\n{row}\n{row}\n"));
        read.Rows.Select(r => (r[0], r[1], r[3], r[4])).ShouldBe([("A123456789", "王測甲", "Male", "01"), ("A123456789", "王測甲", "Male", "01")]);
        read.Findings.Select(f => (f.Line, f.Problem.Code)).Distinct().ShouldBe([(2, "cell.text-trick")]);
    }

    [Fact]
    public void Blanks_around_a_quoted_field_are_no_part_of_it()
    {
        var read = SampleFormat.Read(SampleFormat.Utf8("證號,姓名,備註\nA123456789, \"王測甲\" ,\"甲,乙\"  \n"));
        read.Findings.ShouldBeEmpty();
        read.Rows.ShouldHaveSingleItem().ShouldSatisfyAllConditions(r => r[1].ShouldBe("王測甲"), r => r[4].ShouldBe("甲,乙"));
    }

    [Theory]
    [InlineData("１")]
    [InlineData("1.0")]
    public void A_code_is_read_as_it_was_meant(string sex)
    {
        var read = SampleFormat.Read(SampleFormat.Utf8($"證號,姓名,生日,性別,備註\nA123456789,王測甲,108/10/05,{sex},\n"));
        read.Rows.ShouldHaveSingleItem()[3].ShouldBe("Male");
        read.Findings.ShouldHaveSingleItem().Problem.Code.ShouldBe("cell.read-as");
    }

    [Fact]
    public void Zeros_that_a_sheet_shows_before_a_number_are_kept()
    {
        var book = new MadeWorkbook();
        SampleFormat.Read(book.Sheet("x", Headings, ["A123456789", "王測甲", "", "", book.Number("14501", "000000")]).Bytes()).Rows.ShouldHaveSingleItem()[4].ShouldBe("014501");
    }

    [Fact]
    public void Headings_may_say_that_they_are_required_and_have_remarks_above() =>
        SampleFormat.Read(SampleFormat.Utf8("※請勿更動標題\n證號(必填),姓名（必填）,備註【選填】\nA123456789,王測甲,甲\n"))
            .ShouldSatisfyAllConditions(r => r.Findings.ShouldBeEmpty(), r => r.Rows.ShouldHaveSingleItem()[4].ShouldBe("甲"));

    [Theory]
    [InlineData("xl/workbook.bin", "xlsb", "file.kind")]
    [InlineData("word/document.xml", "docx", "file.kind")]
    [InlineData("Index/Document.iwa", "numbers", "file.kind")]
    public void What_cannot_be_read_is_called_what_it_is(string part, string word, string code)
    {
        var problem = SampleFormat.Read(Zip((part, "<x/>"))).Findings.ShouldHaveSingleItem().Problem;
        problem.Code.ShouldBe(code);
        problem.Message.ShouldContain($".{word}");
        problem.Hint.ShouldContain(".xlsx");
    }

    [Fact]
    public void A_locked_open_document_says_that_it_is_locked() =>
        SampleFormat.Read(Zip(("META-INF/manifest.xml", "<manifest:encryption-data manifest:checksum=\"x\"/>"), ("content.xml", "\u0003\u0005")))
            .Findings.ShouldHaveSingleItem().Problem.Code.ShouldBe("file.password");

    private static DateOnly Birth(MadeWorkbook book)
    {
        var read = SampleFormat.Read(book.Bytes());
        read.Findings.ShouldBeEmpty();
        return DateOnly.Parse(read.Rows.ShouldHaveSingleItem()[2], CultureInfo.CurrentCulture);
    }

    private static IEnumerable<string> Codes(string row) => SampleFormat.Read(SampleFormat.Utf8($"證號,姓名,生日,性別,備註\n{row}\n")).Findings.Select(f => f.Problem.Code);

    private static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }
}

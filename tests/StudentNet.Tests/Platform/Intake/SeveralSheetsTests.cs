using System.IO.Compression;
using System.Text;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>A workbook is read sheet by sheet; no sheet with people on it is lost without a word.</summary>
[WithoutDatabase]
public sealed class SeveralSheetsTests
{
    private static readonly string[] Headings = ["證號", "姓名", "備註"];

    private static string[] Pupil(string name, string remark = "") => ["A123456789", name, remark];

    [Fact]
    public void Every_sheet_with_the_headings_is_read_whatever_their_order()
    {
        var file = new MadeWorkbook()
            .Sheet("101班", Headings, Pupil("王測甲"), Pupil("王測乙"))
            .Sheet("102班", ["102 班名單"], ["姓名", "證號"], ["王測丙", "A123456789"])
            .Sheet("空白")
            .Bytes();
        var read = SampleFormat.Read(file);
        read.Findings.ShouldBeEmpty();
        read.Rows.Select(r => r[1]).ShouldBe(["王測甲", "王測乙", "王測丙"]);
    }

    [Fact]
    public void A_finding_names_sheet_and_row()
    {
        var file = new MadeWorkbook().Sheet("101班", Headings, Pupil("王測甲")).Sheet("102班", Headings, Pupil("王測乙"), ["A123456788", "王測丙"]).Bytes();
        using var stream = new MemoryStream(file);
        using var reader = new StudentNet.Platform.Intake.Reading.RowReader(SampleFormat.Format, stream, SampleFormat.Today, new Dictionary<string, object?>());
        var bad = new List<int>();
        while (reader.Read())
        {
            bad.AddRange(reader.Findings.Select(f => f.Line));
        }

        reader.SheetNames.ShouldBe(["101班", "102班"]);
        bad.Select(line => StudentNet.Platform.Intake.SheetLines.Words(reader.SheetNames, line)).ShouldBe(["工作表「102班」第 3 列"]);
    }

    [Theory]
    [InlineData("缺欄", "證號", "備註")]
    [InlineData("沒有標題", "A123456789", "王測丙")]
    public void A_sheet_that_may_hold_people_and_cannot_be_read_refuses_the_file_by_name(string name, string first, string second)
    {
        var read = SampleFormat.Read(new MadeWorkbook().Sheet("101班", Headings, Pupil("王測甲")).Sheet(name, [first, second], Pupil("王測乙")).Bytes());
        read.HasFailed.ShouldBeTrue();
        read.Rows.ShouldBeEmpty();
        var finding = read.Findings.ShouldHaveSingleItem();
        (finding.Line, finding.Problem.Code).ShouldBe((0, "sheet.unread"));
        finding.Problem.Message.ShouldContain($"「{name}」");
    }

    [Fact]
    public void Guides_and_hidden_sheets_are_passed_over_and_named()
    {
        var file = new MadeWorkbook()
            .Hidden("代碼", ["性別"], ["男"])
            .Sheet("填表說明", ["請依下列說明填寫"], ["一、每位學生一列"])
            .Sheet("名單", Headings, Pupil("王測甲"))
            .Hidden("去年", Headings, Pupil("王測乙"))
            .Bytes();
        var read = SampleFormat.Read(file);
        read.Rows.Select(r => r[1]).ShouldBe(["王測甲"]);
        read.HasFailed.ShouldBeFalse();
        read.Findings.Select(f => (f.Problem.Code, f.Problem.Message.Split('「', '」')[1])).ShouldBe([("sheet.hidden", "代碼"), ("sheet.passed-over", "填表說明"), ("sheet.hidden", "去年")]);
    }

    [Fact]
    public void Rows_of_all_sheets_count_together()
    {
        var few = SampleFormat.Make(StudentNet.Platform.Intake.AcceptPolicy.GoodRows, limits: new StudentNet.Platform.Intake.FormatLimits { Rows = 3 });
        var read = SampleFormat.Read(new MadeWorkbook().Sheet("甲", Headings, Pupil("王測甲"), Pupil("王測乙")).Sheet("乙", Headings, Pupil("王測丙"), Pupil("王測丁")).Bytes(), few);
        read.HasFailed.ShouldBeTrue();
        read.Findings.ShouldHaveSingleItem().Problem.Code.ShouldBe("file.rows");
    }

    [Fact]
    public void An_open_document_has_sheets_too_and_hides_some()
    {
        const string Row = "<table:table-row><table:table-cell><text:p>{0}</text:p></table:table-cell><table:table-cell><text:p>{1}</text:p></table:table-cell></table:table-row>";
        static string Table(string name, string style, params (string, string)[] rows) =>
            $"<table:table table:name=\"{name}\" table:style-name=\"{style}\">{string.Concat(rows.Select(r => string.Format(System.Globalization.CultureInfo.InvariantCulture, Row, r.Item1, r.Item2)))}</table:table>";
        var read = SampleFormat.Read(
            Ods(
                Table("101班", "ta1", ("證號", "姓名"), ("A123456789", "王測甲")),
                Table("代碼", "ta2", ("證號", "姓名"), ("A123456789", "王測丁")),
                Table("102班", "ta1", ("證號", "姓名"), ("A123456789", "王測乙"), ("A123456788", "王測丙"))
            )
        );
        read.Rows.Select(r => r[1]).ShouldBe(["王測甲", "王測乙"]);
        read.Findings.Select(f => f.Problem.Code).ShouldBe(["sheet.hidden", "number.check"]);
    }

    [Fact]
    public void An_old_workbook_has_sheets_too_and_hides_some()
    {
        using var stream = typeof(SeveralSheetsTests).Assembly.GetManifestResourceStream("OtherPrograms/sheets.xls").ShouldNotBeNull();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var read = SampleFormat.Read(bytes.ToArray());
        read.Rows.Select(r => r[1]).ShouldBe(["王測甲", "王測乙"]);
        read.Findings.Select(f => f.Problem.Code).ShouldBe(["sheet.hidden"]);
    }

    [Fact]
    public void The_children_of_the_other_sheets_stay_on_the_roll()
    {
        var read = SampleFormat.Read(File.ReadAllBytes(SharedData.PathOf("cases/01-sheet-per-class/m1b.xlsx")), ClassRolls());
        read.Findings.ShouldBeEmpty();
        read.Rows.Count.ShouldBe(22);
    }

    private static StudentNet.Platform.Intake.FileFormat ClassRolls() => StudentNet.Modules.Students.Q1ClassRolls.ClassRollFormat.Format;

    private static byte[] Ods(params string[] tables)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("content.xml").Open();
            entry.Write(
                Encoding.UTF8.GetBytes(
                    """
                    <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
                    <office:automatic-styles><style:style style:name="ta1"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
                    <office:body><office:spreadsheet>
                    """
                        + string.Concat(tables)
                        + "</office:spreadsheet></office:body></office:document-content>"
                )
            );
        }

        return stream.ToArray();
    }
}

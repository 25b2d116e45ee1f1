using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake.Reading;

/// <summary>
/// Workbooks that other programs wrote (<c>OtherPrograms/make.js</c>, <c>make.py</c>): texts, a date as a date cell, a character beyond the basic
/// plane, a number where a text is meant.
/// </summary>
[WithoutDatabase]
public sealed class OtherProgramsTests
{
    [Theory]
    [InlineData("sheetjs.xls")]
    [InlineData("sheetjs.xlsx")]
    [InlineData("sheetjs.ods")]
    [InlineData("xlwt.xls")]
    [InlineData("openpyxl.xlsx")]
    [InlineData("odfpy.ods")]
    public void A_workbook_of_another_program_says_what_its_sheet_shows(string file)
    {
        using var stream = typeof(OtherProgramsTests).Assembly.GetManifestResourceStream($"OtherPrograms/{file}").ShouldNotBeNull();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var read = SampleFormat.Read(bytes.ToArray());

        read.Findings.ShouldBeEmpty();
        read.Rows.Select(r => string.Join('|', r.Skip(1)))
            .ShouldBe(
                [
                    $"王測甲|{Birth}|Male|",
                    $"王測乙|{Birth}|Male|日期儲存格",
                    $"王𠀋丙|{Birth}|Male|罕用字",
                    $"王測丁|{Birth}|Male|12",
                ]
            );
    }

    private static string Birth => new DateOnly(2019, 10, 5).ToString(System.Globalization.CultureInfo.CurrentCulture);
}

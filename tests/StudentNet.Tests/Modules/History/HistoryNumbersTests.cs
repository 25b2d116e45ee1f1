using System.Text;
using StudentNet.Modules.History.S1History;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.History;

/// <summary>What people paste or keep in a file as a list of numbers.</summary>
[WithoutDatabase]
public sealed class HistoryNumbersTests
{
    [Fact]
    public void A_heading_is_left_out_each_number_comes_once_and_what_is_none_stays_as_it_stood() =>
        HistoryNumbers
            .Lines("姓名,證號\r\n王小明,a123456789\nＡ１２３４５６７８９\n\nA123456780\t張三\n\"F131104093\";x\n無證號")
            .ShouldBe([new("王小明,a123456789", "A123456789"), new("A123456780\t張三", null), new("\"F131104093\";x", "F131104093"), new("無證號", null)]);

    [Fact]
    public async Task A_file_is_read_in_big5_and_utf16_and_a_workbook_is_no_text()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var encoding in new[] { Encoding.GetEncoding("big5"), Encoding.Unicode, Encoding.UTF8 })
        {
            using var file = new MemoryStream([.. encoding.Preamble, .. encoding.GetBytes("姓名,證號\r\n王小明,A123456789\r\n")]);
            HistoryNumbers.Lines((await HistoryNumbers.TextOfAsync(file))!).ShouldBe([new("王小明,A123456789", "A123456789")], encoding.WebName);
        }

        using var workbook = new MemoryStream("PK\u0003\u0004\0\0"u8.ToArray());
        (await HistoryNumbers.TextOfAsync(workbook)).ShouldBeNull();
    }
}

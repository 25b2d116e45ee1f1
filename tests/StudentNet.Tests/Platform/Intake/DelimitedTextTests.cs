using System.Text;
using StudentNet.Platform.Intake.Reading;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

[WithoutDatabase]
public sealed class DelimitedTextTests
{
    [Theory]
    [InlineData("a,b\r\nc,d\r\n", "a|b/c|d")]
    [InlineData("a,b\nc,d", "a|b/c|d")]
    [InlineData("a,b\rc,d\r", "a|b/c|d")]
    [InlineData("\"a,1\",\"b\"\"2\"\"\"\r\n", "a,1|b\"2\"")]
    [InlineData("\"two\r\nlines\",b\r\nc,d", "two\r\nlines|b/c|d")]
    [InlineData("a,,\r\n", "a||")]
    [InlineData("a\r\n\r\nb", "a//b")]
    [InlineData("a b\"c,d", "a b\"c|d")]
    public void Rows_are_split_as_spreadsheets_split_them(string text, string expected) => Rows(text).ShouldBe(expected);

    [Fact]
    public void A_quote_that_never_closes_costs_its_row_only()
    {
        var lines = string.Concat(Enumerable.Range(1, 100).Select(i => $"r{i},x\n"));
        using var source = Open($"a,b\n1,\"open\n{lines}");
        var bad = new List<int>();
        var count = 0;
        while (source.Read())
        {
            count++;
            if (source.RowProblem is { } problem)
            {
                problem.Code.ShouldBe("row.quote");
                bad.Add(source.Line);
            }
        }

        bad.ShouldBe([2]);
        count.ShouldBe(102);
    }

    [Fact]
    public void Half_a_file_that_ends_in_quotes_says_so()
    {
        using var source = Open("a,b\n1,\"half an addr");
        source.Read().ShouldBeTrue();
        source.Read().ShouldBeTrue();
        source.RowProblem.ShouldNotBeNull().Code.ShouldBe("row.quote");
        source.Read().ShouldBeFalse();
    }

    [Fact]
    public void A_row_without_end_is_cut_off_and_costs_no_memory()
    {
        using var source = Open("a,b\n" + new string('x', 5_000_000) + "\nc,d\n");
        source.Read().ShouldBeTrue();
        source.Read().ShouldBeTrue();
        source.RowProblem.ShouldNotBeNull().Code.ShouldBe("row.long");
        source.Read().ShouldBeTrue();
        (source.Field(0), source.Field(1), source.Line).ShouldBe(("c", "d", 3));
        source.Read().ShouldBeFalse();
    }

    [Fact]
    public void Rows_longer_than_the_buffer_are_whole()
    {
        var field = new string('字', 100_000);
        using var source = Open($"{field},\"{field}\",z\n1,2,3");
        source.Read().ShouldBeTrue();
        (source.Field(0).Length, source.Field(1).Length, source.Field(2)).ShouldBe((100_000, 100_000, "z"));
        source.Read().ShouldBeTrue();
        source.Field(2).ShouldBe("3");
    }

    [Theory]
    [InlineData("utf-8", false, "UTF-8")]
    [InlineData("utf-8", true, "UTF-8")]
    [InlineData("utf-16", true, "UTF-16")]
    [InlineData("utf-16", false, "UTF-16")]
    [InlineData("utf-16BE", true, "UTF-16")]
    [InlineData("utf-16BE", false, "UTF-16")]
    [InlineData("big5", false, "Big5")]
    public void The_encoding_is_found_from_the_bytes(string name, bool mark, string expected)
    {
        var encoding = name == "big5" ? CodePagesEncodingProvider.Instance.GetEncoding(950)! : Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("證號,姓名\r\nA123456789,王測甲\r\n")];
        using var stream = new MemoryStream(bytes);
        var (found, title) = TextDecoding.Detect(stream);
        title.ShouldBe(expected);
        using var reader = new StreamReader(stream, found);
        reader.ReadToEnd().ShouldBe("證號,姓名\r\nA123456789,王測甲\r\n");
    }

    [Fact]
    public void A_few_broken_bytes_do_not_turn_utf_8_into_big5()
    {
        var bytes = SampleFormat.Utf8(string.Concat(Enumerable.Repeat("王測甲,範例路\n", 200)));
        bytes[100] = 0xFF;
        using var stream = new MemoryStream(bytes);
        TextDecoding.Detect(stream).Name.ShouldBe("UTF-8");
    }

    [Theory]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void Another_delimiter_is_recognised_by_the_headings(char delimiter)
    {
        var text = $"證號,姓名,備註\n{SampleNumber},王測甲,甲\n".Replace(',', delimiter);
        var read = SampleFormat.Read(SampleFormat.Utf8(text));
        read.Findings.ShouldBeEmpty();
        read.Rows.ShouldHaveSingleItem()[1].ShouldBe("王測甲");
    }

    internal const string SampleNumber = "A123456789";

    private static DelimitedSource Open(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)), new UTF8Encoding(false), "UTF-8", ',');

    private static string Rows(string text)
    {
        using var source = Open(text);
        var rows = new List<string>();
        while (source.Read())
        {
            source.RowProblem.ShouldBe((Problem?)null);
            rows.Add(string.Join('|', Enumerable.Range(0, source.FieldCount).Select(source.Field)));
        }

        return string.Join('/', rows);
    }
}

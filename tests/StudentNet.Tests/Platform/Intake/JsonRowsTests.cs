using System.Text;
using CsCheck;
using StudentNet.Platform.Files;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>JSON and NDJSON as rows of any format: keys are headings, elements or lines are rows.</summary>
[Collection(nameof(MeasuresMemory))]
[WithoutDatabase]
public sealed class JsonRowsTests
{
    private const string Good = """{"證號":"A123456789","姓名":"王測甲","生日":"108/10/05","性別":"男","備註":null}""";

    private static readonly string[] Marks = ["{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "D8", "證號", "1", "null", "\n", " ", Good];

    [Theory]
    [InlineData($"[{Good}]", "JSON，UTF-8")]
    [InlineData($"\uFEFF  [\n{Good}\n]\n", "JSON，UTF-8")]
    [InlineData($$"""{"資料":[{{Good}}]}""", "JSON，UTF-8")]
    [InlineData($$"""{"學年度":115,"表頭":{"學校":"範一"},"rows":[{{Good}}],"完":true}""", "JSON，UTF-8")]
    [InlineData($"{Good}\n", "NDJSON，UTF-8")]
    [InlineData($"\n\n{Good}\r\n\r\n", "NDJSON，UTF-8")]
    public void One_pupil_is_one_row_in_each_shape(string text, string kind)
    {
        var read = SampleFormat.Read(SampleFormat.Utf8(text));
        read.Findings.ShouldBeEmpty();
        read.Kind.ShouldBe(kind);
        read.Rows.ShouldHaveSingleItem().Take(2).ShouldBe(["A123456789", "王測甲"]);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("big5")]
    public void Other_encodings_are_read_too(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        foreach (var text in (string[])[$"[{Good},{Good}]", $"{Good}\n{Good}"])
        {
            var read = SampleFormat.Read(encoding.GetBytes(text));
            read.Findings.ShouldBeEmpty();
            read.Rows.Count.ShouldBe(2);
        }
    }

    [Fact]
    public void Numbers_truth_and_escapes_are_text_and_null_is_empty()
    {
        var read = SampleFormat.Read(
            SampleFormat.Utf8("""[{"第1欄":7,"第2欄":true,"第3欄":"王\u{74}\uD842\uDFB7"},{"第1欄":-1.50,"第3欄":"a\"\\\/"}]""".Replace("\\u{74}", "\\u0074", StringComparison.Ordinal)),
            SampleFormat.Texts(3)
        );
        read.Rows.ShouldBe([["7", "true", "王t𠮷"], ["-1.50", "", "a\"\\/"]]);
    }

    [Fact]
    public void Keys_are_headings_unknown_ones_are_told_once_and_missing_ones_fail()
    {
        var read = SampleFormat.Read(SampleFormat.Utf8("""[{"證 號":"A123456789","學生姓名":"王測甲","鞋號":3},{"證 號":"A123456789","學生姓名":"王測乙","鞋號":4}]"""));
        read.Short.ShouldBe([(0, "鞋號", null, "columns.unknown")]);
        read.Rows.Count.ShouldBe(2);

        var missing = SampleFormat.Read(SampleFormat.Utf8("""[{"證號":"A123456789"}]"""));
        missing.HasFailed.ShouldBeTrue();
        missing.Findings.ShouldContain(f => f.Problem.Code == "columns.missing" && f.Column == "姓名");
    }

    [Fact]
    public void A_key_that_one_element_lacks_is_an_empty_cell_of_that_row()
    {
        var read = SampleFormat.Read(SampleFormat.Utf8($$"""[{{Good}},{"證號":"A123456789"}]"""));
        read.Short.ShouldBe([(2, "姓名", "", "cell.required")]);
        read.Rows.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"證號":"A123456789","姓名":"王測甲","姓名":"王測乙"}""", "json.double-key")]
    [InlineData("""{"證號":"A123456789","姓名":["王測甲"]}""", "json.nested")]
    [InlineData("""{"證號":"A123456789","姓名":{"姓":"王"}}""", "json.nested")]
    [InlineData(""" "王測甲" """, "json.no-object")]
    [InlineData("null", "json.no-object")]
    public void An_element_that_is_no_flat_object_costs_its_row_only(string element, string code)
    {
        SampleFormat.Read(SampleFormat.Utf8($"[{Good},{element},{Good}]")).ShouldSatisfyAllConditions(
            r => r.Short.ShouldBe([(2, null, null, code)]),
            r => r.Rows.Count.ShouldBe(2)
        );
        SampleFormat.Read(SampleFormat.Utf8($"{Good}\n{element}\n{Good}")).ShouldSatisfyAllConditions(
            r => r.Short.ShouldBe([(2, null, null, code)]),
            r => r.Rows.Count.ShouldBe(2)
        );
    }

    [Fact]
    public void A_broken_line_costs_that_line_and_says_where()
    {
        var read = SampleFormat.Read(SampleFormat.Utf8($"{Good}\n{Good[..40]}\n{Good},\n{Good}\n"));
        read.Findings.Select(f => (f.Line, f.Problem.Code)).ShouldBe([(2, "json.broken-line"), (3, "json.broken-line")]);
        read.Findings[1].Problem.Message.ShouldContain($"第 {Good.Length + 1} 個字");
        read.Rows.Count.ShouldBe(2);
        read.HasFailed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("", "第 3 筆")]
    [InlineData("}]", "第 3 筆、第 4 行")]
    public void A_document_that_breaks_says_in_which_element_and_line_and_is_not_accepted(string rest, string where)
    {
        var read = SampleFormat.Read(SampleFormat.Utf8($"[\n{Good},\n{Good},\n{Good[..26]}{rest}"));
        read.HasFailed.ShouldBeTrue();
        var broken = read.Findings.ShouldHaveSingleItem();
        (broken.Line, broken.Problem.Code).ShouldBe((0, "json.broken"));
        broken.Problem.Message.ShouldContain(where);
        read.Rows.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("{}", "file.empty")]
    [InlineData("{\n\"證號\":\"A123456789\"\n}", "json.no-array")]
    [InlineData("[[1,2]]", "json.no-array")]
    [InlineData("[]", "file.empty")]
    [InlineData("""{"資料":[]}""", "file.empty")]
    [InlineData($$"""{"a":[{{Good}}],"b":[{{Good}}]}""", "json.two-arrays")]
    [InlineData($"[{Good}] [{Good}]", "json.broken")]
    [InlineData("{'證號':1}", "json.broken")]
    public void What_is_no_array_of_objects_is_named(string text, string code)
    {
        var read = SampleFormat.Read(SampleFormat.Utf8(text));
        read.HasFailed.ShouldBeTrue();
        read.Findings.ShouldHaveSingleItem().Problem.Code.ShouldBe(code);
    }

    [Fact]
    public void Nesting_without_end_is_refused_at_once()
    {
        var read = SampleFormat.Read(SampleFormat.Utf8($$"""[{{Good}},{"姓名":{{new string('[', 100_000)}}"""));
        read.HasFailed.ShouldBeTrue();
        read.Findings.ShouldHaveSingleItem().Problem.Code.ShouldBe("json.depth");
    }

    [Fact]
    public void Keys_that_are_values_do_not_fill_the_memory()
    {
        var rows = string.Join(',', Enumerable.Range(0, 5_000).Select(i => $$"""{"證號":"A123456789","姓名":"王測甲","k{{i}}":1}"""));
        var read = SampleFormat.Read(SampleFormat.Utf8($"[{rows}]"));
        read.HasFailed.ShouldBeTrue();
        read.Findings.ShouldContain(f => f.Problem.Code == "json.too-many-keys");
    }

    [Fact]
    public void Bytes_that_are_no_text_and_half_pairs_are_findings_of_their_cell()
    {
        byte[] damaged = [.. SampleFormat.Utf8("[{\"證號\":\"A123456789\",\"姓名\":\"王"), 0xFF, .. SampleFormat.Utf8($"\"}},{Good},{Good}]")];
        SampleFormat.Read(damaged).Findings.Select(f => (f.Line, f.Column, f.Problem.Code)).ShouldBe([(1, "姓名", "cell.lost")]);

        var half = SampleFormat.Read(SampleFormat.Utf8("""[{"證號":"A123456789","姓名":"王\uD842甲","\uD842":"x"}]"""));
        half.Findings.Select(f => (f.Line, f.Problem.Code)).ShouldBe([(0, "columns.unknown"), (1, "cell.lost")]);
        half.Findings.ShouldAllBe(f => !f.Problem.Message.Contains('\uD842') && (f.Value == null || !f.Value.Contains('\uD842')));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_hundred_thousand_rows_cost_no_more_memory_than_a_thousand(bool lines)
    {
        var rows = Enumerable.Repeat(Good, 100_000);
        var file = SampleFormat.Utf8(lines ? string.Join('\n', rows) : $"[{string.Join(",\n", rows)}]");
        using var stream = new MemoryStream(file);
        using var reader = new StudentNet.Platform.Intake.Reading.RowReader(SampleFormat.Format, stream, SampleFormat.Today, new Dictionary<string, object?>());
        var (count, most) = (0, 0L);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        while (reader.Read())
        {
            if (++count % 25_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        count.ShouldBe(100_000);
        most.ShouldBeLessThan(4L << 20);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64 << 10)]
    public void Rows_are_whole_wherever_the_buffer_ends(int padding)
    {
        var pad = new string(' ', padding);
        var count = padding > 100 ? 40 : 2_000;
        var rows = Enumerable.Range(0, count).Select(i => $$"""{"第1欄":"{{i}}",{{pad}}"第2欄":"{{new string('測', i % 97)}}"}""").ToList();
        foreach (var text in (string[])[$"[{string.Join(',', rows)}]", string.Join('\n', rows)])
        {
            var read = SampleFormat.Read(SampleFormat.Utf8(text), SampleFormat.Texts(2));
            read.Findings.ShouldBeEmpty();
            read.Rows.Select(r => (r[0], r[1].Length)).ShouldBe(Enumerable.Range(0, count).Select(i => ($"{i}", i % 97)));
        }
    }

    [Fact]
    public void Any_text_made_of_the_marks_of_json_is_rows_or_findings() =>
        Gen.Int[0, Marks.Length - 1]
            .Array[1, 40]
            .Select(marks => string.Concat(marks.Select(i => Marks[i])))
            .Sample(text => SampleFormat.Read(SampleFormat.Utf8(text)), iter: 5_000);

    [Fact]
    public void Sheets_that_are_not_json_are_still_read_as_sheets()
    {
        SampleFormat.Read(SampleFormat.Utf8("[範一國小] 名冊\n證號,姓名\nA123456789,王測甲\n")).Rows.Count.ShouldBe(1);
        SampleFormat.Read(SampleFormat.Write(TableKind.Csv, ["證號", "姓名"], [["A123456789", "王測甲"]])).Rows.Count.ShouldBe(1);
    }
}

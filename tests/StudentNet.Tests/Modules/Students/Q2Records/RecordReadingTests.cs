using System.Text.Json.Nodes;
using System.Text;
using CsCheck;
using StudentNet.Modules.Students.Q2Records;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Students.Q2Records;

/// <summary>How files of student records are read: canonical, bounded, and never with an exception.</summary>
[Collection(nameof(MeasuresMemory))]
[WithoutDatabase]
public sealed class RecordReadingTests
{
    [Fact]
    public void The_same_record_gives_the_same_document_whatever_its_order_types_and_empty_members()
    {
        var plain = RecordFile.Read(RecordFile.Example("passes.json")).Documents[0];
        var turned = RecordFile.Of(
            "passes.json",
            document =>
            {
                var pupils = document["學生資料"]!.AsArray();
                var pupil = pupils[0]!.AsObject();
                var reversed = new JsonObject();
                foreach (var (name, value) in pupil.Reverse().ToList())
                {
                    reversed[name] = value!.DeepClone();
                }

                reversed["基本資料"]!["現在年級"] = 3;
                reversed["基本資料"]!["連絡資料"] = new JsonObject { ["行動電話"] = "", ["戶籍地址"] = new JsonObject { ["戶籍地址_村里"] = null } };
                pupils[0] = reversed;
            }
        );
        RecordFile.Read(turned).Documents[0].ShouldBe(plain);
    }

    [Fact]
    public void An_xml_pupil_gives_the_document_that_json_gives()
    {
        var xml = RecordFile.Read(RecordFile.Example("passes-3.0.xml"));
        xml.Kind.ShouldBe("XML 3.0");
        var document = xml.Documents[0];
        var json = Encoding.UTF8.GetBytes($$"""{"學年":115,"學期":1,"學校代碼":"999601","學生資料":[{{document}}]}""");
        RecordFile.Read(json).Documents.ShouldHaveSingleItem().ShouldBe(document);
    }

    [Fact]
    public void What_the_system_does_not_take_is_left_out_and_said_once()
    {
        var file = RecordFile.Of(
            "passes.json",
            document =>
            {
                foreach (var pupil in document["學生資料"]!.AsArray())
                {
                    pupil!["基本資料"]!["父親基本資料"] = new JsonObject { ["父親_職業"] = "工" };
                    pupil["鞋號"] = 36;
                }
            }
        );
        var read = RecordFile.Read(file);
        read.Documents.Count.ShouldBe(6);
        read.Documents.ShouldAllBe(d => !d.Contains("父親") && !d.Contains("鞋號"));
        read.Findings.Count(f => f.Problem.Code == "record.not-taken").ShouldBe(1);
        read.Findings.Single(f => f.Problem.Code == "record.unknown").Column.ShouldBe("鞋號");
    }

    [Theory]
    [InlineData("2025-12-31", null)]
    [InlineData("2026-01-15", Severity.Warning)]
    [InlineData("2027-07-14", Severity.Warning)]
    [InlineData("2027-07-15", Severity.Error)]
    public void A_rule_is_silent_then_warns_then_rejects_by_its_dates(string day, Severity? expected)
    {
        var file = RecordFile.Of(
            "passes.json",
            document => document["學生資料"]![0]!["學期資料"]!["個別學期資料"]![0]!.AsObject().Remove("日常生活表現")
        );
        var read = RecordFile.Read(file, DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        var found = read.Findings.Where(f => f is { Line: 1, Problem.Code: "record.attendance-missing" }).Select(f => (Severity?)f.Severity).SingleOrDefault();
        found.ShouldBe(expected);
        RecordRules.All.ShouldAllBe(r => r.RejectFrom == null || r.RejectFrom >= r.WarnFrom);
    }

    [Fact]
    public void A_file_of_another_term_is_refused_as_a_whole()
    {
        var read = RecordFile.Read(RecordFile.Example("passes.json"), term: "2");
        read.HasFailed.ShouldBeTrue();
        read.Findings.ShouldHaveSingleItem().Problem.Code.ShouldBe("record.head");
    }

    [Theory]
    [InlineData("證號,姓名\nA123456789,王測甲\n", "record.kind")]
    [InlineData("[]", "record.no-pupils")]
    [InlineData("""{"學年":115,"學期":1}""", "record.no-pupils")]
    [InlineData("""{"學年":115,"學期":1,"學生資料":[{"基本資料":{""", "json.broken")]
    [InlineData("<!DOCTYPE 學籍交換資料 SYSTEM \"student_3_0.dtd\"><學籍交換資料/>", "xml.dtd")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><學籍交換資料>&b;</學籍交換資料>", "xml.dtd")]
    [InlineData("<學籍交換資料><學生基本資料><基本資料>&b;</基本資料></學生基本資料></學籍交換資料>", "xml.broken")]
    [InlineData("<學籍交換資料><學生基本資料><基本資料>", "xml.broken")]
    [InlineData("<學籍交換資料/>", "record.no-pupils")]
    public void What_is_no_file_of_records_is_named(string text, string code)
    {
        var read = RecordFile.Read(Encoding.UTF8.GetBytes(text));
        read.HasFailed.ShouldBeTrue();
        read.Findings.ShouldContain(f => f.Line == 0 && f.Problem.Code == code);
    }

    [Theory]
    [InlineData("passes.json")]
    [InlineData("passes-3.0.xml")]
    public void Changed_bytes_are_findings(string file)
    {
        var valid = RecordFile.Example(file);
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte)
            .Array[1, 12]
            .Sample(
                changes =>
                {
                    var damaged = (byte[])valid.Clone();
                    foreach (var (at, value) in changes)
                    {
                        damaged[at] = value;
                    }

                    Judge(damaged);
                },
                iter: 400
            );
    }

    [Theory]
    [InlineData("passes.json")]
    [InlineData("passes-3.0.xml")]
    public void Missing_and_doubled_stretches_are_findings(string file)
    {
        var valid = RecordFile.Example(file);
        Gen.Select(Gen.Int[0, valid.Length], Gen.Int[0, valid.Length], Gen.Bool)
            .Sample(
                (a, b, twice) =>
                {
                    var (from, to) = (Math.Min(a, b), Math.Max(a, b));
                    Judge(twice ? [.. valid[..to], .. valid[from..]] : [.. valid[..from], .. valid[to..]]);
                },
                iter: 300
            );
    }

    [Fact]
    public void Half_a_pair_in_a_name_or_a_key_is_a_finding_of_its_place()
    {
        var text = Encoding.UTF8.GetString(RecordFile.Example("passes.json")).Replace("王測試", "王\\uD842試", StringComparison.Ordinal);
        var read = RecordFile.Read(Encoding.UTF8.GetBytes(text));
        RecordFile.Errors(read.Findings).ShouldBe([(1, "基本資料/學生姓名", "cell.lost")]);
    }

    [Fact]
    public void Twenty_thousand_pupils_are_read_in_far_less_memory_than_the_file()
    {
        var pupil = RecordFile.Read(RecordFile.Example("passes.json")).Documents[0];
        var file = Encoding.UTF8.GetBytes($$"""{"學年":115,"學期":1,"學校代碼":"999601","學生資料":[{{string.Join(',', Enumerable.Repeat(pupil, 20_000))}}]}""");
        using var stream = new MemoryStream(file);
        using var reader = new StudentNet.Platform.Intake.Reading.RowReader(
            RecordFormat.Format,
            stream,
            RecordFile.Today,
            new Dictionary<string, object?> { ["year"] = 115, ["term"] = "1" }
        );
        var (count, most) = (0, 0L);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        while (reader.Read())
        {
            if (++count % 5_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        count.ShouldBe(20_000);
        // Kept documents would be more than the whole file.
        most.ShouldBeLessThan(file.Length / 2);
    }

    private static void Judge(byte[] file)
    {
        var read = RecordFile.Read(file);
        foreach (var text in read.Documents.Concat(read.Findings.SelectMany(f => new[] { f.Value, f.Column, f.Problem.Message })))
        {
            text?.ShouldNotContain('\0');
        }
    }
}

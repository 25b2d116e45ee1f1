using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Exchange.Api;

namespace StudentNet.Tests.Platform.Intake;

/// <summary>Findings after the first of one kind are counted and not kept; the rows they are about stay what they are.</summary>
public sealed class UnlistedFindingsTests
{
    private const string Headings = "證號,姓名,生日,性別,備註\n";
    private const string Good = "A123456789,王測甲,108/10/05,男,\n";
    private const string Bad = "A123456788,王測乙,108/10/05,男,\n";
    private const string Doubtful = "A123456789,王測丙,108/10/05,男,=cmd()\n";

    private static readonly FormatLimits Few = new() { FindingsOfKind = 10, Findings = 1_000 };

    [Fact]
    public async Task Findings_after_the_first_of_one_kind_are_counted_and_all_bad_rows_stay_out()
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.GoodRows, limits: Few));
        var receipt = await SendAsync(counter, Headings + Many(Bad, 30) + Many(Doubtful, 25) + Good);

        (receipt.Rows, receipt.GoodRows, receipt.BadRows, receipt.OpenRows, receipt.WarnedRows).ShouldBe((56, 26, 30, 30, 25));
        (await counter.FindingsAsync(receipt)).GroupBy(f => f.Code).Select(g => (g.Key, g.Count())).Order().ShouldBe([("cell.formula", 10), ("number.check", 10)]);
        (await UnlistedAsync(counter, receipt)).Select(u => (u.Code, u.ColumnTitle, u.Severity, u.Number)).ShouldBe([
            ("cell.formula", "備註", Severity.Warning, 15),
            ("number.check", "證號", Severity.Error, 20),
        ]);
    }

    [Fact]
    public async Task Read_again_the_same_file_has_the_same_numbers()
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.GoodRows, limits: Few));
        var receipt = await SendAsync(counter, Headings + Many(Bad, 30) + Good);
        await counter.App.Db(db => db.Database.ExecuteSqlRawAsync("delete from intake_staging_1"));
        (await counter.AcceptAsync(receipt)).Status.ShouldBe(ReceiptStatus.Ready);
        (await counter.FindingsAsync(receipt)).Count.ShouldBe(10);
        (await UnlistedAsync(counter, receipt)).ShouldHaveSingleItem().Number.ShouldBe(20);
    }

    [Fact]
    public async Task Findings_of_all_kinds_together_have_a_limit_too()
    {
        await using var counter = await IntakeCounter.CreateAsync(
            SampleFormat.Make(AcceptPolicy.GoodRows, limits: new FormatLimits { FindingsOfKind = 10, Findings = 15 })
        );
        var receipt = await SendAsync(counter, Headings + Many("A123456788,王測乙,199/10/05,男,\n", 20));
        (await counter.FindingsAsync(receipt)).Count.ShouldBe(15);
        (await UnlistedAsync(counter, receipt)).Sum(u => u.Number).ShouldBe(25);
    }

    [Fact]
    public async Task Rows_that_a_check_of_the_set_finds_leave_it_whether_their_findings_are_kept_or_not()
    {
        await using var counter = await IntakeCounter.CreateAsync(Twice(Severity.Error));
        var receipt = await SendAsync(counter, Headings + Many(Good, 31));
        (receipt.GoodRows, receipt.BadRows).ShouldBe((1, 30));
        (await counter.FindingsAsync(receipt)).Select(f => f.Line).ShouldBe(Enumerable.Range(3, 10));
        (await UnlistedAsync(counter, receipt)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(u => u.Number.ShouldBe(20), u => u.ColumnTitle.ShouldBe("證號"));
        (await counter.AcceptAsync(receipt)).ShouldSatisfyAllConditions(r => r.Status.ShouldBe(ReceiptStatus.Accepted), r => r.GoodRows.ShouldBe(1));
    }

    [Fact]
    public async Task Warnings_of_a_check_are_counted_anew_when_it_is_made_again()
    {
        await using var counter = await IntakeCounter.CreateAsync(Twice(Severity.Warning));
        var receipt = await SendAsync(counter, Headings + Many(Good, 31));
        (receipt.GoodRows, receipt.WarnedRows).ShouldBe((31, 30));
        var accepted = await counter.AcceptAsync(receipt);
        (accepted.Status, accepted.WarnedRows).ShouldBe((ReceiptStatus.Accepted, 30));
        (await counter.FindingsAsync(receipt)).Count.ShouldBe(10);
        (await UnlistedAsync(counter, receipt)).ShouldHaveSingleItem().Number.ShouldBe(20);
    }

    [Theory]
    [InlineData(TableKind.Csv)]
    [InlineData(TableKind.Xlsx)]
    [InlineData(TableKind.Json)]
    public async Task The_result_file_says_what_it_does_not_list_and_mended_it_settles_what_it_lists(TableKind kind)
    {
        await using var counter = await IntakeCounter.CreateAsync(SampleFormat.Make(AcceptPolicy.GoodRows, limits: Few));
        var first = await counter.AcceptAsync(await SendAsync(counter, Headings + Many(Bad, 30) + Good));

        using var file = new MemoryStream();
        var rows = await counter.App.Db(db => counter.App.Services.GetRequiredService<ResultFile>().WriteAsync(db, first, kind, warnings: false, file));
        rows.Rows.ShouldBe(10);
        var again = await counter.SendAsync(SampleFormat.Code, file.ToArray());
        (again.Rows, again.BadRows).ShouldBe((10, 10), "the remark is no row");
        if (kind == TableKind.Xlsx)
        {
            return;
        }

        var text = Encoding.UTF8.GetString(file.ToArray());
        text.ShouldContain("同類問題另有 20 筆，未逐筆列出");
        await counter.AcceptAsync(await SendAsync(counter, text.Replace("A123456788", "A123456789", StringComparison.Ordinal)));
        var settled = await counter.ReceiptAsync(first.Id);
        (settled.OpenRows, settled.ClearedBy).ShouldBe((20, null), "rows without a finding of their own are still open");
    }

    [Fact]
    public async Task A_file_beyond_its_limit_changes_nothing_and_leaves_earlier_files_as_they_are()
    {
        var written = 0;
        await using var counter = await IntakeCounter.CreateAsync(
            SampleFormat.Make(AcceptPolicy.GoodRows, limits: new FormatLimits { Rows = 100 }, accepted: () => written++)
        );
        var waiting = await counter.SendAsync(SampleFormat.Code, IntakeCounter.Text(Headings + Good + Bad), name: "甲.csv");
        var huge = await counter.SendAsync(SampleFormat.Code, IntakeCounter.Text(Headings + Many(Good, 101)), name: "乙.csv");

        (huge.Status, huge.Rows).ShouldBe((ReceiptStatus.NeedsAttention, 100));
        (await counter.FindingsAsync(huge)).ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Line.ShouldBe(0), f => f.Code.ShouldBe("file.rows"));
        written.ShouldBe(0);
        (await counter.ReceiptAsync(waiting.Id)).ShouldSatisfyAllConditions(r => r.Status.ShouldBe(ReceiptStatus.Ready), r => r.OpenRows.ShouldBe(1));
        (await counter.AcceptAsync(waiting)).Status.ShouldBe(ReceiptStatus.Accepted);
        written.ShouldBe(1);
    }

    [Fact]
    public async Task Page_and_api_say_how_many_are_not_listed()
    {
        await using var app = await Machine.StartAsync(configure: builder => builder.Services.AddFileFormat(SampleFormat.Make(AcceptPolicy.GoodRows, limits: Few)));
        using var machine = await Machine.CreateAsync(app, Organisation.MinistryCode, formats: SampleFormat.Code);
        using var sent = await machine.SendAsync(Headings + Many(Bad, 30) + Good, format: SampleFormat.Code);
        sent.StatusCode.ShouldBe(HttpStatusCode.Accepted, await sent.Content.ReadAsStringAsync());
        await app.RunJobsAsync();

        const string Words = "（同類問題另有 20 筆，未逐筆列出）";
        var receipt = await machine.GetAsync("/api/v1/receipts/1");
        receipt.GetProperty("rows").GetProperty("bad").GetInt32().ShouldBe(30);
        Judge(receipt.GetProperty("unlisted"));
        var findings = await machine.GetAsync("/api/v1/receipts/1/findings");
        findings.GetProperty("items").GetArrayLength().ShouldBe(10);
        Judge(findings.GetProperty("unlisted"));

        using var officer = await app.ClientAs(Persona.Ministry);
        var page = await officer.OpenAsync("/A6/1");
        page.Text.ShouldContain(Words);
        page.Text.ShouldContain("下載錯誤列（10）");

        static void Judge(JsonElement unlisted)
        {
            var more = unlisted.EnumerateArray().ShouldHaveSingleItem();
            (more.GetProperty("code").GetString(), more.GetProperty("column").GetString(), more.GetProperty("number").GetInt32()).ShouldBe(("number.check", "證號", 20));
            more.GetProperty("text").GetString().ShouldNotBeNull().ShouldContain(Words);
        }
    }

    /// <summary>A format with a check of the set that finds every row after the first of a number.</summary>
    private static FileFormat Twice(Severity severity) =>
        SampleFormat.Make(
            AcceptPolicy.GoodRows,
            limits: Few,
            steps: [new SetStep.Check("sample.twice", severity, "number", "與第 {0} 列相同", "請只留一列", "special-education-check-twice")],
            working: [new BulkColumn("person_id", BulkType.Long)]
        );

    private static string Many(string row, int times) => string.Concat(Enumerable.Repeat(row, times));

    private static Task<Receipt> SendAsync(IntakeCounter counter, string text) => counter.SendAsync(SampleFormat.Code, IntakeCounter.Text(text));

    private static Task<List<UnlistedFindings>> UnlistedAsync(IntakeCounter counter, Receipt receipt) =>
        counter.App.Db(db => db.Set<UnlistedFindings>().AsNoTracking().Where(u => u.ReceiptId == receipt.Id).OrderBy(u => u.Code).ToListAsync());
}

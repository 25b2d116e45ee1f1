using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Students.Q2Records;

/// <summary>What filing does to the stored records: all pupils of a file, each with a trace, none lost for somebody's typing error.</summary>
public sealed class RecordFilingTests
{
    private static readonly (string, string)[] Settings = [("year", "115"), ("term", "1")];

    [Fact]
    public async Task A_schools_file_becomes_one_record_a_pupil_and_a_stamp_and_the_same_file_again_changes_nothing()
    {
        await using var counter = await OpenAsync();
        var receipt = await FileAsync(counter, RecordFile.ForSchool(SmallCountry.School));
        (receipt.Status, receipt.GoodRows, receipt.BadRows).ShouldBe((ReceiptStatus.Accepted, 6, 0));

        var records = await RecordsAsync(counter);
        records.Count.ShouldBe(6);
        records.ShouldAllBe(r => r.SchoolCode == SmallCountry.School && r.CountyCode == SmallCountry.County && r.Year == new SchoolYear(115) && r.Term == 1);
        records.Count(r => r.Gap != null).ShouldBe(2);
        records.Single(r => r.Status == "TransferredIn").PreviousSchool.ShouldBe("999602");
        var stamp = await counter.App.Db(db => db.Set<Submission>().SingleAsync());
        (stamp.Window, stamp.OrganisationCode, stamp.Level).ShouldBe(("Q2.1", SmallCountry.School, SchoolLevel.Elementary));

        var again = await SendAsync(counter, RecordFile.ForSchool(SmallCountry.School));
        var counts = await counter.App.Db(db => db.Set<DifferenceCount>().Where(d => d.ReceiptId == again.Id).ToListAsync());
        counts.Where(c => c.Kind != DifferenceKind.Unchanged).Sum(c => c.Number).ShouldBe(0);
        counts.Sum(c => c.Number).ShouldBe(6);
        await counter.AcceptAsync(again);
        (await RecordsAsync(counter)).ShouldAllBe(r => r.ReceiptId == receipt.Id);
        (await counter.App.Db(db => db.Set<StudentRecordVersion>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_changed_record_keeps_how_it_was_and_a_pupil_who_is_missing_is_withdrawn_not_deleted_and_may_come_back()
    {
        await using var counter = await OpenAsync();
        var first = await FileAsync(counter, RecordFile.ForSchool(SmallCountry.School));
        var second = await FileAsync(
            counter,
            RecordFile.ForSchool(
                SmallCountry.School,
                pupils =>
                {
                    pupils[0]!["基本資料"]!["現在座號"] = "33";
                    pupils.RemoveAt(1);
                }
            )
        );

        var records = await RecordsAsync(counter);
        records.Count.ShouldBe(6);
        records.Count(r => r.WithdrawnAt != null).ShouldBe(1);
        records.Single(r => r.Seat == 33).ReceiptId.ShouldBe(second.Id);
        var versions = await counter.App.Db(db => db.Set<StudentRecordVersion>().ToListAsync());
        versions.Count.ShouldBe(2);
        versions.ShouldAllBe(v => v.ReceiptId == first.Id && v.ReplacedBy == second.Id && v.Seq == 1);

        await FileAsync(counter, RecordFile.ForSchool(SmallCountry.School));
        (await RecordsAsync(counter)).ShouldAllBe(r => r.WithdrawnAt == null);
    }

    [Fact]
    public async Task A_rejected_pupil_stays_on_record_and_the_result_file_mends_it_without_removing_anybody()
    {
        await using var counter = await OpenAsync();
        await FileAsync(counter, RecordFile.ForSchool(SmallCountry.School));
        var bad = await FileAsync(counter, RecordFile.ForSchool(SmallCountry.School, pupils => pupils[0]!["基本資料"]!["學生性別"] = "無"));
        (bad.GoodRows, bad.BadRows, bad.OpenRows).ShouldBe((5, 1, 1));
        (await RecordsAsync(counter)).ShouldAllBe(r => r.WithdrawnAt == null);

        using var file = new MemoryStream();
        var rows = await counter.App.Db(db => counter.App.Services.GetRequiredService<ResultFile>().WriteAsync(db, bad, TableKind.Json, warnings: false, file));
        rows.Rows.ShouldBe(1);
        var result = JsonNode.Parse(file.ToArray())!;
        result["學校代碼"]!.GetValue<string>().ShouldBe(SmallCountry.School);
        result["學生資料"]![0]!["問題欄位"]!.GetValue<string>().ShouldBe("基本資料/學生性別");
        result["學生資料"]![0]!["基本資料"]!["學生性別"] = "男";

        await FileAsync(counter, Encoding.UTF8.GetBytes(result.ToJsonString()));
        (await counter.ReceiptAsync(bad.Id)).OpenRows.ShouldBe(0);
        (await RecordsAsync(counter)).ShouldAllBe(r => r.WithdrawnAt == null);
    }

    [Fact]
    public async Task Nobody_files_for_a_school_that_is_not_theirs()
    {
        await using var counter = await OpenAsync();
        var receipt = await SendAsync(counter, RecordFile.ForSchool(SmallCountry.OtherSchool));
        receipt.Status.ShouldBe(ReceiptStatus.NeedsAttention);
        (await counter.FindingsAsync(receipt)).Where(f => f.Severity == Severity.Error).ShouldAllBe(f => f.Code == "record.school");
        (await RecordsAsync(counter)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_county_that_files_for_all_sends_several_schools_in_one_file_and_its_schools_send_none()
    {
        await using var counter = await OpenAsync();
        await counter.App.Db(async db =>
        {
            foreach (var parameter in await db.Set<CountyParameter>().Where(p => p.CountyCode == SmallCountry.County).ToListAsync())
            {
                parameter.RecordsBy = FilingSide.County;
            }

            await db.SaveAsync(Act.System("設定", "system.test", counter.Now));
        });
        var answer = await counter.ReceiveAsync("student-records", RecordFile.ForSchool(SmallCountry.School), "學籍.json", SmallCountry.School, Settings);
        answer.ShouldBeOfType<ReceptionResult.Refused>().Problem.ShouldSatisfyAllConditions(p => p.Code.ShouldBe("record.side"), p => p.Message.ShouldContain("縣市統一上傳"));

        var file = RecordFile.ForSchool(SmallCountry.School, pupils => pupils[5]!["現在學校代碼"] = SmallCountry.OtherSchool);
        var county = await counter.AcceptAsync(await SendAsync(counter, file, SmallCountry.County));
        county.GoodRows.ShouldBe(6);
        var records = await RecordsAsync(counter);
        records.Count(r => r.SchoolCode == SmallCountry.OtherSchool).ShouldBe(1);
        (await counter.App.Db(db => db.Set<Submission>().Select(s => s.OrganisationCode).ToListAsync())).ShouldBe(
            [SmallCountry.School, SmallCountry.OtherSchool, SmallCountry.County],
            ignoreOrder: true,
            "each school of the file and the county that filed are asked no more"
        );
    }

    [Fact]
    public async Task A_pupil_whom_two_schools_file_is_told_to_the_second()
    {
        await using var counter = await OpenAsync();
        await FileAsync(counter, RecordFile.ForSchool(SmallCountry.School));
        var second = await SendAsync(counter, RecordFile.ForSchool(SmallCountry.OtherSchool), SmallCountry.OtherSchool);
        second.Status.ShouldBe(ReceiptStatus.Ready);
        (await counter.FindingsAsync(second)).Count(f => f.Code == "record.elsewhere").ShouldBe(6);
    }

    [Fact]
    public async Task The_checkpoint_counts_what_had_been_filed_and_not_withdrawn_before_it()
    {
        await using var counter = await OpenAsync();
        await FileAsync(counter, RecordFile.ForSchool(SmallCountry.School));
        counter.App.Clock.Advance(TimeSpan.FromDays(40));
        await FileAsync(counter, RecordFile.ForSchool(SmallCountry.School, pupils => pupils.RemoveAt(1)));
        (await FiguresAsync(counter, new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc))).ShouldBeEmpty();
        (await FiguresAsync(counter, new DateTime(2027, 2, 15, 16, 0, 0, DateTimeKind.Utc))).ShouldBe([(SmallCountry.School, 6L)]);
        (await FiguresAsync(counter, new DateTime(2027, 4, 1, 0, 0, 0, DateTimeKind.Utc))).ShouldBe([(SmallCountry.School, 5L)]);
    }

    private static Task<List<(string, long)>> FiguresAsync(IntakeCounter counter, DateTime before) =>
        counter.App.Db(async db =>
            await db.QueryAsync(
                    "checkpoint-records-1",
                    new { year = new SchoolYear(115), level = SchoolLevel.Elementary, before },
                    row => (row.GetString(0), Convert.ToInt64(row.GetValue(2), System.Globalization.CultureInfo.InvariantCulture))
                )
                .ToListAsync()
        );

    private static async Task<IntakeCounter> OpenAsync()
    {
        var counter = await IntakeCounter.CreateAsync();
        counter.App.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 20, 2, 0, 0, TimeSpan.Zero));
        return counter;
    }

    private static Task<Receipt> SendAsync(IntakeCounter counter, byte[] file, string organisation = SmallCountry.School) =>
        counter.SendAsync("student-records", file, "學籍.json", organisation, Settings);

    private static async Task<Receipt> FileAsync(IntakeCounter counter, byte[] file)
    {
        var receipt = await SendAsync(counter, file);
        receipt.Status.ShouldBe(ReceiptStatus.Ready, string.Join('\n', (await counter.FindingsAsync(receipt)).Select(f => $"{f.Line} {f.ColumnTitle} {f.Code} {f.Reason}")));
        return await counter.AcceptAsync(receipt);
    }

    private static Task<List<StudentRecord>> RecordsAsync(IntakeCounter counter) =>
        counter.App.Db(db => db.Set<StudentRecord>().AsNoTracking().OrderBy(r => r.PersonId).ToListAsync());
}

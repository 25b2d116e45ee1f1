using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Admissions.Marking;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Admissions.N3Registration;

public sealed class RegistrationBatchTests
{
    private const string Format = "registration-batch";

    [Fact]
    public async Task A_file_registers_children_of_the_list_and_from_elsewhere_and_tells_the_other_school()
    {
        await using var counter = await OpenAsync();
        var receipt = await SendAsync(counter, Row(1), Row(MarkingTown.Foreign));
        (receipt.Status, receipt.GoodRows, receipt.WarnedRows).ShouldBe((ReceiptStatus.Ready, 2, 1));
        (await counter.FindingsAsync(receipt)).ShouldHaveSingleItem().Reason.ShouldContain("970601 樣一國小");

        (await counter.AcceptAsync(receipt)).Status.ShouldBe(ReceiptStatus.Accepted);
        (await EntryAsync(counter, 1)).RegisteredSchool.ShouldBe(SmallCountry.School);
        (await EntryAsync(counter, MarkingTown.Foreign)).RegisteredSchool.ShouldBe(SmallCountry.School);
        (await counter.App.Db(db => db.Set<OrganisationNotice>().SingleAsync())).OrganisationCode.ShouldBe(SmallCountry.ForeignSchool);
    }

    [Fact]
    public async Task A_wrong_name_and_an_unknown_number_get_the_same_finding_and_the_good_rows_go_in()
    {
        await using var counter = await OpenAsync();
        var receipt = await SendAsync(
            counter,
            Row(1),
            $"別人試名,{MarkingTown.NumberOf(2)}",
            $"測試甲,{MarkingTown.NumberOf(777)}",
            Row(1),
            "測試乙,A12345678"
        );
        receipt.GoodRows.ShouldBe(1);
        var findings = await counter.FindingsAsync(receipt);
        findings.Where(f => f.Line is 3 or 4).Select(f => (f.Code, f.Reason)).Distinct().ShouldHaveSingleItem().Code.ShouldBe("batch.unknown");
        findings.Single(f => f.Line == 5).Reason.ShouldBe("與第 2 列是同一名學生");
        findings.Single(f => f.Line == 6).Reason.ShouldContain("少 1 碼");

        await counter.AcceptAsync(receipt);
        (await EntryAsync(counter, 1)).State.ShouldBe(EntryState.Registered);
        (await EntryAsync(counter, 2)).State.ShouldBe(EntryState.Allocated);
    }

    [Fact]
    public async Task The_same_file_again_registers_nobody_twice()
    {
        await using var counter = await OpenAsync();
        await counter.AcceptAsync(await SendAsync(counter, Row(1), Row(2)));
        var again = await SendAsync(counter, Row(1), Row(2));
        var counts = await counter.App.Db(db => db.Set<DifferenceCount>().Where(d => d.ReceiptId == again.Id).ToListAsync());
        counts.ShouldHaveSingleItem().ShouldSatisfyAllConditions(c => c.Kind.ShouldBe(DifferenceKind.Unchanged), c => c.Number.ShouldBe(2));
        await counter.AcceptAsync(again);
        (await counter.App.Db(db => db.Set<EntryEvent>().CountAsync(e => e.What == EntryEvents.Registered))).ShouldBe(2);
    }

    [Fact]
    public async Task A_child_that_another_school_registered_becomes_a_conflict_that_was_announced()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.ForeignSchool, MarkingTown.Foreign);
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/N3.31/upload");
        var receipt = await page.SubmitAsync(form => form.Attach("File", Encoding.UTF8.GetBytes($"姓名,身分證號\n{Row(MarkingTown.Foreign)}\n"), "報到.csv"));
        receipt.Status.ShouldBe(HttpStatusCode.OK);
        await town.App.RunJobsAsync();
        (await clerk.OpenAsync(receipt.Path)).Text.ShouldContain("已在 970601 樣一國小 報到");
    }

    [Fact]
    public async Task A_closed_window_takes_no_file()
    {
        await using var town = await MarkingTown.CreateAsync(new DateTimeOffset(2026, 10, 1, 2, 0, 0, TimeSpan.Zero));
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        (await clerk.OpenAsync("/N3.31/upload")).Text.ShouldContain("現在不能上傳");
        var refused = await (await clerk.OpenAsync("/A6/new/registration-batch")).SubmitAsync(form => form.Attach("File", Encoding.UTF8.GetBytes($"姓名,身分證號\n{Row(1)}\n"), "報到.csv"));
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("截止");
    }

    private static async Task<IntakeCounter> OpenAsync()
    {
        var counter = await IntakeCounter.CreateAsync();
        await counter.App.Db(MarkingTown.SeedAsync);
        return counter;
    }

    private static string Row(long person) => $"{MarkingTown.NameOf(person)},{MarkingTown.NumberOf(person)}";

    private static Task<Receipt> SendAsync(IntakeCounter counter, params string[] rows) =>
        counter.SendAsync(Format, IntakeCounter.Text("姓名,身分證號\n" + string.Join('\n', rows) + "\n"), organisation: SmallCountry.School);

    private static Task<Entry> EntryAsync(IntakeCounter counter, long person) =>
        counter.App.Db(db => db.Set<Entry>().AsNoTracking().SingleAsync(e => e.PersonId == person));
}

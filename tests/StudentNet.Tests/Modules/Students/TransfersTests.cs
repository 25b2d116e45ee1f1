using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Ledger;
using StudentNet.Tests.Modules.Residents;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.Students;

/// <summary>Transfers in two stages (domain §7): released stays the old school's to answer for until received; who arrives nowhere is unexplained on the fourth day.</summary>
public sealed class TransfersTests
{
    private const string List = "/Q1.31/transfers";
    private const string Certificate = "範轉字第 1150001 號";
    private static readonly SchoolYear Year = new(115);

    [Fact]
    public async Task A_pupil_is_released_referred_by_a_full_school_received_by_its_neighbour_and_seen_by_all_three()
    {
        var (town, child, number) = await TownAsync();
        await using var app = town.App;
        using var clerk = await app.ClientAs(Persona.Clerk);
        using var full = await app.ClientAs(Persona.OtherClerk);
        using var neighbour = await app.ClientAs(Persona.ForeignClerk);
        using var county = await app.ClientAs(Persona.County);

        var released = await ReleaseAsync(clerk, number, $"測試{child}", OtherSchool);
        released.Redirect.ShouldNotBeNull(released.Text);
        released.TextOf("#facts").ShouldContain("三日內待轉入");
        (await app.Db(db => db.Set<ClassPupil>().AnyAsync(p => p.PersonId == child))).ShouldBeFalse("released is off the roll");
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 10, 5))).ShouldBe($"released {School}");
        (await county.OpenAsync("/Q1.21/transfers")).TextsOf("#roster tbody tr").ShouldHaveSingleItem().ShouldContain(Certificate);
        (await neighbour.OpenAsync(List)).TextsOf("#roster tbody tr").ShouldBeEmpty("not named for it");
        (await neighbour.GetAsync(released.Path)).Status.ShouldBe(HttpStatusCode.NotFound);

        var seen = await (await full.OpenAsync(List)).FollowAsync($"測試{child}");
        (await seen.SubmitAsync(f => f["OtherSchool"] = "999999", button: "轉介")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var referred = await seen.SubmitAsync(f => (f["OtherSchool"], f["Reason"]) = (ForeignSchool, "該年級額滿"), button: "轉介");
        referred.Redirect.ShouldNotBeNull(referred.Text);
        (await full.GetAsync(released.Path)).Status.ShouldBe(HttpStatusCode.NotFound, "referred on, it is no longer its own");

        town.GoTo(new(2026, 10, 7));
        var wrong = await ReceiveAsync(neighbour, number, "範轉字第 9 號", "115/10/07");
        var unknown = await ReceiveAsync(neighbour, RegistryFile.Number(77), Certificate, "115/10/07");
        (wrong.Status, unknown.Status).ShouldBe((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity));
        wrong.TextOf("main .errors, main").ShouldContain("查無這名學生待轉入本校的轉學");
        unknown.Text.ShouldContain("查無這名學生待轉入本校的轉學", Case.Insensitive, "who has another certificate and who is nobody are answered alike");
        var received = await ReceiveAsync(neighbour, number, Certificate, "115/10/07");
        received.Redirect.ShouldNotBeNull(received.Text);
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 10, 6))).ShouldBe($"released {School}");
        (await town.OnAsync(child, new(2026, 10, 7))).ShouldBe($"received {ForeignSchool}");
        (await town.OnAsync(child, new(2026, 10, 21))).ShouldBe($"unexplained {County}", "received and on no roll after two weeks");
        (await app.Db(db => db.Set<SchoolTransferEvent>().OrderBy(e => e.Seq).Select(e => e.Step).ToListAsync())).ShouldBe([TransferStep.Release, TransferStep.Refer, TransferStep.Receive]);
        (await app.Db(db => db.Set<AuditEntry>().CountAsync(e => e.What == "登錄轉入"))).ShouldBe(1);
        (await ReceiveAsync(neighbour, number, Certificate, "115/10/07")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "once");
    }

    [Fact]
    public async Task Who_is_received_by_nobody_is_overdue_and_unexplained_on_the_fourth_day_and_a_release_is_taken_back_within_the_term_only()
    {
        var (town, child, number) = await TownAsync();
        await using var app = town.App;
        using var clerk = await app.ClientAs(Persona.Clerk);
        var released = await ReleaseAsync(clerk, number, $"測試{child}", null);
        (await ReleaseAsync(clerk, number, $"測試{child}", null)).Text.ShouldContain("已登錄轉出");
        town.GoTo(new(2026, 10, 8));
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 10, 7))).ShouldBe($"released {School}");
        (await town.OnAsync(child, new(2026, 10, 8))).ShouldBe($"unexplained {County}");
        (await clerk.OpenAsync($"{List}?state=Overdue")).TextsOf("#roster tbody tr").Count.ShouldBe(1);

        var page = await clerk.OpenAsync(released.Path);
        (await page.SubmitAsync(button: "取消轉出")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, "no reason");
        var cancelled = await page.SubmitAsync(f => f["Reason"] = "家長撤回", button: "取消轉出");
        cancelled.TextOf("#facts").ShouldContain("已取消");
        (await app.Db(db => db.Set<ClassPupil>().SingleAsync(p => p.PersonId == child))).SchoolCode.ShouldBe(School);
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 10, 9))).ShouldBe($"roll {School}");

        // Released again; by then the term has changed.
        released = await ReleaseAsync(clerk, number, $"測試{child}", null, "115/10/08");
        released.Redirect.ShouldNotBeNull(released.Text);
        town.GoTo(new(2027, 2, 20));
        var late = await (await clerk.OpenAsync(released.Path)).SubmitAsync(f => f["Reason"] = "家長撤回", button: "取消轉出");
        (late.Status, late.Text.Contains("學期已經結束", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));
    }

    [Fact]
    public async Task A_roll_that_has_the_child_has_received_it()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await counter.AcceptAsync(await counter.SendAsync("registry-list", RegistryFile.Of(RegistryFile.Child(1)), settings: RegistryFile.Settings()));
        var child = await MergeWorld.IdAsync(counter.App, RegistryFile.Number(1));
        var town = new LedgerTown(counter.App);
        town.GoTo(new(2026, 10, 5));
        await town.RollAsync(child, School, Year, 1, 1);
        await AcceptAsync(counter, School, Row(1, "轉出", "115/10/05"));
        (await counter.App.Db(db => db.Set<SchoolTransfer>().SingleAsync())).ShouldSatisfyAllConditions(t => t.FromSchool.ShouldBe(School), t => t.IsOpen.ShouldBeTrue());
        // The same file again, and one of a school that does not have the child: nothing happens.
        (await SendAsync(counter, School, Row(1, "轉出", "115/10/05"))).BadRows.ShouldBe(1);
        (await SendAsync(counter, OtherSchool, Row(1, "轉出", "115/10/05"))).BadRows.ShouldBe(1);
        var roll = $"證號,姓名,性別,生日,國籍,班級類別,年級,班級,座號,學生樣態\n{RegistryFile.Number(1)},{RegistryFile.Child(1).Name},{RegistryFile.Child(1).Sex},{RegistryFile.Child(1).Birth},中華民國,A,1,01,12,在校\n";
        var receipt = await counter.SendAsync("class-roll", IntakeCounter.Text(roll), organisation: OtherSchool, settings: [("year", "115"), ("term", "1")]);
        (await counter.FindingsAsync(receipt)).Select(f => $"{f.Code} {f.ColumnTitle}").ShouldBeEmpty();
        await counter.AcceptAsync(receipt);
        (await counter.App.Db(db => db.Set<SchoolTransfer>().SingleAsync())).ShouldSatisfyAllConditions(t => t.ReceivedBy.ShouldBe(OtherSchool), t => t.ReceivedOn.ShouldBe(new DateOnly(2026, 10, 5)));
        (await counter.App.Db(db => db.Set<SchoolTransferEvent>().OrderBy(e => e.Seq).Select(e => e.Step).ToListAsync())).ShouldBe([TransferStep.Release, TransferStep.Receive]);
    }

    private static string Row(int child, string step, string on) => $"{RegistryFile.Number(child)},{RegistryFile.Child(child).Name},{step},{Certificate},{on}";

    private static Task<Receipt> SendAsync(IntakeCounter counter, string school, string row) =>
        counter.SendAsync("transfers", IntakeCounter.Text($"證號,姓名,步驟,轉學證明書字號,日期\n{row}\n"), organisation: school);

    private static async Task AcceptAsync(IntakeCounter counter, string school, string row) 
    {
        var receipt = await SendAsync(counter, school, row);
        (await counter.FindingsAsync(receipt)).Select(f => f.Code).ShouldBeEmpty();
        await counter.AcceptAsync(receipt);
    }

    private static async Task<(LedgerTown Town, long Child, string Number)> TownAsync()
    {
        var app = await TestApp.CreateAsync(LedgerTown.At(new(2026, 10, 5)));
        await app.Db(SeedAsync);
        await app.Db(SignIn.SeedAsync);
        var town = new LedgerTown(app);
        var child = await town.ChildAsync(2017);
        var number = RegistryFile.Number(41);
        await town.WriteAsync(db => db.Add(new PersonIdentifier { Number = number, Kind = PersonNumberKind.National, PersonId = child, LastThree = number[^3..], Since = town.Now }));
        await town.RollAsync(child, School, Year, 1, 4);
        return (town, child, number);
    }

    private static async Task<TestPage> ReleaseAsync(Visitor clerk, string number, string name, string? to, string on = "115/10/05") =>
        await (await clerk.OpenAsync(List)).SubmitAsync(
            f => (f["Release.Number"], f["Release.Name"], f["Release.CertificateNo"], f["Release.On"], f["Release.OtherSchool"]) = (number, name, Certificate, on, to ?? ""),
            button: "登錄轉出"
        );

    private static async Task<TestPage> ReceiveAsync(Visitor clerk, string number, string certificate, string on) =>
        await (await clerk.OpenAsync(List)).SubmitAsync(
            f => (f["Receive.Number"], f["Receive.CertificateNo"], f["Receive.On"]) = (number, certificate, on),
            button: "登錄轉入"
        );
}

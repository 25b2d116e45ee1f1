using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Ledger;
using StudentNet.Tests.Modules.Residents;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>Dated approvals (domain §7): entered by the county or by file, voided and never deleted; whom one explained is back on a list the day after its end.</summary>
public sealed class ApprovalsTests
{
    private const string Headings = "證號,姓名,核定類別,核定單位,公文文號,核定起日,核定迄日";

    [Fact]
    public async Task A_file_enters_corrects_and_repeats_and_takes_nobody_off()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await counter.AcceptAsync(await counter.SendAsync("registry-list", RegistryFile.Of(Enumerable.Range(1, 3).Select(RegistryFile.Child)), settings: RegistryFile.Settings()));
        var whole = new[] { Row(1, "非學", "第 1 號", "115/08/01", "116/07/31"), Row(2, "暫緩入學", "第 2 號", "115/08/01", "116/08/31"), Row(3, "特殊原因", "第 3 號", "115/09/01", "116/01/31") };
        await AcceptAsync(counter, 0, whole);
        // The same again, and half of it: nothing changes, nobody leaves.
        await AcceptAsync(counter, 0, whole);
        await AcceptAsync(counter, 0, whole[..1]);
        (await ApprovalsAsync(counter.App)).Select(a => (a.DocumentNo, a.Seq, a.VoidedAt is null)).ShouldBe([("第 1 號", 1, true), ("第 2 號", 1, true), ("第 3 號", 1, true)]);

        await AcceptAsync(counter, 0, Row(1, "非學", "第 1 號", "115/08/01", "115/12/31"));
        var first = (await ApprovalsAsync(counter.App)).Where(a => a.DocumentNo == "第 1 號").ToList();
        first.Select(a => (a.ValidThrough, a.VoidReason)).ShouldBe([(new DateOnly(2027, 7, 31), "以同一文號更正"), (new DateOnly(2026, 12, 31), null)]);
    }

    [Theory]
    [InlineData("查無此人", 9, "非學", "115/08/01", "116/07/31", "approval.unknown")]
    [InlineData("別縣市的孩子", 2, "非學", "115/08/01", "116/07/31", "approval.unknown")]
    [InlineData("迄日早於起日", 1, "非學", "115/08/01", "115/07/31", "approval.order")]
    [InlineData("暫緩超過一年", 1, "暫緩入學", "115/08/01", "116/09/01", "approval.long")]
    [InlineData("沒有這一類", 1, "在家", "115/08/01", "116/07/31", "cell.code")]
    public async Task A_row_that_cannot_be_is_told_and_explains_nobody(string what, int child, string kind, string from, string through, string code)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var elsewhere = RegistryFile.Child(2) with { County = "樣本縣", Township = "樣本鄉", Village = "樣中村" };
        await counter.AcceptAsync(await counter.SendAsync("registry-list", RegistryFile.Of(RegistryFile.Child(1), elsewhere), settings: RegistryFile.Settings()));
        var receipt = await SendAsync(counter, Row(child, kind, "第 1 號", from, through));
        (receipt.GoodRows, receipt.BadRows).ShouldBe((0, 1), what);
        (await counter.FindingsAsync(receipt)).ShouldContain(f => f.Code == code, what);
        (await ApprovalsAsync(counter.App)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("deferred", "2026-08-01", "2027-08-31", false)]
    [InlineData("deferred", "2027-08-01", "2028-08-31", false)]
    [InlineData("deferred", "2027-08-01", "2028-09-01", true)]
    [InlineData("special-reason", "2027-03-01", "2028-02-29", false)]
    [InlineData("special-reason", "2027-03-01", "2028-03-01", true)]
    [InlineData("home-education", "2026-08-01", "2032-07-31", false)]
    [InlineData("home-education", "2026-08-01", "2032-08-01", true)]
    public void A_decision_may_run_as_long_over_the_29th_of_february(string kind, string from, string through, bool isTooLong) =>
        ApprovalKinds.Find(kind)!.IsTooLong(DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(through, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(isTooLong);

    [Fact]
    public async Task The_county_sees_what_it_would_do_enters_it_and_voids_it_with_a_reason()
    {
        await using var app = await TestApp.CreateAsync(LedgerTown.At(new(2026, 9, 21)));
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(SignIn.SeedAsync);
        var town = new LedgerTown(app);
        var child = await town.ChildAsync(2019);
        var number = RegistryFile.Number(41);
        await town.WriteAsync(db => db.Add(new PersonIdentifier { Number = number, Kind = PersonNumberKind.National, PersonId = child, LastThree = number[^3..], Since = town.Now }));
        await town.FollowAsync();
        using var county = await app.ClientAs(Persona.County);
        var form = await county.OpenAsync("/P2.21/approvals/add");
        var looked = await form.SubmitAsync(f => Fill(f, number, $"測試{child}", "116/07/31"));
        looked.Status.ShouldBe(HttpStatusCode.OK);
        looked.Text.ShouldContain("115/09/21 至 116/07/31：非學，範例縣負責");
        looked.Text.ShouldContain("未解釋，範例縣負責");
        (await ApprovalsAsync(app)).ShouldBeEmpty("looking enters nothing");
        (await town.PeriodsAsync(child)).ShouldHaveSingleItem("looking decides nothing");

        // What was not looked at is not entered.
        var other = await looked.SubmitAsync(f => Fill(f, number, $"測試{child}", "116/06/30"), "登錄核定");
        (other.Status, (await ApprovalsAsync(app)).Count).ShouldBe((HttpStatusCode.UnprocessableEntity, 0));
        other.Text.ShouldContain("看過結果之後內容有變動");
        var saved = await other.SubmitAsync(_ => { }, "登錄核定");
        saved.Path.ShouldBe($"/P2.21/approvals/{child}/1");
        await town.FollowAsync();
        (await town.OnAsync(child, new(2027, 6, 30))).ShouldBe($"non-school {County}");

        var page = await saved.SubmitAsync(button: "看作廢後的結果");
        page.Text.ShouldContain("未解釋，範例縣負責");
        (await page.SubmitAsync(f => f["Reason"] = "", "作廢這份核定")).Text.ShouldContain("作廢要填原因");
        (await page.SubmitAsync(f => f["Reason"] = "登錄錯人", "作廢這份核定")).Redirect.ShouldNotBeNull();
        var kept = (await ApprovalsAsync(app)).ShouldHaveSingleItem();
        (kept.VoidReason, kept.VoidedAt is null).ShouldBe(("登錄錯人", false));
        await town.FollowAsync();
        (await town.OnAsync(child, new(2027, 6, 30))).ShouldBe($"unexplained {County}");
    }

    [Fact]
    public async Task A_child_that_has_moved_is_its_new_countys_to_see_and_its_old_countys_to_void()
    {
        await using var app = await TestApp.CreateAsync(LedgerTown.At(new(2026, 9, 21)));
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(SignIn.SeedAsync);
        var town = new LedgerTown(app);
        var child = await town.ChildAsync(2019);
        await town.ApproveAsync(child, "home-education", new(2026, 9, 1), new(2027, 7, 31));
        using var other = await app.ClientAs(Persona.OtherCounty);
        (await other.GetAsync($"/P2.21/approvals/{child}/1")).Status.ShouldBe(HttpStatusCode.NotFound);
        await town.MoveAsync(child, ForeignVillage);
        var seen = await other.OpenAsync($"/P2.21/approvals/{child}/1");
        seen.Text.ShouldNotContain("看作廢後的結果");
        (await other.OpenAsync("/P2.21/approvals")).Text.ShouldContain("府教字第 1150001 號");
        using var county = await app.ClientAs(Persona.County);
        (await county.OpenAsync($"/P2.21/approvals/{child}/1")).Text.ShouldContain("看作廢後的結果");
        await town.FollowAsync();
        (await town.OnAsync(child, new(2027, 7, 1))).ShouldBe($"non-school {OtherCounty}");
    }

    [Theory]
    [InlineData("it ends", false)]
    [InlineData("it is voided", true)]
    public async Task Whom_an_approval_explained_is_in_a_case_on_the_friday_after(string how, bool isVoided)
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 21));
        await using var app = town.App;
        var child = await town.ChildAsync(2017);
        await town.ApproveAsync(child, "special-reason", new(2026, 9, 1), new(2026, 10, 7));
        await FridayAsync(town, new(2026, 10, 2));
        (await CasesAsync(town)).ShouldBeEmpty();
        if (isVoided)
        {
            town.GoTo(new(2026, 10, 5));
            await town.VoidApprovalsAsync(child);
        }

        await FridayAsync(town, new(2026, 10, 9));
        var opened = (await CasesAsync(town)).ShouldHaveSingleItem(how);
        (opened.PersonId, opened.CountyCode, opened.SchoolCode).ShouldBe((child, County, null));
        await town.FollowAsync();
        (await town.OnAsync(child, new(2026, 10, 9))).ShouldBe($"case-open {County}");
        // Renewed: the release is proposed, and a person confirms.
        await town.ApproveAsync(child, "special-reason", new(2026, 10, 12), new(2027, 1, 31), "第 2 號");
        await FridayAsync(town, new(2026, 10, 16));
        (await CasesAsync(town)).Single().ProposedReleasePass.ShouldBe(20);
    }

    [Fact]
    public async Task An_approval_accounts_in_the_comparison_only_between_its_days_and_a_deferred_child_is_on_next_years_list()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await counter.AcceptAsync(await counter.SendAsync("registry-list", RegistryFile.Of(Enumerable.Range(1, 3).Select(RegistryFile.Child)), settings: RegistryFile.Settings()));
        var app = counter.App;
        var town = new LedgerTown(app);
        var children = await app.Db(db => db.Set<Person>().OrderBy(p => p.PersonId).Select(p => p.PersonId).ToListAsync());
        town.GoTo(new(2026, 9, 16));
        await town.ApproveAsync(children[0], "deferred", new(2026, 8, 1), new(2027, 8, 31));
        await town.ApproveAsync(children[1], "special-reason", new(2026, 8, 1), new(2026, 9, 15));
        await app.Db(db => app.Services.GetRequiredService<IRuns>().RequestAsync(db, ComparisonRun.Name, new ComparisonOrder(115, 1, new(2026, 9, 16)), "comparison", Act.System("大比對", "P1.11", town.Now)));
        await app.RunJobsAsync();
        (await app.Db(db => db.Set<ComparisonResult>().AsNoTracking().OrderBy(r => r.PersonId).Select(r => r.Pass).ToListAsync())).ShouldBe([20, null, null]);

        town.GoTo(new(2027, 3, 20));
        var next = Enumerable.Range(4, 1).Select(n => RegistryFile.Child(n) with { Birth = "109/10/05", RegisteredOn = "110/01/15", DataDate = "116/03/20" });
        await counter.AcceptAsync(await counter.SendAsync("registry-list", RegistryFile.Of(next), settings: [("year", "116"), ("list", "3/20 名冊")]));
        (await app.Db(db => db.Set<Entry>().Where(e => e.Year == new SchoolYear(116)).Select(e => e.PersonId).ToListAsync())).ShouldContain(children[0]);
    }

    private static string Row(int child, string kind, string document, string from, string through) =>
        $"{RegistryFile.Number(child)},{RegistryFile.Child(child).Name},{kind},範例縣政府,{document},{from},{through}";

    private static Task<Receipt> SendAsync(IntakeCounter counter, params string[] rows) =>
        counter.SendAsync("approvals", IntakeCounter.Text(string.Join('\n', rows.Prepend(Headings)) + "\n"), organisation: County);

    private static async Task AcceptAsync(IntakeCounter counter, int bad, params string[] rows)
    {
        var receipt = await SendAsync(counter, rows);
        receipt.BadRows.ShouldBe(bad, string.Join('\n', (await counter.FindingsAsync(receipt)).Select(f => f.Reason)));
        (await counter.AcceptAsync(receipt)).Status.ShouldBe(ReceiptStatus.Accepted);
    }

    private static void Fill(TestForm form, string number, string name, string through)
    {
        form["Input.Number"] = number;
        form["Input.Name"] = name;
        form["Input.Kind"] = "home-education";
        form["Input.Approver"] = "範例縣政府";
        form["Input.DocumentNo"] = "府教字第 1150009 號";
        form["Input.From"] = "115/09/21";
        form["Input.Through"] = through;
    }

    private static async Task FridayAsync(LedgerTown town, DateOnly day)
    {
        town.GoTo(day);
        await town.App.Db(db => town.App.Services.GetRequiredService<IRuns>().RequestAsync(db, LedgerCasesRun.Name, new { }, LedgerCasesRun.Name, Act.System("測試", "P1.11", town.Now)));
        await town.App.RunJobsAsync();
        (await town.App.Db(db => db.Set<Run>().AsNoTracking().Where(r => r.Failure != null).Select(r => r.Failure).ToListAsync())).ShouldBeEmpty();
    }

    private static Task<List<TrackedCase>> CasesAsync(LedgerTown town) => town.App.Db(db => db.Set<TrackedCase>().AsNoTracking().OrderBy(c => c.CaseNo).ToListAsync());

    private static Task<List<Approval>> ApprovalsAsync(TestApp app) => app.Db(db => db.Set<Approval>().AsNoTracking().OrderBy(a => a.PersonId).ThenBy(a => a.Seq).ToListAsync());
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Residents;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Students;

/// <summary>Q4: the monthly list of the special-education network, whole lists that follow one another.</summary>
public sealed class SpecialEducationTests
{
    private const string Format = "special-education-list";
    private const string Headings = "證號種類,證號,姓名,性別,生日,國籍,學校代碼,年級,特教類別,安置型態,鑑定日期,有效期限,酌減人數";

    [Fact]
    public async Task From_month_to_month_placements_begin_change_end_and_nothing_is_overwritten()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, "115/06", Pupil(1), Pupil(2), Pupil(3), Pupil(4));
        await AcceptAsync(counter, "115/07", Pupil(1), Pupil(2, placement: "集中式特教班"), Pupil(4), Pupil(5));

        var placements = await counter.App.Db(db => db.Set<SpecialPlacement>().OrderBy(p => p.PersonId).ThenBy(p => p.Seq).ToListAsync());
        placements.Select(p => (p.Placement, p.Since, p.Until)).ShouldBe(
            [
                ("resource", new DateOnly(2026, 6, 1), null),
                ("resource", new DateOnly(2026, 6, 1), new DateOnly(2026, 7, 1)),
                ("special-class", new DateOnly(2026, 7, 1), null),
                ("resource", new DateOnly(2026, 6, 1), new DateOnly(2026, 7, 1)),
                ("resource", new DateOnly(2026, 6, 1), null),
                ("resource", new DateOnly(2026, 7, 1), null),
            ],
            ignoreOrder: true
        );
        (await counter.App.Db(db => db.Set<SpecialList>().OrderBy(l => l.Month).Select(l => l.Pupils).ToListAsync())).ShouldBe([4, 4]);
    }

    [Fact]
    public async Task The_same_list_again_changes_nothing_and_an_older_one_is_refused()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, "115/07", Pupil(1), Pupil(2));
        await AcceptAsync(counter, "115/07", Pupil(1), Pupil(2));
        (await counter.App.Db(db => db.Set<SpecialPlacement>().CountAsync())).ShouldBe(2);

        var late = await SendAsync(counter, "115/06", Pupil(1));
        late.Status.ShouldBe(ReceiptStatus.NeedsAttention);
        (await counter.FindingsAsync(late)).ShouldHaveSingleItem().Code.ShouldBe("special.late");
    }

    [Fact]
    public async Task A_bad_row_never_ends_its_pupils_placement_and_the_mended_row_ends_nobody_elses()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, "115/06", Pupil(1), Pupil(2), Pupil(3));
        var receipt = await SendAsync(counter, "115/07", Pupil(1), Pupil(2, school: "000000"), Pupil(3));
        (receipt.GoodRows, receipt.BadRows).ShouldBe((2, 1));
        await counter.AcceptAsync(receipt);
        (await counter.App.Db(db => db.Set<SpecialPlacement>().CountAsync(p => p.Until == null))).ShouldBe(3);
    }

    [Fact]
    public async Task A_list_that_loses_more_than_half_waits_for_a_confirmation()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        await AcceptAsync(counter, "115/06", Pupil(1), Pupil(2), Pupil(3));
        var receipt = await SendAsync(counter, "115/07", Pupil(1));
        await using var scope = counter.App.Services.CreateAsyncScope();
        var shrink = await counter.App.Db(db => scope.ServiceProvider.GetRequiredService<ReceiptRegister>().ShrinkAsync(db, receipt));
        shrink.ShouldBe(new Shrink(3, 2));
        await counter.AcceptAsync(await counter.ReceiptAsync(receipt.Id), shrinkConfirmed: true);
        (await counter.App.Db(db => db.Set<SpecialPlacement>().CountAsync(p => p.Until == null))).ShouldBe(1);
    }

    [Fact]
    public async Task A_school_sees_its_own_pupils_with_their_placement_and_when_the_list_came_in()
    {
        await using var app = await TestApp.CreateAsync();
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(SeedAsync);
        using var clerk = await app.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/Q4.31");
        page.Text.ShouldContain("分散式資源班");
        page.Text.ShouldContain("115/07 名單，接收");
        page.TextsOf("tbody tr").Count.ShouldBe(1);
        using var county = await app.ClientAs(Persona.County);
        (await county.OpenAsync("/Q4.21")).TextsOf("tbody tr").Count.ShouldBe(2);
        (await county.OpenAsync("/Q4.21/list?placement=resource")).TextsOf("tbody tr").Count.ShouldBe(2);
        using var elsewhere = await app.ClientAs(Persona.OtherCounty);
        (await elsewhere.OpenAsync("/Q4.21/list")).Text.ShouldContain("這次名單沒有學生安置在這裡");
        using var ministry = await app.ClientAs(Persona.Ministry);
        (await ministry.OpenAsync("/Q4.11?by=Category")).Text.ShouldContain("學習障礙");
    }

    /// <summary>The list of 115/07 with a pupil of each elementary school of the county.</summary>
    private static async Task SeedAsync(StudentNetDb db)
    {
        var received = new DateTime(2026, 7, 1, 0, 30, 0, DateTimeKind.Utc);
        db.Add(new SpecialList { ReceiptId = 1, Month = new DateOnly(2026, 7, 1), ReceivedAt = received, Pupils = 2 });
        foreach (var (id, school) in new[] { (1L, SmallCountry.School), (2L, SmallCountry.OtherSchool) })
        {
            db.Add(
                new Person
                {
                    PersonId = id,
                    Name = $"測樣{id}",
                    NormalisedName = $"測樣{id}",
                    Sex = Sex.Female,
                    BirthDate = new DateOnly(2017, 10, 5),
                    Cohort = 2018,
                    Nationality = "TW",
                }
            );
            db.Add(
                new SpecialPlacement
                {
                    PersonId = id,
                    Seq = 1,
                    SchoolCode = school,
                    Grade = 3,
                    Category = "learning",
                    Placement = "resource",
                    ApprovedOn = new DateOnly(2025, 5, 20),
                    ClassReduction = 1,
                    Since = new DateOnly(2026, 7, 1),
                    ReceivedAt = received,
                    ReceiptId = 1,
                }
            );
        }

        await db.SaveAsync(Act.System("布置", "system.test", received));
    }

    private static string Pupil(int n, string school = SmallCountry.School, string placement = "分散式資源班") =>
        $"1,{RegistryFile.Number(n)},測樣{(char)('甲' + n)},女,106/10/05,中華民國,{school},3,學習障礙,{placement},114/05/20,117/07/31,1";

    private static Task<Receipt> SendAsync(IntakeCounter counter, string month, params string[] rows) =>
        counter.SendAsync(Format, IntakeCounter.Text(string.Join('\n', rows.Prepend(Headings)) + "\n"), settings: [("month", month)]);

    private static async Task AcceptAsync(IntakeCounter counter, string month, params string[] rows)
    {
        var receipt = await SendAsync(counter, month, rows);
        (receipt.Status, receipt.BadRows).ShouldBe((ReceiptStatus.Ready, 0), string.Join('\n', (await counter.FindingsAsync(receipt)).Select(f => f.Reason)));
        (await counter.AcceptAsync(receipt)).Status.ShouldBe(ReceiptStatus.Accepted);
    }
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Ledger;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>The immigration agency's crossings (decision 143): abroad between two days, and no list that is doubled, halved or late takes a child off a list.</summary>
public sealed class BorderTests
{
    private const string Headings = "證號,入出境別,入出境日期,時分";

    [Fact]
    public async Task Whoever_left_is_abroad_until_the_return_and_half_a_list_takes_nobody_abroad()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var town = new LedgerTown(counter.App);
        await counter.AcceptAsync(
            await counter.SendAsync("registry-list", RegistryFile.Of(Enumerable.Range(1, 3).Select(n => RegistryFile.Child(n) with { Birth = "107/10/05" })), settings: RegistryFile.Settings())
        );
        town.GoTo(new(2026, 10, 2));
        string[] september = [Row(1, "出境", "115/09/05"), Row(2, "出境", "115/09/06", "0900"), Row(2, "入境", "115/09/06", "2100"), Row(9, "出境", "115/09/06"), Row(2, "出境", "115/09/10")];
        await AcceptAsync(counter, "115/09/18", september);
        await AcceptAsync(counter, "115/09/18", september);
        (await counter.App.Db(db => db.Set<BorderCrossing>().CountAsync())).ShouldBe(4, "the same list again adds nothing, and nobody is made of a number that nobody has");
        (await counter.App.Db(db => db.Set<BorderList>().AsNoTracking().OrderBy(l => l.ReceiptId).FirstAsync())).Unknown.ShouldBe(1);

        // Half a list: returns go in, departures wait.
        town.GoTo(new(2026, 10, 9));
        string[] half = [Row(1, "入境", "115/09/22"), Row(3, "出境", "115/09/23")];
        var receipt = await AcceptAsync(counter, "115/09/25", half);
        (await counter.FindingsAsync(receipt)).ShouldContain(f => f.Code == "border.shrunk");
        await town.FollowAsync();
        var (first, second, third) = (await PersonAsync(counter, 1), await PersonAsync(counter, 2), await PersonAsync(counter, 3));
        (await StandsAsync(town, first, "2026-09-04", "2026-09-05", "2026-09-21", "2026-09-22")).ShouldBe(["unexplained", "abroad", "abroad", "unexplained"]);
        (await StandsAsync(town, second, "2026-09-06", "2026-09-10", "2027-06-30")).ShouldBe(["unexplained", "abroad", "abroad"], "the last word is kept, however late the next list is");
        (await StandsAsync(town, third, "2026-09-23", "2026-10-09")).ShouldBe(["unexplained", "unexplained"], "a list that forgets takes nobody abroad");

        await AcceptAsync(counter, "115/09/25", half, counted: "是");
        await town.FollowAsync();
        (await StandsAsync(town, third, "2026-09-22", "2026-09-23")).ShouldBe(["unexplained", "abroad"]);
        (await town.DecideAllAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_crossing_behind_the_day_that_the_list_tells_of_is_told()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var receipt = await SendAsync(counter, "115/05/18", [Row(1, "出境", "115/05/19")]);
        (await counter.FindingsAsync(receipt)).ShouldHaveSingleItem().Code.ShouldBe("border.after-through");
    }

    [Fact]
    public async Task What_has_not_come_for_four_weeks_is_said()
    {
        await using var app = await TestApp.CreateAsync(LedgerTown.At(new(2026, 10, 2)));
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(SignIn.SeedAsync);
        var town = new LedgerTown(app);
        await town.WriteAsync(db => db.Add(new BorderList { ReceiptId = 1, Through = new DateOnly(2026, 9, 18), ReceivedAt = town.Now, Rows = 1, Unknown = 0, Held = 0 }));
        using var ministry = await app.ClientAs(Persona.Ministry);
        (await ministry.OpenAsync("/N1.11/feeds")).Text.ShouldNotContain("逾四週沒有新資料");
        town.GoTo(new(2026, 10, 17));
        using var later = await app.ClientAs(Persona.Ministry);
        (await later.OpenAsync("/N1.11/feeds")).Text.ShouldContain("逾四週沒有新資料 只知道到 115/09/18");
    }

    private static string Row(int child, string direction, string on, string clock = "") => $"{RegistryFile.Number(child)},{direction},{on},{clock}";

    private static Task<Receipt> SendAsync(IntakeCounter counter, string through, string[] rows, string counted = "否") =>
        counter.SendAsync("border-crossings", IntakeCounter.Text(string.Join('\n', rows.Prepend(Headings)) + "\n"), settings: [("through", through), ("counted", counted)]);

    private static async Task<Receipt> AcceptAsync(IntakeCounter counter, string through, string[] rows, string counted = "否")
    {
        var receipt = await SendAsync(counter, through, rows, counted);
        receipt.BadRows.ShouldBe(0, string.Join('\n', (await counter.FindingsAsync(receipt)).Select(f => f.Reason)));
        return await counter.AcceptAsync(receipt);
    }

    private static async Task<string?[]> StandsAsync(LedgerTown town, long child, params string[] days)
    {
        var found = new List<string?>();
        foreach (var day in days)
        {
            found.Add((await town.OnAsync(child, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)))?.Replace($" {County}", "", StringComparison.Ordinal));
        }

        return [.. found];
    }

    private static Task<long> PersonAsync(IntakeCounter counter, int child) =>
        counter.App.Db(db => db.Set<PersonIdentifier>().Where(i => i.Number == RegistryFile.Number(child)).Select(i => i.PersonId).SingleAsync());
}

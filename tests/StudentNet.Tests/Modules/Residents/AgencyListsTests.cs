using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Residents.N1Agencies;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Ledger;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>Lists of agencies (domain §12): what each does to a child's standing, and that half of one, a doubled, a late or a broken one takes no child off a list.</summary>
public sealed class AgencyListsTests
{
    private const string Correctional = "證號,矯正學校,入校日,離校日";
    private const string Dropout = "證號,類別,通報學校代碼,通報日,復學前一日";

    [Fact]
    public async Task Who_is_in_a_correctional_school_is_accounted_for_until_the_list_names_it_no_more()
    {
        var (counter, town, children) = await WorldAsync(4);
        await using var _ = counter;
        await AcceptAsync(counter, "correctional-pupils", Correctional, "115/09/30", [.. Enumerable.Range(1, 4).Select(In)]);
        await town.FollowAsync();
        (await town.OnAsync(children[0], new(2026, 10, 1))).ShouldBe($"correctional {County}");

        // The same again, and a doubled one.
        await AcceptAsync(counter, "correctional-pupils", Correctional, "115/09/30", [.. Enumerable.Range(1, 4).Concat(Enumerable.Range(1, 4)).Select(In)]);
        (await RecordsAsync(counter)).Count.ShouldBe(4);

        // One is named as gone, one is not named any more.
        town.GoTo(new(2026, 11, 2));
        await AcceptAsync(counter, "correctional-pupils", Correctional, "115/10/31", [$"{RegistryFile.Number(1)},範例中學,115/05/01,115/10/20", In(2), In(3)]);
        await town.FollowAsync();
        (await town.OnAsync(children[0], new(2026, 10, 20))).ShouldBe($"correctional {County}");
        (await town.OnAsync(children[0], new(2026, 10, 21))).ShouldBe($"unexplained {County}");
        (await town.OnAsync(children[3], new(2026, 10, 30))).ShouldBe($"correctional {County}");
        (await town.OnAsync(children[3], new(2026, 10, 31))).ShouldBe($"unexplained {County}");
        (await town.OnAsync(children[1], new(2026, 11, 2))).ShouldBe($"correctional {County}");
    }

    [Fact]
    public async Task A_list_a_third_smaller_lets_nobody_go_and_takes_nobody_in_until_it_was_counted()
    {
        var (counter, town, children) = await WorldAsync(6);
        await using var _ = counter;
        await AcceptAsync(counter, "correctional-pupils", Correctional, "115/09/30", [.. Enumerable.Range(1, 5).Select(In)]);
        town.GoTo(new(2026, 11, 2));
        await AcceptAsync(counter, "correctional-pupils", Correctional, "115/10/31", [In(1), In(6)]);
        await town.FollowAsync();
        (await town.OnAsync(children[4], new(2026, 11, 2))).ShouldBe($"correctional {County}", "its last word is kept");
        (await town.OnAsync(children[5], new(2026, 11, 2))).ShouldBe($"unexplained {County}", "who is new leaves no list by it");
        (await StatusAsync(counter, "correctional")).ShouldContain("少三分之一以上");

        await AcceptAsync(counter, "correctional-pupils", Correctional, "115/10/31", [In(1), In(6)], counted: "是");
        await town.FollowAsync();
        (await town.OnAsync(children[4], new(2026, 11, 2))).ShouldBe($"unexplained {County}");
        (await town.OnAsync(children[5], new(2026, 11, 2))).ShouldBe($"correctional {County}");
        (await StatusAsync(counter, "correctional")).ShouldBe("每月");
        town.GoTo(new(2027, 3, 1));
        (await StatusAsync(counter, "correctional")).ShouldContain("沒有新資料");
        await town.DecideAllAsync();
        (await town.OnAsync(children[5], new(2027, 3, 1))).ShouldBe($"correctional {County}", "a late list keeps its last word");
    }

    [Fact]
    public async Task A_bad_row_or_an_older_list_lets_nobody_go()
    {
        var (counter, _, _) = await WorldAsync(4);
        await using var __ = counter;
        await AcceptAsync(counter, "correctional-pupils", Correctional, "115/09/30", [.. Enumerable.Range(1, 4).Select(In)]);
        await AcceptAsync(counter, "correctional-pupils", Correctional, "115/10/01", [In(1), In(2), In(3), "A123,範例中學,115/05/01,"]);
        (await RecordsAsync(counter)).ShouldAllBe(r => r.ValidUntil == null, "the bad row may be about the fourth");
        await AcceptAsync(counter, "correctional-pupils", Correctional, "115/09/01", [In(1), In(2), In(3)]);
        (await RecordsAsync(counter)).ShouldAllBe(r => r.ValidUntil == null, "an older list knows less");
    }

    [Fact]
    public async Task A_reported_drop_out_is_its_schools_to_the_end_of_the_term_and_found_by_the_police_explains_nobody()
    {
        var (counter, town, children) = await WorldAsync(2);
        await using var _ = counter;
        await AcceptAsync(counter, "dropout-reports", Dropout, "115/10/02", [$"{RegistryFile.Number(1)},中輟,{School},115/09/20,", $"{RegistryFile.Number(2)},新生未就學,{School},115/09/20,115/09/28"]);
        await AcceptAsync(counter, "police-searches", "證號,類別,日期,受理單位", "115/10/02", [$"{RegistryFile.Number(2)},尋獲,115/10/01,範例分局"]);
        await town.FollowAsync();
        (await town.OnAsync(children[0], new(2026, 9, 20))).ShouldBe($"reported-dropped-out {School}");
        (await town.OnAsync(children[0], new(2027, 1, 31))).ShouldBe($"reported-dropped-out {School}");
        (await town.OnAsync(children[0], new(2027, 2, 1))).ShouldBe($"unexplained {County}", "a report that nobody ends does not keep a child from being looked for");
        (await town.OnAsync(children[1], new(2026, 9, 28))).ShouldBe($"reported-dropped-out {School}");
        (await town.OnAsync(children[1], new(2026, 10, 1))).ShouldBe($"unexplained {County}");
        (await RecordsAsync(counter)).Select(r => r.Kind).Order().ShouldBe(["DroppedOut", "Found", "NeverCame"]);
    }

    [Fact]
    public async Task Who_dropped_out_is_to_be_reported_until_the_other_system_has_the_report()
    {
        await using var app = await TestApp.CreateAsync(LedgerTown.At(new(2026, 10, 2)));
        await app.Db(SeedAsync);
        await app.Db(SignIn.SeedAsync);
        var town = new LedgerTown(app);
        var (dropped, pupil) = (await town.ChildAsync(2017), await town.ChildAsync(2017));
        await town.RollAsync(dropped, School, new SchoolYear(115), 1, 4, StudentNet.Modules.Students.PupilFigure.DroppedOut);
        await town.RollAsync(pupil, School, new SchoolYear(115), 1, 4);
        await town.FollowAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        using var other = await app.ClientAs(Persona.OtherClerk);
        (await clerk.OpenAsync("/P2.31/dropouts")).TextsOf("#roster tbody tr").ShouldHaveSingleItem().ShouldContain($"測試{dropped}");
        (await other.OpenAsync("/P2.31/dropouts")).TextsOf("#roster tbody tr").ShouldBeEmpty();
        await town.SayAsync(dropped, "dropout", "DroppedOut", new(2026, 10, 2), null, School);
        (await clerk.OpenAsync("/P2.31/dropouts")).TextsOf("#roster tbody tr").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_says_how_each_list_stands()
    {
        await using var app = await TestApp.CreateAsync();
        using var ministry = await app.ClientAs(Persona.Ministry);
        var page = await ministry.OpenAsync("/N1.11/agencies");
        page.TextsOf("#feeds tbody tr").Count.ShouldBe(4);
        page.TextsOf("#feeds tbody tr").ShouldAllBe(r => r.Contains("尚未接收"));
        page.TextsOf("form[enctype]").Count.ShouldBe(4);
    }

    private static string In(int child) => $"{RegistryFile.Number(child)},範例中學,115/05/01,";

    private static async Task AcceptAsync(IntakeCounter counter, string format, string headings, string through, string[] rows, string counted = "否") =>
        await counter.AcceptAsync(
            await counter.SendAsync(format, IntakeCounter.Text($"{headings}\n{string.Join('\n', rows)}\n"), settings: [("through", through), ("counted", counted)])
        );

    private static Task<List<AgencyRecord>> RecordsAsync(IntakeCounter counter) => counter.App.Db(db => db.Set<AgencyRecord>().AsNoTracking().ToListAsync());

    private static async Task<string> StatusAsync(IntakeCounter counter, string feed)
    {
        await using var scope = counter.App.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<AgencyFeeds>().ReadAsync()).Single(s => s.Feed.Code == feed).StatusOn(TaipeiTime.Today(counter.Now)).Word;
    }

    /// <summary>Some children of grade 3 whom the registry knows and no school has.</summary>
    private static async Task<(IntakeCounter Counter, LedgerTown Town, IReadOnlyList<long> Children)> WorldAsync(int children)
    {
        var counter = await IntakeCounter.CreateAsync();
        var town = new LedgerTown(counter.App);
        var rows = Enumerable.Range(1, children).Select(n => RegistryFile.Child(n) with { Birth = "106/10/05" }).ToArray();
        await counter.AcceptAsync(await counter.SendAsync("registry-list", RegistryFile.Of(rows), settings: RegistryFile.Settings()));
        town.GoTo(new(2026, 10, 2));
        var ids = new List<long>();
        for (var n = 1; n <= children; n++)
        {
            ids.Add(await MergeWorld.IdAsync(counter.App, RegistryFile.Number(n)));
        }

        return (counter, town, ids);
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Ledger;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.Ledger;

/// <summary>P1 不漏一人 for ministry, county and school: sums that close, lists behind the numbers, one child's history, and nobody else's.</summary>
public sealed class LedgerPageTests
{
    [Fact]
    public async Task The_sum_closes_and_each_number_is_as_long_as_its_list()
    {
        var (town, _) = await PeopledAsync();
        await using var app = town.App;
        using var county = await app.ClientAs(Persona.County);
        var page = await county.OpenAsync("/P1.21/ledger");
        var sum = Sum(page);
        sum[0].ShouldBe(4);
        sum[0].ShouldBe(sum.Skip(1).Sum(), "就學中＋另有原因＋追蹤中＋未解釋");
        sum[^1].ShouldBe(2);
        foreach (var link in page.Document.QuerySelectorAll("table.ledger a"))
        {
            var list = await county.OpenAsync(link.GetAttribute("href")!);
            list.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(Number(link.TextContent), link.GetAttribute("href"));
        }
    }

    [Fact]
    public async Task The_ministry_is_the_sum_of_the_counties_and_names_a_county_before_it_lists_pupils()
    {
        var (town, _) = await PeopledAsync();
        await using var app = town.App;
        using var ministry = await app.ClientAs(Persona.Ministry);
        var all = Sum(await ministry.OpenAsync("/P1.11/ledger"));
        var (one, other) = (Sum(await ministry.OpenAsync($"/P1.11/ledger?county={County}")), Sum(await ministry.OpenAsync($"/P1.11/ledger?county={OtherCounty}")));
        all.ShouldBe(one.Zip(other, (a, b) => a + b));
        all[0].ShouldBe(5);
        (await ministry.GetAsync("/P1.11/ledger/children?standing=enrolled")).Path.ShouldBe("/P1.11/ledger");
        (await ministry.OpenAsync("/P1.11/ledger/children?standing=unexplained")).Document.QuerySelectorAll("tbody tr").Length.ShouldBe(3);
        (await ministry.GetAsync("/P1.11/ledger?county=12345")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_school_sees_those_it_answers_for_and_no_others()
    {
        var (town, children) = await PeopledAsync();
        await using var app = town.App;
        using var clerk = await app.ClientAs(Persona.Clerk);
        Sum(await clerk.OpenAsync("/P1.31"))[0].ShouldBe(1);
        (await clerk.OpenAsync($"/P1.31/child/{children[0]}")).Text.ShouldContain("在學");
        (await clerk.GetAsync($"/P1.31/child/{children[1]}")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        using var county = await app.ClientAs(Persona.County);
        (await county.GetAsync($"/P1.21/ledger/child/{children[4]}")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound, "a child of the other county");
        (await county.GetAsync("/P1.21/ledger/child/1")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_childs_history_says_rule_answerer_and_since_when_and_can_be_seen_as_it_was_known()
    {
        var (town, children) = await PeopledAsync();
        await using var app = town.App;
        town.GoTo(new(2026, 11, 20));
        // The list of November says that the child moved away in September.
        await town.MoveAsync(children[1], ForeignVillage, new DateOnly(2026, 9, 25));
        await town.FollowAsync();
        using var ministry = await app.ClientAs(Persona.Ministry);
        var now = await ministry.OpenAsync($"/P1.11/ledger/child/{children[1]}");
        now.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(2);
        now.Text.ShouldContain("樣本縣");
        var then = await ministry.OpenAsync($"/P1.11/ledger/child/{children[1]}?known=115/10/01");
        then.Document.QuerySelectorAll("tbody tr").Length.ShouldBe(1);
        then.Text.ShouldNotContain("樣本縣");
        (await ministry.OpenAsync($"/P1.11/ledger/child/{children[1]}?known=115/09/01")).Text.ShouldContain("當時沒有紀錄");
    }

    [Fact]
    public async Task Every_look_at_a_child_or_a_list_is_recorded()
    {
        var (town, children) = await PeopledAsync();
        await using var app = town.App;
        using var county = await app.ClientAs(Persona.County);
        await county.OpenAsync($"/P1.21/ledger/child/{children[1]}");
        await county.OpenAsync("/P1.21/ledger/children?standing=unexplained");
        var entries = await app.Db(db => db.Set<AuditEntry>().AsNoTracking().Where(e => e.Function == "P1.21" && e.Kind == AuditKind.Read).ToListAsync());
        entries.ShouldContain(e => e.PersonId == children[1]);
        var set = entries.Single(e => e.ShownSet != null).ShownSet;
        (await app.Db(db => db.Set<AuditShown>().Where(s => s.SetId == set).Select(s => s.PersonId).ToListAsync())).ShouldBe([children[1], children[2]], ignoreOrder: true);
    }

    /// <summary>Five children of eight in September: on a roll, twice unexplained, with a case; and one unexplained in the other county.</summary>
    private static async Task<(LedgerTown Town, IReadOnlyList<long> Children)> PeopledAsync()
    {
        var town = await LedgerTown.CreateAsync(new(2026, 9, 20));
        var children = new List<long>();
        foreach (var village in (string[])[Village, Village, OtherVillage, Village, ForeignVillage])
        {
            children.Add(await town.ChildAsync(2018, village));
        }

        await town.RollAsync(children[0], School, new SchoolYear(115), 1, 3);
        await town.CaseAsync(children[3], OtherSchool);
        await town.DecideAllAsync();
        return (town, children);
    }

    /// <summary>The sum on top of the page: all, and the four parts.</summary>
    private static int[] Sum(TestPage page) => [.. page.Document.QuerySelectorAll("dl.sum > div > dd:not(.note)").Select(d => Number(d.TextContent))];

    private static int Number(string text) => int.Parse(text.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}

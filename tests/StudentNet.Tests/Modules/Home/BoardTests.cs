using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Counts;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Home;
using StudentNet.Modules.Home.Board;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Accounts;
using StudentNet.Tests.Modules.Admissions.Marking;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.Home;

/// <summary>Those who oversee see who is late and by how much, and remind them: once a day and school, with a trace.</summary>
public sealed class BoardTests
{
    /// <summary>The day after admission closed, 09:00 in Taipei.</summary>
    private static readonly DateTimeOffset Closed = new(2026, 9, 15, 1, 0, 0, TimeSpan.Zero);

    private const string Mailbox = "clerk@example.test";

    [Fact]
    public async Task The_most_pressing_school_stands_first_and_of_two_the_later_one()
    {
        await using var town = await MarkingTown.CreateAsync();
        var cells = new Dictionary<string, BoardCell>(StringComparer.Ordinal)
        {
            [School] = new(BoardHeat.Open, "未處理 5", null, null) { Open = 5 },
            [OtherSchool] = new(BoardHeat.Late, "逾期 3 天", null, null) { DaysLate = 3 },
            [JuniorHigh] = new(BoardHeat.Late, "逾期 9 天", null, null) { DaysLate = 9 },
        };
        var lines = await town.App.Db(async db => (await new BoardQuery(db, [new OneColumn(cells)]).ReadAsync(County, TestApp.Start.UtcDateTime)).Lines.Select(l => l.School.Code).ToList());
        lines.ShouldBe([JuniorHigh, OtherSchool, School]);
    }

    [Fact]
    public async Task The_board_and_the_progress_pages_say_how_many_days_a_school_is_late_until_it_has_submitted()
    {
        await using var town = await MarkingTown.CreateAsync();
        using (var clerk = await town.App.ClientAs(Persona.Clerk))
        {
            await (await clerk.OpenAsync("/N3.31/submit")).SubmitAsync();
        }

        town.App.Clock.SetUtcNow(Closed);
        using var county = await town.App.ClientAs(Persona.County);
        var board = await county.OpenAsync("/");
        board.TextsOf(".board tbody th")[0].ShouldStartWith(OtherSchool, Case.Sensitive, "the most pressing first");
        board.TextsOf(".b-late b").ShouldContain("逾期 52 天");
        board.TextOf(".board tfoot").ShouldContain("完成 1 / 2");
        (await county.OpenAsync("/?show=late")).TextsOf(".board tbody th").Count.ShouldBe(3, "records of the last term: all of them");
        (await county.OpenAsync("/?find=範二")).TextsOf(".board tbody th").ShouldHaveSingleItem();
        board.Text.ShouldNotContain("樣一國小", Case.Sensitive, "a school of the other county");

        var progress = await county.OpenAsync("/N3.21");
        progress.TextOf(".banner").ShouldContain("1 校逾期未提交，最久 52 天");
        progress.TextsOf("tbody .tag-bad").ShouldBe(["逾期 52 天"]);
        (await county.OpenAsync("/N3.21?show=late")).TextsOf("tbody th").ShouldBe([$"{OtherSchool} 範二國小"]);
        using var ministry = await town.App.ClientAs(Persona.Ministry);
        (await ministry.OpenAsync("/N3.11")).TextsOf("tbody .tag-bad").ShouldBe(["逾期 1 校", "逾期 1 校"]);

        var nation = await ministry.OpenAsync("/?by=N3");
        nation.TextsOf(".moe tbody th")[0].ShouldBe("樣本縣", "none of its schools has submitted");
        nation.TextOf(".moe tfoot").ShouldContain("1 / 3 校");
        nation.TextOf(".kpis").ShouldContain("逾期 52 天");
        nation.Find("svg.chart").GetAttribute("aria-label")!.ShouldContain("未提交校數");

        // Q1 and Q2 of a term whose checkpoints have passed.
        town.App.Clock.SetUtcNow(new DateTimeOffset(2026, 10, 5, 1, 0, 0, TimeSpan.Zero));
        using var later = await town.App.ClientAs(Persona.County);
        (await later.OpenAsync("/Q1.21")).TextsOf("tbody .tag-bad").ShouldBe(["逾期 5 天", "逾期 5 天"]);
        (await later.OpenAsync("/Q1.21")).TextOf(".banner").ShouldContain("2 校逾期未提交");
        (await later.OpenAsync("/Q2.21")).TextsOf("tbody .tag-bad").ShouldAllBe(t => t.StartsWith("逾期 ", StringComparison.Ordinal));
        (await ministry.OpenAsync("/Q1.11")).Text.ShouldContain("逾期 2 校");
    }

    [Fact]
    public async Task A_reminder_is_previewed_sent_once_a_day_to_school_and_mailbox_and_recorded()
    {
        await using var town = await MarkingTown.CreateAsync();
        await WithMailboxAsync(town);
        town.App.Clock.SetUtcNow(Closed);
        using var county = await town.App.ClientAs(Persona.County);
        var preview = await county.OpenAsync($"/remind?s={School}&s={ForeignSchool}");
        preview.TextsOf("tbody th").ShouldBe([$"{School} 範一國小"], "the other school is another county's");
        preview.TextOf("tbody").ShouldContain("N3 報到逾期 52 天");

        var sent = await preview.SubmitAsync(button: "稽催 1 校，寄 1 封信");
        sent.Text.ShouldContain("已稽催 1 校，寄出 1 封信");
        town.App.LettersTo(Mailbox).ShouldHaveSingleItem().ShouldContain("N3 報到逾期 52 天");
        (await town.NoticesAsync(School)).ShouldHaveSingleItem().Text.ShouldContain("範例縣稽催：N3 報到逾期 52 天");
        using (var clerk = await town.App.ClientAs(Persona.Clerk))
        {
            (await clerk.OpenAsync("/")).TextOf("#due").ShouldContain("範例縣稽催");
            (await clerk.OpenAsync("/N3.31/conflicts")).Text.ShouldContain("範例縣稽催");
        }

        // The same again on the same day: by the page that was open, and by a new one.
        (await preview.SubmitAsync(button: "稽催 1 校，寄 1 封信")).Text.ShouldContain("沒有送出");
        (await county.OpenAsync($"/remind?s={School}")).TextOf("tbody").ShouldContain("今天 09:00 已稽催");
        (await CountAsync()).ShouldBe(1);
        town.App.LettersTo(Mailbox).Count.ShouldBe(1);

        town.App.Clock.SetUtcNow(Closed.AddDays(1));
        using var tomorrow = await town.App.ClientAs(Persona.County);
        await (await tomorrow.OpenAsync($"/remind?s={School}")).SubmitAsync(button: "稽催 1 校，寄 1 封信");
        (await CountAsync()).ShouldBe(2);
        (await town.App.Db(db => db.Set<AuditEntry>().CountAsync(a => a.What == "稽催學校" && a.OrganisationCode == County))).ShouldBe(2);

        Task<int> CountAsync() => town.App.Db(db => db.Set<Reminder>().CountAsync(r => r.OrganisationCode == School));
    }

    [Fact]
    public async Task The_ministry_reminds_a_county_once_a_day_and_children_still_open_burn_down()
    {
        await using var town = await MarkingTown.CreateAsync(Closed);
        (await town.App.ClientAs(Persona.County)).Dispose();
        await town.App.Db(async db =>
        {
            // What stood at the end of the two days before.
            foreach (var (day, open) in new[] { (13, 9), (14, 8) })
            {
                db.Add(new StageDay { Year = MarkingTown.Year, Stage = EntryStage.Registration, CountyCode = County, Level = SchoolLevel.Elementary, Day = new DateOnly(2026, 9, day), Listed = 9, Open = open, Schools = 2, Submitted = 0 });
            }

            await db.SaveAsync(Act.System("記下進度", "system.test", Closed.UtcDateTime));
        });
        using var ministry = await town.App.ClientAs(Persona.Ministry);
        var home = await ministry.OpenAsync("/?by=N3");
        home.Text.ShouldContain("未處理人數");
        home.Text.ShouldContain("校。", Case.Sensitive, "schools are said too");

        var preview = await ministry.OpenAsync($"/remind-counties?c={County}");
        preview.Text.ShouldContain("校未提交");
        var sent = await preview.SubmitAsync(selector: "main form[method=post]");
        sent.Text.ShouldContain("已稽催 1 縣市");
        (await ministry.OpenAsync($"/remind-counties?c={County}")).Text.ShouldContain("一縣市一天一次");
        (await CountAsync()).ShouldBe(1);
        (await town.NoticesAsync(County)).ShouldContain(n => n.Text.Contains("稽催", StringComparison.Ordinal));
        using var county = await town.App.ClientAs(Persona.County);
        (await county.GetAsync($"/remind-counties?c={County}")).Status.ShouldBe(HttpStatusCode.NotFound);

        Task<int> CountAsync() => town.App.Db(db => db.Set<Reminder>().CountAsync(r => r.OrganisationCode == County && r.ByCode == Organisation.MinistryCode));
    }

    [Fact]
    public async Task What_is_done_meanwhile_is_not_pressed_for_although_the_preview_said_so()
    {
        await using var town = await MarkingTown.CreateAsync();
        await WithMailboxAsync(town);
        using var county = await town.App.ClientAs(Persona.County);
        var preview = await county.OpenAsync($"/remind?s={School}");
        preview.TextOf("tbody").ShouldContain("N3 報到尚未開始");
        for (var person = 1; person <= MarkingTown.OwnCount; person++)
        {
            await town.HereAsync(School, person);
        }

        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        using (var clerk = await town.App.ClientAs(Persona.Clerk))
        {
            await (await clerk.OpenAsync("/N3.31/submit")).SubmitAsync();
        }

        await preview.SubmitAsync(button: "稽催 1 校，寄 1 封信");
        // Only the class rolls of the last term are left, which nobody has submitted.
        var text = (await town.App.Db(db => db.Set<Reminder>().SingleAsync())).Text;
        text.ShouldNotContain("N3");
        text.ShouldContain("Q1 各班學生 114-2逾期");
    }

    private static async Task WithMailboxAsync(MarkingTown town)
    {
        (await town.App.ClientAs(Persona.Clerk)).Dispose();
        await town.App.Db(async db =>
        {
            var name = SignIn.NameOf(Persona.Clerk);
            (await db.Set<Account>().SingleAsync(a => a.SignInName == name)).Email = Mailbox;
            await db.SaveAsync(Act.System("測試", "system.test", TestApp.Start.UtcDateTime));
        });
    }

    private sealed class OneColumn(IReadOnlyDictionary<string, BoardCell> cells) : IBoardColumns
    {
        public int Order => 1;

        public Task<IReadOnlyList<BoardColumn>> OfAsync(string county, IReadOnlyList<BoardSchool> schools, DateTime now, CancellationToken cancellation = default) =>
            Task.FromResult<IReadOnlyList<BoardColumn>>([new BoardColumn("T", "試", "", null, cells)]);
    }
}

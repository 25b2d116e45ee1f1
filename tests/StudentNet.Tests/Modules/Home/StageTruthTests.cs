using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Admissions.Marking;

namespace StudentNet.Tests.Modules.Home;

/// <summary>A tick means done, late stays late, and what changes after a submission comes back: on the track, the tabs, the cards, the banner and in what is due.</summary>
public sealed class StageTruthTests
{
    /// <summary>The day after admission closed, 09:00 in Taipei.</summary>
    private static readonly DateTimeOffset Closed = new(2026, 9, 15, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_school_that_admitted_nobody_and_submitted_nothing_sees_no_tick_and_what_to_do()
    {
        await using var town = await MarkingTown.CreateAsync();
        town.App.Clock.SetUtcNow(Closed);
        using var clerk = await town.App.ClientAs(Persona.Clerk);

        var home = await clerk.OpenAsync("/");
        home.TextsOf(".track .is-done b").ShouldBe(["分發"], "its list is published");
        home.TextsOf(".track .is-late b").ShouldBe(["報到", "入學"]);
        home.TextsOf(".track .is-late > span:not(.dot)").ShouldBe(["逾期 52 天，未提交", "逾期 1 天，未提交"]);
        home.TextOf("#due").ShouldContain("N3.31");
        home.TextOf("#due").ShouldContain("N5.31");
        home.TextOf("#due").ShouldContain("逾期未提交，已截止；請縣市准予延長後補交");

        var landing = await clerk.OpenAsync("/N");
        landing.TextsOf(".fnnav .late").ShouldBe(["N3 報到作業", "N5 入學作業"]);
        landing.TextsOf(".fnnav .done").ShouldBe(["N2 分發類名冊"]);
        landing.TextsOf(".step.is-late h2").ShouldBe(["報到作業", "入學作業"]);
        (await clerk.OpenAsync("/N5.31")).Text.ShouldContain("截止，逾期未提交");

        // Late until done: neither days nor weeks take it away.
        town.App.Clock.SetUtcNow(Closed.AddDays(60));
        using var later = await town.App.ClientAs(Persona.Clerk);
        (await later.OpenAsync("/")).TextsOf(".track .is-late b").ShouldBe(["報到", "入學"]);
    }

    [Fact]
    public async Task County_and_ministry_see_how_many_schools_submitted_and_which_did_not()
    {
        await using var town = await MarkingTown.CreateAsync();
        using (var clerk = await town.App.ClientAs(Persona.Clerk))
        {
            await (await clerk.OpenAsync("/N3.31/submit")).SubmitAsync();
        }

        town.App.Clock.SetUtcNow(Closed);
        using var county = await town.App.ClientAs(Persona.County);
        using var ministry = await town.App.ClientAs(Persona.Ministry);

        var home = await county.OpenAsync("/");
        home.TextsOf(".board .b-late b").ShouldContain("逾期 52 天");
        home.TextOf(".board tfoot").ShouldContain("完成 1 / 2");
        home.TextOf("#due").ShouldContain("1 校未提交，已截止；可到 M1.21 准予延長");
        (await county.OpenAsync("/N")).TextsOf(".fnnav .late").ShouldBe(["N3 報到作業", "N5 入學作業"]);
        var list = await county.OpenAsync(home.Find("#due a[href*='N3.21']").GetAttribute("href")!);
        list.TextsOf("tbody th").ShouldBe([$"{SmallCountry.OtherSchool} 範二國小"]);

        var nation = await ministry.OpenAsync("/?by=N3");
        nation.TextOf(".moe tfoot").ShouldContain("1 / 3 校");
        nation.TextsOf(".moe tbody .tag").ShouldAllBe(t => t == "逾期");
        nation.TextOf("#due").ShouldContain("2 校未提交");
        (await ministry.OpenAsync(nation.Find("#due a[href*='N3.11']").GetAttribute("href")!)).TextsOf("tbody th").ShouldBe(["樣本縣", "範例縣"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_changes_or_comes_after_a_submission_brings_it_back_until_it_is_submitted_again()
    {
        await using var town = await MarkingTown.CreateAsync();
        for (var person = 1; person <= MarkingTown.OwnCount; person++)
        {
            await town.HereAsync(SmallCountry.School, person);
        }

        using var clerk = await town.App.ClientAs(Persona.Clerk);
        using var county = await town.App.ClientAs(Persona.County);
        await SubmitAsync();
        (await clerk.OpenAsync("/N")).TextsOf(".fnnav .done").ShouldContain("N3 報到作業");
        var home = await clerk.OpenAsync("/");
        home.TextsOf(".track .is-done b").ShouldContain("報到");
        home.TextOf("#due").ShouldNotContain("N3.31");

        await town.MarkAsync(SmallCountry.School, EntryStage.Registration, new MarkLine(1, new MarkWish.Clear(), MarkCase.AnyVersion));
        await town.HereAsync(SmallCountry.School, MarkingTown.Neighbour, isAddition: true);
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        home = await clerk.OpenAsync("/");
        home.TextsOf(".track .is-changed b").ShouldBe(["報到"]);
        home.TextOf(".track .is-changed > span:not(.dot)").ShouldBe("提交後又改 1 人、新增 1 人");
        home.TextOf("#due").ShouldContain("提交後又改 1 人、新增 1 人，請再提交");
        (await clerk.OpenAsync("/N")).TextsOf(".fnnav .changed").ShouldBe(["N3 報到作業"]);
        (await clerk.OpenAsync("/N3.31")).Text.ShouldContain("提交後又改 1 人、新增 1 人");
        await town.HereAsync(SmallCountry.OtherSchool, MarkingTown.Chooser);

        // A child that nobody has spoken of is not submitted by submitting.
        await SubmitAsync();
        (await clerk.OpenAsync("/")).TextOf(".track .is-changed > span:not(.dot)").ShouldBe("已提交，1 人未處理");

        await town.HereAsync(SmallCountry.School, 1);
        await SubmitAsync();
        (await clerk.OpenAsync("/")).TextsOf(".track .is-done b").ShouldContain("報到");
        (await county.OpenAsync("/")).TextOf(".board tfoot").ShouldContain("完成 1 / 2");

        // Each stamp at a later instant than the marks before it.
        async Task SubmitAsync()
        {
            town.App.Clock.Advance(TimeSpan.FromMinutes(1));
            await (await clerk.OpenAsync("/N3.31/submit")).SubmitAsync();
            town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task Children_published_after_the_submission_are_new()
    {
        await using var town = await MarkingTown.CreateAsync();
        for (var person = 1; person <= MarkingTown.OwnCount; person++)
        {
            await town.HereAsync(SmallCountry.School, person);
        }

        using var clerk = await town.App.ClientAs(Persona.Clerk);
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await clerk.OpenAsync("/N3.31/submit")).SubmitAsync();
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.App.Db(async db =>
        {
            var child = await db.FindAsync<Entry>(MarkingTown.Unplaced, MarkingTown.Year, MarkingTown.Grade);
            (child!.State, child.AllocatedSchool, child.PublishedAt) = (EntryState.Allocated, SmallCountry.School, town.App.Clock.GetUtcNow().UtcDateTime);
            await db.SaveAsync(Act.System("公告", "system.test", town.App.Clock.GetUtcNow().UtcDateTime));
        });

        (await clerk.OpenAsync("/")).TextOf("#due").ShouldContain("提交後又新增 1 人，請再提交");
    }
}

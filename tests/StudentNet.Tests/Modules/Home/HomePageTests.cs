using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Admissions.Marking;

namespace StudentNet.Tests.Modules.Home;

/// <summary>The home page and the pages of modules: what is due, the figures behind it, how old the data are, how the stages stand.</summary>
public sealed class HomePageTests
{
    private static readonly DateTimeOffset Admission = new(2026, 9, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_schools_figures_are_those_of_its_list_and_go_with_what_is_due()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.School, 1);
        await town.HereAsync(SmallCountry.School, 2);
        using var clerk = await town.App.ClientAs(Persona.Clerk);

        var home = await clerk.OpenAsync("/");

        home.TextsOf("#figures dt").ShouldBe(["分發名冊", "已報到", "未處理", "列管中"]);
        home.TextsOf("#figures dd").ShouldBe([$"{MarkingTown.OwnCount}", "2", $"{MarkingTown.OwnCount - 2}", "0"]);
        home.TextOf("#due").ShouldContain($"2 / {MarkingTown.OwnCount} 人");
        home.TextsOf("#feeds b").ShouldBe(["戶政", "學區", "大比對"]);
    }

    [Fact]
    public async Task From_the_first_day_of_admission_the_figures_speak_of_admission()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.School, 1);
        town.App.Clock.SetUtcNow(Admission);
        using var clerk = await town.App.ClientAs(Persona.Clerk);

        (await clerk.OpenAsync("/")).TextsOf("#figures dt").ShouldBe(["分發名冊", "已入學", "未處理", "列管中"]);
    }

    [Fact]
    public async Task What_is_open_all_year_is_no_task_of_today()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);

        (await clerk.OpenAsync("/")).TextOf("#due").ShouldNotContain("M2.31");
    }

    [Fact]
    public async Task The_stages_of_the_module_stand_in_order_and_a_submission_shows_in_the_bar()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);

        var before = await clerk.OpenAsync("/N");
        before.TextsOf(".fnnav .lock").ShouldBe(["N5 入學作業", "N6 入學類名冊"]);
        before.TextsOf(".fnnav .done").ShouldBe(["N2 分發類名冊"]);
        before.TextOf(".step.is-now").ShouldContain($"0 / {MarkingTown.OwnCount}");

        await (await clerk.OpenAsync("/N3.31/submit")).SubmitAsync();
        var after = await clerk.OpenAsync("/N");
        after.TextsOf(".fnnav .done").ShouldBe(["N2 分發類名冊"], "nobody on the list has been spoken of yet");
        after.TextsOf(".fnnav .changed").ShouldBe(["N3 報到作業"]);
    }

    [Fact]
    public async Task The_homes_of_county_and_ministry_are_the_board_and_the_map_and_agree_with_the_pages_behind_them()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.School, 1);
        using var county = await town.App.ClientAs(Persona.County);
        using var ministry = await town.App.ClientAs(Persona.Ministry);

        var board = await county.OpenAsync("/");
        board.TextOf("h1").ShouldBe("各校進度");
        board.TextsOf(".board tbody .b-open b").ShouldContain($"未處理 {MarkingTown.OwnCount - 1}");
        var nation = await ministry.OpenAsync("/");
        nation.TextOf("h1").ShouldBe("全國填報總覽");
        var listed = (await ministry.OpenAsync("/N3.11?level=1")).Find("[data-figure='N3.listed']").GetAttribute("data-value")!;
        nation.Find("[data-figure='N3.listed']").GetAttribute("data-value").ShouldBe(listed, "all of them are of the elementary level");
        nation.TextsOf(".tilemap .tile a").Count.ShouldBe(2);
        nation.Find("a.chip[href='/?by=P2']").TextContent.ShouldContain("逾期未訪");
    }

    [Fact]
    public async Task Board_and_counties_leave_as_a_file_as_they_are_filtered_and_a_school_has_no_such_file()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var county = await town.App.ClientAs(Persona.County);
        using var ministry = await town.App.ClientAs(Persona.Ministry);
        using var clerk = await town.App.ClientAs(Persona.Clerk);

        var file = (await county.GetAsync("/?find=範二&handler=export&kind=Csv")).Text;
        file.ShouldContain("範二國小");
        file.ShouldNotContain("範一國小");
        file.ShouldContain("N3 報到");
        (await ministry.GetAsync("/?by=N3&handler=export&kind=Csv")).Text.ShouldContain("範例縣");
        (await clerk.GetAsync("/?handler=export&kind=Csv")).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_map_has_every_county_of_the_country_and_those_that_are_here_lead_to_their_line()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.School, 1);
        using var ministry = await town.App.ClientAs(Persona.Ministry);

        var page = await ministry.OpenAsync("/N3.11");

        page.TextsOf(".tile-none").Count.ShouldBe(22);
        page.TextOf($".tile a[href='#c-{SmallCountry.County}']").ShouldContain("%");
        page.TextOf($"#c-{SmallCountry.County} th").ShouldBe("範例縣");
    }
}

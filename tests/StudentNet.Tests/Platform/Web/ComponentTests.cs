using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Web;

/// <summary>The tag helpers, read from the page that shows them all.</summary>
[WithoutDatabase]
public sealed class ComponentTests(WebHost host) : IClassFixture<WebHost>
{
    [Fact]
    public async Task A_field_ties_label_hint_and_error_to_its_control()
    {
        var page = await host.OpenAsync("/components");
        var input = page.QuerySelector("#Input_VisitDate")!;

        page.QuerySelector("label[for=Input_VisitDate]")!.TextContent.ShouldBe("訪查日期");
        input.GetAttribute("name").ShouldBe("Input.VisitDate");
        input.GetAttribute("aria-invalid").ShouldBe("true");
        input.GetAttribute("aria-required").ShouldBe("true");
        Described(page, input).ShouldBe(["不能晚於今天（115/09/24）", "民國年，例如 115/09/24"]);
    }

    [Fact]
    public async Task A_field_shows_dates_as_people_write_them_and_passes_on_what_it_does_not_know()
    {
        var input = (await host.OpenAsync("/components")).QuerySelector("#Input_VisitDate")!;

        input.GetAttribute("value").ShouldBe("115/10/24");
        input.GetAttribute("inputmode").ShouldBe("numeric");
    }

    [Fact]
    public async Task The_error_summary_leads_to_each_field_in_the_order_of_the_form()
    {
        var page = await host.OpenAsync("/components");
        var summary = page.QuerySelector(".errors")!;

        summary.GetAttribute("role").ShouldBe("alert");
        summary.QuerySelector("h2")!.TextContent.ShouldBe("有 2 個地方要修正");
        var links = summary.QuerySelectorAll("a").ToList();
        links.Select(link => link.TextContent).ShouldBe(["訪查日期：不能晚於今天（115/09/24）", "去向學校：請填 6 碼學校代碼"]);
        foreach (var link in links)
        {
            page.QuerySelector(link.GetAttribute("href")!).ShouldNotBeNull();
        }
    }

    [Fact]
    public async Task A_list_marks_what_is_chosen()
    {
        var list = (IHtmlSelectElement)(await host.OpenAsync("/components")).QuerySelector("#Input_Kind")!;

        list.Options.Select(option => option.Text).ShouldBe(["請選擇", "家庭訪視", "電話訪查", "公所會同訪視"]);
        list.Value.ShouldBe("phone");
    }

    [Fact]
    public async Task Radio_buttons_are_a_named_group_whose_first_the_summary_can_reach()
    {
        var page = await host.OpenAsync("/components");

        var group = page.QuerySelector("fieldset:has([type=radio])")!;
        group.QuerySelector("legend")!.TextContent.ShouldBe("訪查結果");
        page.QuerySelectorAll("#Input_Result").ShouldHaveSingleItem().GetAttribute("type").ShouldBe("radio");
    }

    [Fact]
    public async Task A_tick_box_posts_no_when_it_is_empty()
    {
        var posted = (await host.OpenAsync("/components")).QuerySelectorAll("[name='Input.IsCommitteeTold']");

        posted.Select(input => (input.GetAttribute("type"), input.GetAttribute("value"))).ShouldBe([("checkbox", "true"), ("hidden", "false")]);
    }

    [Fact]
    public async Task An_upload_says_which_kinds_and_how_large()
    {
        var page = await host.OpenAsync("/components");
        var file = page.QuerySelector("[type=file]")!;

        file.GetAttribute("accept").ShouldBe(".pdf,.jpg");
        Described(page, file).ShouldBe(["PDF、JPG，10 MB 以內"]);
    }

    [Fact]
    public async Task A_status_is_an_icon_and_a_word()
    {
        var tag = (await host.OpenAsync("/components")).QuerySelector("#c-tag .tag-ok")!;

        tag.TextContent.ShouldBe("已提交");
        tag.QuerySelector("use")!.GetAttribute("href")!.ShouldEndWith("#check-circle");
        tag.QuerySelector("svg")!.GetAttribute("aria-hidden").ShouldBe("true");
    }

    [Fact]
    public async Task A_number_is_masked_and_a_missing_one_said()
    {
        var page = await host.OpenAsync("/components");

        page.QuerySelectorAll("#c-list .id").Select(number => number.TextContent).ShouldBe(["F23**770", "無字號"]);
    }

    [Fact]
    public async Task A_date_is_shown_in_ROC_years_with_the_ISO_date_for_machines()
    {
        var times = (await host.OpenAsync("/components")).QuerySelectorAll("#c-tag time").ToList();

        times.Select(time => time.TextContent).ShouldBe(["109/03/25", "115/09/24 10:26", "09/30（三）"]);
        times.Select(time => time.GetAttribute("datetime")).ShouldBe(["2020-03-25", "2026-09-24T10:26:00+08:00", "2026-09-30"]);
    }

    [Fact]
    public async Task A_banner_names_its_state_and_counts_down()
    {
        var banner = (await host.OpenAsync("/components")).QuerySelectorAll("#c-ban .banner").ElementAt(2);

        banner.ClassName.ShouldBe("banner tone-warn");
        banner.QuerySelector(".due")!.TextContent.ShouldBe("還有 3 天 13 時");
        banner.QuerySelector(".tag")!.TextContent.ShouldBe("本校尚未提交");
    }

    [Fact]
    public async Task Filters_and_order_live_in_the_address_and_keep_each_other()
    {
        var page = await host.OpenAsync("/components?state=open&sort=birth&page=3");

        page.QuerySelector("#c-list .chip[aria-current]")!.TextContent.ShouldContain("未處理");
        page.QuerySelectorAll("#c-list .chip").Select(chip => chip.GetAttribute("href"))
            .ShouldBe(["/components?sort=birth", "/components?sort=birth&state=open", "/components?sort=birth&state=done"]);
        var sorted = page.QuerySelector("th[aria-sort]")!;
        sorted.GetAttribute("aria-sort").ShouldBe("ascending");
        sorted.QuerySelector("a")!.GetAttribute("href").ShouldBe("/components?state=open&sort=-birth");
    }

    [Fact]
    public async Task The_pager_keeps_the_filter_and_names_the_rows()
    {
        var pager = (await host.OpenAsync("/components?state=open")).QuerySelector(".pager")!;

        pager.QuerySelector("span")!.TextContent.ShouldBe("第 401–600 人，共 1,684 人");
        pager.QuerySelector("[aria-current=page]")!.TextContent.ShouldBe("3");
        pager.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).Last().ShouldBe("/components?state=open&page=4");
    }

    [Fact]
    public async Task A_progress_bar_gives_its_figures_in_words()
    {
        var bar = (await host.OpenAsync("/components")).QuerySelector("#c-msg .prog")!;

        bar.TextContent.ShouldBe("1,024 / 1,702 列");
        bar.QuerySelector("progress")!.GetAttribute("value").ShouldBe("1024");
    }

    [Fact]
    public async Task Cards_are_named_by_their_titles_and_no_id_stands_twice()
    {
        var page = await host.OpenAsync("/components");

        foreach (var card in page.QuerySelectorAll("section.card[aria-labelledby]"))
        {
            page.GetElementById(card.GetAttribute("aria-labelledby")!).ShouldNotBeNull();
        }

        page.QuerySelectorAll("[id]").GroupBy(element => element.Id).Where(group => group.Count() > 1).Select(group => group.Key).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_first_thing_due_has_the_primary_button()
    {
        var buttons = (await host.OpenAsync("/components")).QuerySelectorAll(".tasks .btn");

        buttons.Select(button => button.ClassList.Contains("btn-primary")).ShouldBe([true, false, false]);
    }

    private static IEnumerable<string> Described(IParentNode page, IElement control) =>
        control.GetAttribute("aria-describedby")!.Split(' ').Select(id => page.QuerySelector($"#{id}")!.TextContent);
}

using System.Net;
using AngleSharp.Dom;
using StudentNet.Platform.Web;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Web;

[WithoutDatabase]
public sealed class FrameTests(WebHost host) : IClassFixture<WebHost>
{
    private static readonly Uri Catalogue = new("/components", UriKind.Relative);
    private static readonly Uri ThemePage = new("/theme", UriKind.Relative);

    [Fact]
    public async Task Every_answer_forbids_inline_script_and_style_and_being_framed()
    {
        foreach (var address in new[] { "/components", "/nothing-here", "/site.css" })
        {
            var answer = await host.Client().GetAsync(new Uri(address, UriKind.Relative), Cancel);

            answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem().ShouldBe(SecurityHeaders.ContentSecurityPolicy);
            answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        }
    }

    [Fact]
    public async Task Pages_stay_out_of_every_cache_and_files_do_not()
    {
        (await host.Client().GetAsync(Catalogue, Cancel)).Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await host.Client().GetAsync(new Uri("/site.css", UriKind.Relative), Cancel)).Headers.CacheControl!.NoStore.ShouldBeFalse();
    }

    [Fact]
    public async Task Chinese_leaves_as_Chinese_and_not_as_entities()
    {
        var html = await host.Client().GetStringAsync(Catalogue, Cancel);

        html.ShouldContain("測試縣立示範國小");
        html.ShouldNotContain("&#x6E2C;");
    }

    [Fact]
    public async Task The_frame_says_where_one_is()
    {
        var page = await host.OpenAsync("/components");

        page.Title.ShouldBe("N3.31 元件與狀態 － 國民中小學學生資源網");
        page.QuerySelectorAll("h1").ShouldHaveSingleItem().TextContent.ShouldBe("N3.31元件與狀態");
        page.QuerySelector(".modnav [aria-current]")!.TextContent.ShouldBe("N新生管理");
        page.QuerySelector(".fnnav [aria-current=page]")!.TextContent.Trim().ShouldBe("N3 報到作業");
        page.QuerySelectorAll(".crumbs li").Select(step => step.TextContent).ShouldBe(["首頁", "N 新生管理", "N3 報到作業", "勾選報到"]);
    }

    [Fact]
    public async Task The_function_bar_says_done_and_not_open_in_words()
    {
        var page = await host.OpenAsync("/components");

        page.QuerySelector(".fnnav .done svg")!.GetAttribute("aria-label").ShouldBe("已完成");
        page.QuerySelector(".fnnav .lock svg")!.GetAttribute("aria-label").ShouldBe("未開放");
    }

    [Fact]
    public async Task Helpers_without_anything_behind_them_are_left_out_and_the_others_keep_their_order()
    {
        var page = await host.OpenAsync("/components");

        page.QuerySelectorAll(".helpers li").Select(helper => helper.TextContent.Trim()).ShouldBe(["內頁說明", "我要發問", "截圖功能"]);
    }

    [Fact]
    public async Task Paper_says_who_printed_it_and_when()
    {
        var page = await host.OpenAsync("/components");

        page.QuerySelector(".print-only")!.TextContent.ShouldBe("測試縣立示範國小　王測甲 · 教務處註冊組　列印 115/07/22 10:26　含個人資料，用畢銷毀");
    }

    [Fact]
    public async Task A_missing_page_says_the_same_whatever_was_asked_for()
    {
        var one = await host.Client().GetAsync(new Uri("/P9.31/1", UriKind.Relative), Cancel);
        var other = await host.Client().GetAsync(new Uri("/nothing?child=2", UriKind.Relative), Cancel);

        one.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await one.Content.ReadAsStringAsync(Cancel)).ShouldBe(await other.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task The_pages_for_failures_cannot_be_called_up_without_one()
    {
        var answer = await host.Client().GetAsync(new Uri("/status/500", UriKind.Relative), Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_missing_address_of_the_interface_for_machines_is_a_problem_and_no_page()
    {
        var answer = await host.Client().GetAsync(new Uri("/api/v1/nothing", UriKind.Relative), Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("\"code\":\"not-found\"");
    }

    [Fact]
    public async Task A_post_without_the_token_is_refused()
    {
        using var form = new FormUrlEncodedContent([new("theme", "dark")]);

        (await host.Client().PostAsync(ThemePage, form, Cancel)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_chosen_theme_stands_in_the_next_page()
    {
        var client = host.Client();
        using var form = new FormUrlEncodedContent([new("theme", "dark"), await TokenAsync(client)]);
        using var post = new HttpRequestMessage(HttpMethod.Post, ThemePage) { Content = form };
        post.Headers.Referrer = new Uri("http://localhost/components?a=1");

        var answer = await client.SendAsync(post, Cancel);

        answer.Headers.Location!.OriginalString.ShouldBe("/components?a=1");
        var page = await WebHost.ReadAsync(await client.GetAsync(Catalogue, Cancel));
        page.DocumentElement.GetAttribute("data-theme").ShouldBe("dark");
    }

    [Fact]
    public async Task A_referring_page_elsewhere_is_not_followed()
    {
        var client = host.Client();
        using var form = new FormUrlEncodedContent([await TokenAsync(client)]);
        using var post = new HttpRequestMessage(HttpMethod.Post, ThemePage) { Content = form };
        post.Headers.Referrer = new Uri("http://elsewhere.example/components");

        (await client.SendAsync(post, Cancel)).Headers.Location!.OriginalString.ShouldBe("/");
    }

    [Fact]
    public async Task A_wrong_form_comes_back_as_422_with_what_was_typed()
    {
        var client = host.Client();
        using var form = new FormUrlEncodedContent([new("Input.VisitDate", "115/13/40"), new("Input.School", "99"), await TokenAsync(client)]);

        var answer = await client.PostAsync(Catalogue, form, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var page = await WebHost.ReadAsync(answer);
        page.QuerySelector("#Input_VisitDate")!.GetAttribute("value").ShouldBe("115/13/40");
        page.QuerySelectorAll(".errors li").Select(line => line.TextContent).ShouldBe(
        [
            "訪查日期：「115/13/40」不是日期，請填民國年月日，例如 115/09/01",
            "去向學校：請填 6 個字",
            "訪查結果：請填寫",
        ]);
    }

    [Fact]
    public async Task A_notice_is_shown_once_on_the_page_after()
    {
        var client = host.Client();
        using var form = SoundForm(await TokenAsync(client));

        (await client.PostAsync(Catalogue, form, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Redirect);

        (await WebHost.ReadAsync(await client.GetAsync(Catalogue, Cancel))).QuerySelector(".notice")!.TextContent.Trim().ShouldBe("已儲存訪查紀錄。");
        (await WebHost.ReadAsync(await client.GetAsync(Catalogue, Cancel))).QuerySelector(".notice").ShouldBeNull();
    }

    [Fact]
    public async Task An_upload_by_script_is_told_where_to_go_and_leaves_the_notice_to_the_reader()
    {
        var client = host.Client();
        using var post = new HttpRequestMessage(HttpMethod.Post, Catalogue) { Content = SoundForm(await TokenAsync(client)) };
        post.Headers.Add(UploadRedirects.Request, "1");

        var answer = await client.SendAsync(post, Cancel);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Headers.GetValues(UploadRedirects.Location).ShouldBe(["/components"]);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static FormUrlEncodedContent SoundForm(KeyValuePair<string, string> token) => new(
    [
        new("Input.VisitDate", "1150901"), new("Input.School", "999601"), new("Input.Kind", "phone"), new("Input.Result", "home"), token,
    ]);

    private static async Task<KeyValuePair<string, string>> TokenAsync(HttpClient client)
    {
        const string name = "__RequestVerificationToken";
        var page = await WebHost.ReadAsync(await client.GetAsync(ThemePage, Cancel));
        return new(name, page.QuerySelector($"[name={name}]")!.GetAttribute("value")!);
    }
}

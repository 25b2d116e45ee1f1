using System.Net;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Support;

public sealed class AnnouncementTests
{
    [Fact]
    public async Task A_public_announcement_stands_on_the_sign_in_page_and_can_be_read_there()
    {
        await using var app = await TestApp.CreateAsync();
        await PublishAsync(app, "示範公告：報到開放", "Public");
        var page = await app.Client().OpenAsync("/sign-in");
        var text = await page.FollowAsync("示範公告：報到開放");
        text.Text.ShouldContain("第二段");
        (await (await app.ClientAs(Persona.Clerk)).OpenAsync("/U7.31")).Text.ShouldContain("示範公告：報到開放");
    }

    [Fact]
    public async Task An_announcement_for_some_levels_is_not_there_for_the_others()
    {
        await using var app = await TestApp.CreateAsync();
        var address = await PublishAsync(app, "示範公告：縣市會議", "Levels", form => form.Tick("Input.Levels", "County"));
        (await (await app.ClientAs(Persona.County)).GetAsync(address)).Status.ShouldBe(HttpStatusCode.OK);
        (await (await app.ClientAs(Persona.Clerk)).GetAsync(address)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await app.Client().GetAsync(address)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await app.Client().OpenAsync("/sign-in")).Text.ShouldNotContain("縣市會議");
        (await (await app.ClientAs(Persona.Clerk)).OpenAsync("/U7.31")).Text.ShouldNotContain("縣市會議");
    }

    [Fact]
    public async Task An_announcement_for_a_county_is_read_by_its_schools_and_not_by_others()
    {
        await using var app = await TestApp.CreateAsync();
        var address = await PublishAsync(app, "示範公告：範例縣停課", "County", form => form["Input.CountyCode"] = SmallCountry.County);
        foreach (var (persona, status) in new[]
        {
            (Persona.County, HttpStatusCode.OK),
            (Persona.Clerk, HttpStatusCode.OK),
            (Persona.Township, HttpStatusCode.OK),
            (Persona.OtherCounty, HttpStatusCode.NotFound),
            (Persona.ForeignClerk, HttpStatusCode.NotFound),
        })
        {
            (await (await app.ClientAs(persona)).GetAsync(address)).Status.ShouldBe(status, persona.ToString());
        }
    }

    [Fact]
    public async Task It_is_shown_from_its_first_to_its_last_day()
    {
        await using var app = await TestApp.CreateAsync();
        var address = await PublishAsync(
            app,
            "示範公告：三天",
            "Public",
            form =>
            {
                form["Input.From"] = "115/07/02";
                form["Input.To"] = "115/07/04";
            }
        );
        var visitor = app.Client();
        (await visitor.GetAsync(address)).Status.ShouldBe(HttpStatusCode.NotFound);
        app.Clock.SetUtcNow(new DateTimeOffset(2026, 7, 1, 16, 0, 0, TimeSpan.Zero));
        (await visitor.GetAsync(address)).Status.ShouldBe(HttpStatusCode.OK);
        app.Clock.SetUtcNow(new DateTimeOffset(2026, 7, 4, 15, 59, 59, TimeSpan.Zero));
        (await visitor.GetAsync(address)).Status.ShouldBe(HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await visitor.GetAsync(address)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_the_form_lacks_is_said_at_its_fields()
    {
        await using var app = await TestApp.CreateAsync();
        var ministry = await app.ClientAs(Persona.Ministry);
        var answer = await (await ministry.OpenAsync("/U7.11/edit")).SubmitAsync(form =>
        {
            form["Input.Audience"] = "County";
            form["Input.To"] = "115/06/01";
        });
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.TextsOf(".errors li").Count.ShouldBe(4);
    }

    private static async Task<string> PublishAsync(TestApp app, string title, string audience, Action<TestForm>? more = null)
    {
        var ministry = await app.ClientAs(Persona.Ministry);
        var page = await (await ministry.OpenAsync("/U7.11/edit")).SubmitAsync(form =>
        {
            form["Input.Title"] = title;
            form["Input.Body"] = "第一段\n第二行\n\n第二段";
            form["Input.Topic"] = "system";
            form["Input.Audience"] = audience;
            more?.Invoke(form);
        });
        page.Path.ShouldBe("/U7.11", page.Text);
        return "/announcements/" + page.Find("tbody th a").GetAttribute("href")!.Split('/')[^1];
    }
}

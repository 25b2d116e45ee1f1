using System.Net;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Access;

public sealed class WindowFilterTests
{
    // 2026-01-10 in Taipei: no county has opened anything for 115 yet.
    private static readonly DateTimeOffset BeforeTheSeason = new(2026, 1, 10, 1, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("/N3.31")]
    [InlineData("/N3.31?handler=Rows")]
    [InlineData("/N5.31?handler=Batch")]
    public async Task A_post_to_a_closed_window_is_refused_with_the_reason(string path)
    {
        await using var app = await TestApp.CreateAsync(BeforeTheSeason);
        var clerk = await app.ClientAs(Persona.Clerk);
        var token = (await clerk.OpenAsync("/account/password")).Find("main input[name=__RequestVerificationToken]").GetAttribute("value")!;
        using var post = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
        using var answer = await clerk.Http.PostAsync(path, post);
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("這一次的內容沒有寫入");
    }

    [Fact]
    public async Task The_page_itself_stays_readable()
    {
        await using var app = await TestApp.CreateAsync(BeforeTheSeason);
        (await (await app.ClientAs(Persona.Clerk)).GetAsync("/N3.31")).Status.ShouldBe(HttpStatusCode.OK);
    }
}

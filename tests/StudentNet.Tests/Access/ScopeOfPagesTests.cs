using System.Net;
using System.Text.RegularExpressions;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

public sealed partial class ScopeOfPagesTests
{
    [Fact]
    public async Task What_is_out_of_reach_looks_to_the_byte_like_what_does_not_exist()
    {
        await using var app = await TestApp.CreateAsync();
        var clerk = await app.ClientAs(Persona.Clerk);
        // A1 is there, but not for a registrar.
        var (refused, refusedStatus, refusedHeaders) = await AskAsync(clerk, "/A1");
        var (absent, absentStatus, absentHeaders) = await AskAsync(clerk, "/Z9");
        refusedStatus.ShouldBe(HttpStatusCode.NotFound);
        refusedStatus.ShouldBe(absentStatus);
        refused.ShouldBe(absent);
        refusedHeaders.ShouldBe(absentHeaders);
    }

    private static async Task<(string Body, HttpStatusCode Status, string Headers)> AskAsync(Visitor visitor, string path)
    {
        using var response = await visitor.Http.GetAsync(path);
        var headers = response.Headers.Concat(response.Content.Headers).OrderBy(h => h.Key).Select(h => $"{h.Key}: {string.Join(',', h.Value)}");
        // Every page has a fresh antiforgery token, whatever it shows.
        return (Token().Replace(await response.Content.ReadAsStringAsync(), ""), response.StatusCode, Token().Replace(string.Join('\n', headers), ""));
    }

    [GeneratedRegex("CfDJ8[A-Za-z0-9_-]+")]
    private static partial Regex Token();
}

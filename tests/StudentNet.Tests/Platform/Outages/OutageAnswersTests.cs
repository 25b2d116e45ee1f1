using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Exchange.Api;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Platform.Outages;

/// <summary>
/// What people and programs are told while the database is away: PostgreSQL is stopped and started again under the requests, the file of SQLite is
/// overwritten and put back.
/// </summary>
public sealed class OutageAnswersTests
{
    private const int Tries = 20;

    [Fact]
    public async Task While_the_database_is_away_everybody_gets_503_with_words_and_afterwards_all_goes_on()
    {
        var database = await TestDatabase.AloneAsync();
        using var kept = new KeptLines();
        await using var app = await TestApp.CreateAsync(database, builder => Configure(builder, kept));
        using var clerk = await app.ClientAs(Persona.Clerk);
        using var stranger = app.Client();
        using var machine = await Machine.CreateAsync(app, Persona.Clerk.OrganisationCode);
        await clerk.OpenAsync("/N3.31");
        var before = kept.All.Count;

        var back = await Absence.BeginAsync(database);
        var (code, what) = database.Own is null ? ("database.damaged", "資料庫的檔案有損壞") : ("database.away", "資料庫暫時連不上");
        foreach (var path in (string[])["/", "/N3.31", "/A3", "/nowhere"])
        {
            using var answer = await clerk.Http.GetAsync(path);
            await ShouldSayAsync(answer, what, path);
        }

        using (var post = await clerk.Http.PostAsync("/N3.31", new FormUrlEncodedContent([new("a", "b")])))
        {
            (await ShouldSayAsync(post, what, "a post")).ShouldContain("這次輸入的內容沒有儲存");
        }

        using (var anonymous = await stranger.Http.GetAsync("/sign-in"))
        {
            await ShouldSayAsync(anonymous, what, "/sign-in");
        }

        // The page that says so needs its style sheet, also for somebody whose cookie would be looked up.
        using (var style = await clerk.Http.GetAsync("/site.css"))
        {
            style.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using (var api = await machine.Http.GetAsync("/api/v1/receipts"))
        {
            api.Headers.RetryAfter.ShouldNotBeNull();
            (await Machine.ProblemAsync(api)).ShouldBe((HttpStatusCode.ServiceUnavailable, code));
        }

        using (var token = await machine.TokenAsync(machine.Secret))
        {
            token.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            token.Headers.RetryAfter.ShouldNotBeNull();
            (await token.Content.ReadAsStringAsync()).ShouldContain("\"error\":\"temporarily_unavailable\"");
        }

        var said = kept.All.Skip(before).ToList();
        said.ShouldHaveSingleItem().Text.ShouldContain($"[{code}]");
        said[0].HasStack.ShouldBeFalse();

        await back();
        await UntilOpenAsync(clerk);
        await machine.GetAsync("/api/v1/receipts");
    }

    private static void Configure(WebApplicationBuilder builder, KeptLines kept)
    {
        builder.Logging.AddProvider(kept);
        builder.Services.AddSingleton<IWindows>(new IntakeCounter.OpenWindows());
        builder.Services.AddFileFormat(ApiFormat.Format);
    }

    private static async Task<string> ShouldSayAsync(HttpResponseMessage answer, string what, string path)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, $"{path}: {text}");
        answer.Headers.RetryAfter!.Delta.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        text.ShouldContain(what);
        text.ShouldContain("<main", Case.Sensitive, "the script of an upload shows this part");
        text.ShouldNotContain("錯誤代碼", Case.Sensitive, "there is nothing to look up: the operator has the line");
        text.ShouldNotContain("   at ");
        return text;
    }

    /// <summary>A first request may still meet a connection of before.</summary>
    private static async Task UntilOpenAsync(Visitor visitor)
    {
        for (var i = 0; i < Tries; i++)
        {
            using var answer = await visitor.Http.GetAsync("/N3.31");
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return;
            }
        }

        await visitor.OpenAsync("/N3.31");
    }
}

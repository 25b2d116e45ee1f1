using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Exchange.Api;

/// <summary>What the API door does not let in, and in which words.</summary>
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class ApiRefusalTests
{
    private static readonly string Good = ApiFormat.Headings + ApiFormat.Row(1);

    [Fact]
    public async Task A_wrong_secret_an_unknown_client_and_a_client_switched_off_get_the_same_answer_and_no_token()
    {
        // On a real server: it is stricter about headers than the one in memory.
        await using var app = await Machine.StartAsync(listen: true);
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var wrong = await AnswerAsync(await machine.TokenAsync("wrong"));
        wrong.Status.ShouldBe(HttpStatusCode.Unauthorized);
        wrong.Text.ShouldContain("invalid_client");
        wrong.Text.ShouldContain("密鑰不對");
        using var unknown = await machine.Http.PostAsync(
            "/connect/token",
            new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "nobody"), new("client_secret", machine.Secret)])
        );
        (await AnswerAsync(unknown)).ShouldBe(wrong);
        await machine.SwitchAsync(on: false);
        (await AnswerAsync(await machine.TokenAsync(machine.Secret))).ShouldBe(wrong);
    }

    [Fact]
    public async Task A_client_switched_off_is_refused_at_once_though_its_token_is_not_over()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        await machine.GetAsync("/api/v1/formats");
        await machine.SwitchAsync(on: false);
        (await Machine.ProblemAsync(await machine.Http.GetAsync("/api/v1/formats"))).ShouldBe((HttpStatusCode.Unauthorized, "token"));
        await machine.SwitchAsync(on: true);
        (await Machine.ProblemAsync(await machine.Http.GetAsync("/api/v1/formats"))).ShouldBe((HttpStatusCode.Unauthorized, "token"), "a token from before stays dead");
        (await machine.AuthorizeAsync()).ShouldBe(HttpStatusCode.OK);
        await machine.GetAsync("/api/v1/formats");
    }

    [Fact]
    public async Task A_new_secret_ends_the_old_one_and_the_tokens_it_got()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var old = machine.Secret;
        await machine.RotateAsync();
        (await Machine.ProblemAsync(await machine.Http.GetAsync("/api/v1/formats"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await machine.AuthorizeAsync(old)).ShouldBe(HttpStatusCode.Unauthorized);
        (await machine.AuthorizeAsync()).ShouldBe(HttpStatusCode.OK);
        await machine.GetAsync("/api/v1/formats");
    }

    [Fact]
    public async Task A_token_is_good_for_an_hour()
    {
        // By the clock on the wall, whatever becomes of the training clock.
        var wall = new FakeTimeProvider(TestApp.Start);
        await using var app = await Machine.StartAsync(configure: builder => builder.Services.AddSingleton(new WallClock(wall)));
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        app.Clock.Advance(TimeSpan.FromDays(30));
        wall.Advance(TimeSpan.FromMinutes(59));
        await machine.GetAsync("/api/v1/formats");
        wall.Advance(TimeSpan.FromMinutes(2));
        (await Machine.ProblemAsync(await machine.Http.GetAsync("/api/v1/formats"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_secret_is_kept_nowhere_in_the_database()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var kept = await app.Db(async db =>
        {
            var hash = await db.Database.SqlQueryRaw<string>("select client_secret as \"Value\" from oauth_application").SingleAsync();
            var entries = await db.Set<StudentNet.Platform.Data.AuditEntry>().Select(e => e.Detail ?? "").ToListAsync();
            return string.Join('\n', entries.Append(hash));
        });
        kept.ShouldNotContain(machine.Secret);
    }

    [Fact]
    public async Task A_school_of_another_county_does_not_exist()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.County);
        var foreign = await AnswerAsync(await machine.SendAsync(Good, $"year=115&organisation={SmallCountry.ForeignSchool}"));
        foreign.Status.ShouldBe(HttpStatusCode.NotFound);
        foreign.ShouldBe(await AnswerAsync(await machine.SendAsync(Good, "year=115&organisation=999999")));
        (await app.Db(db => db.Set<Receipt>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_format_that_is_not_allowed_does_not_exist()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School, formats: "district-table");
        var refused = await AnswerAsync(await machine.SendAsync(Good, "year=115"));
        refused.Status.ShouldBe(HttpStatusCode.NotFound);
        refused.ShouldBe(await AnswerAsync(await machine.SendAsync(Good, "year=115", format: "no-such-format")));
    }

    [Fact]
    public async Task The_receipt_of_another_client_is_like_one_that_is_not_there()
    {
        await using var app = await Machine.StartAsync();
        using var county = await Machine.CreateAsync(app, SmallCountry.County);
        using var school = await Machine.CreateAsync(app, SmallCountry.School);
        var address = await county.SentAsync(Good, $"year=115&organisation={SmallCountry.School}");
        await app.RunJobsAsync();
        foreach (var what in new[] { "", "/findings", "/result" })
        {
            (await AnswerAsync(await school.Http.GetAsync(address + what))).ShouldBe(await AnswerAsync(await school.Http.GetAsync("/api/v1/receipts/987654321" + what)));
        }

        (await AnswerAsync(await school.PostAsync($"{address}/accept", "\"1\""))).ShouldBe(await AnswerAsync(await school.PostAsync("/api/v1/receipts/987654321/accept", "\"1\"")));
        (await school.GetAsync("/api/v1/receipts")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_comes_in_without_a_token_and_a_session_is_none()
    {
        await using var app = await Machine.StartAsync();
        using var nobody = app.HttpClient();
        (await Machine.ProblemAsync(await nobody.GetAsync("/api/v1/receipts"))).ShouldBe((HttpStatusCode.Unauthorized, "token"));
        nobody.DefaultRequestHeaders.Authorization = new("Bearer", "CfDJ8nonsense");
        using var answer = await nobody.GetAsync("/api/v1/receipts");
        answer.Headers.WwwAuthenticate.ShouldHaveSingleItem().Scheme.ShouldBe("Bearer");
    }

    [Fact]
    public async Task A_token_opens_no_page()
    {
        await using var app = await TestApp.CreateAsync();
        await app.Db(SmallCountry.SeedAsync);
        using var machine = await Machine.CreateAsync(app, SmallCountry.County);
        foreach (var page in new[] { "/A6", "/A7", "/N1.21", "/formats/registry-list" })
        {
            using var answer = await machine.Http.GetAsync(page);
            answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, page);
            answer.Headers.Location!.OriginalString.ShouldStartWith("/sign-in");
        }
    }

    [Theory]
    [InlineData("", "intake.setting")]
    [InlineData("year=二", "cell.school-year")]
    [InlineData("yaer=115", "request.parameter")]
    [InlineData("year=115&accept=all", "request.parameter")]
    public async Task What_is_said_beside_the_file_must_be_understood(string query, string code)
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        (await Machine.ProblemAsync(await machine.SendAsync(Good, query))).ShouldBe((HttpStatusCode.UnprocessableEntity, code));
    }

    [Theory]
    [InlineData("status=done")]
    [InlineData("since=yesterday")]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("cursor=abc")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAAAA%3D%3D%3D%3D")]
    public async Task A_list_is_asked_for_in_words_that_are_understood(string query)
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        (await Machine.ProblemAsync(await machine.Http.GetAsync($"/api/v1/receipts?{query}"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "request.parameter"));
    }

    [Fact]
    public async Task A_body_of_a_strange_type_or_packed_is_not_taken()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        (await Machine.ProblemAsync(await machine.SendAsync(Good, "year=115", type: "image/png"))).ShouldBe((HttpStatusCode.UnsupportedMediaType, "media-type"));
        using var packed = new StringContent(Good, Encoding.UTF8, "text/csv");
        packed.Headers.ContentEncoding.Add("gzip");
        (await Machine.ProblemAsync(await machine.SendAsync(packed, "year=115"))).ShouldBe((HttpStatusCode.UnsupportedMediaType, "media-type"));
    }

    [Fact]
    public async Task An_empty_body_and_a_form_without_a_file_are_not_taken()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        (await Machine.ProblemAsync(await machine.SendAsync("", "year=115"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "intake.empty"));
        using var form = new MultipartFormDataContent { { new StringContent("115"), "year" } };
        (await Machine.ProblemAsync(await machine.SendAsync(form))).ShouldBe((HttpStatusCode.UnprocessableEntity, "request.no-file"));
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_not_taken_whether_its_length_was_said_or_not()
    {
        await using var app = await TestApp.CreateAsync(configure: builder => builder.Services.AddFileFormat(ApiFormat.Make(1 << 20)));
        await app.Db(SmallCountry.SeedAsync);
        app.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 20, 0, 0, 0, TimeSpan.Zero));
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var large = new byte[(1 << 20) + 1];
        (await Machine.ProblemAsync(await machine.SendAsync(new ByteArrayContent(large), "year=115"))).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "intake.too-large"));
        using var unsaid = new StreamContent(new UnknownLength(large));
        (await Machine.ProblemAsync(await machine.SendAsync(unsaid, "year=115"))).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "intake.too-large"));
        Directory.EnumerateFiles(Path.Combine(app.Options.Folder, "files"), "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_closed_window_refuses_with_its_reason_and_when_it_opens()
    {
        // Q1 of the second term closed on 8/15; that of the first opens on 8/16.
        await using var app = await TestApp.CreateAsync(
            new DateTimeOffset(2026, 8, 15, 16, 30, 0, TimeSpan.Zero).AddDays(-1),
            configure: builder => builder.Services.AddFileFormat(ApiFormat.Format)
        );
        await app.Db(SmallCountry.SeedAsync);
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        using var answer = await machine.SendAsync(Good, "year=115");
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Conflict, text);
        text.ShouldContain("window.closed");
        text.ShouldContain("\"opens\":\"2026-08-15T16:00:00Z\"");
        (await app.Db(db => db.Set<Receipt>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_too()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        (await Machine.ProblemAsync(await machine.Http.GetAsync("/api/v1/nothing"))).ShouldBe((HttpStatusCode.NotFound, "not-found"));
        (await Machine.ProblemAsync(await machine.Http.GetAsync("/api/v1/receipts/x"))).ShouldBe((HttpStatusCode.NotFound, "not-found"));
        (await Machine.ProblemAsync(await machine.Http.DeleteAsync("/api/v1/receipts"))).ShouldBe((HttpStatusCode.MethodNotAllowed, "method"));
    }

    [Fact]
    public async Task Too_many_requests_of_one_client_wait_and_the_others_go_on()
    {
        await using var app = await Machine.StartAsync(configure: builder =>
        {
            builder.Configuration["rate-limits:client"] = "3";
            builder.Services.AddSingleton(SlowLimits.Of);
        });
        using var busy = await Machine.CreateAsync(app, SmallCountry.School);
        using var other = await Machine.CreateAsync(app, SmallCountry.OtherSchool);
        for (var i = 0; i < 3; i++)
        {
            await busy.GetAsync("/api/v1/formats");
        }

        using var answer = await busy.Http.GetAsync("/api/v1/formats");
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        (await Machine.ProblemAsync(answer)).ShouldBe((HttpStatusCode.TooManyRequests, "rate"));
        await other.GetAsync("/api/v1/formats");
    }

    private static async Task<(HttpStatusCode Status, string Text, string Headers)> AnswerAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var headers = answer.Headers.Concat(answer.Content.Headers).Where(h => h.Key != "Date").OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {string.Join(',', h.Value)}");
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), string.Join('\n', headers));
        }
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}

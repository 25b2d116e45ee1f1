using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Exchange.Api;

/// <summary><c>Idempotency-Key</c>: a request that is sent again gets the answer of the first.</summary>
public sealed class RequestKeyTests
{
    private const string Query = "year=115";
    private static readonly string File = ApiFormat.Headings + ApiFormat.Row(1);
    private static readonly string Other = ApiFormat.Headings + ApiFormat.Row(2);

    [Fact]
    public async Task The_same_bytes_under_the_same_key_get_the_same_answer_to_the_byte()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var first = await AnswerAsync(await machine.SendAsync(File, Query, "k-1"));
        first.Status.ShouldBe(HttpStatusCode.Accepted);
        await app.RunJobsAsync();
        (await AnswerAsync(await machine.SendAsync(File, Query, "k-1"))).ShouldBe(first, "also after the file has been worked on");
        (await CountAsync(app)).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData(true, Query)]
    [InlineData(false, "year=114")]
    [InlineData(false, "year=115&accept=good-rows")]
    public async Task Another_request_under_the_same_key_is_refused(bool otherBytes, string query)
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        await machine.SentAsync(File, Query, "k-1");
        (await Machine.ProblemAsync(await machine.SendAsync(otherBytes ? Other : File, query, "k-1"))).ShouldBe((HttpStatusCode.UnprocessableEntity, "request.key-reused"));
        (await CountAsync(app)).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Two_at_once_make_one_receipt()
    {
        await using var app = await Machine.StartAsync(listen: true);
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        for (var round = 0; round < 5; round++)
        {
            var key = $"round-{round}";
            var text = ApiFormat.Headings + ApiFormat.Row(10 + round);
            var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ => await AnswerAsync(await machine.SendAsync(text, Query, key))));
            answers[0].Status.ShouldBe(HttpStatusCode.Accepted, answers[0].Text);
            answers[1].ShouldBe(answers[0]);
            (await CountAsync(app)).ShouldBe((round + 1, round + 1));
        }
    }

    [Fact]
    public async Task Two_at_once_with_other_bytes_make_one_receipt_and_one_refusal_that_leaves_nothing_behind()
    {
        await using var app = await Machine.StartAsync(listen: true);
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        for (var round = 0; round < 5; round++)
        {
            var (key, texts) = ($"round-{round}", new[] { 10 + round, 20 + round }.Select(n => ApiFormat.Headings + ApiFormat.Row(n)));
            var answers = await Task.WhenAll(texts.Select(async text => (await AnswerAsync(await machine.SendAsync(text, Query, key))).Status));
            answers.Order().ShouldBe([HttpStatusCode.Accepted, HttpStatusCode.UnprocessableEntity]);
            (await CountAsync(app)).ShouldBe((round + 1, round + 1));
            BytesOf(app).ShouldBe(await app.Db(db => db.Set<Receipt>().Select(r => r.FileHash).ToListAsync()), ignoreOrder: true);
        }
    }

    [Fact]
    public async Task A_key_belongs_to_its_client()
    {
        await using var app = await Machine.StartAsync();
        using var one = await Machine.CreateAsync(app, SmallCountry.School);
        using var two = await Machine.CreateAsync(app, SmallCountry.OtherSchool);
        (await one.SentAsync(File, Query, "k")).ShouldNotBe(await two.SentAsync(File, Query, "k"));
    }

    [Fact]
    public async Task A_refusal_uses_up_no_key()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        (await Machine.ProblemAsync(await machine.SendAsync("", Query, "k"))).Code.ShouldBe("intake.empty");
        BytesOf(app).ShouldBeEmpty();
        await machine.SentAsync(File, Query, "k");
    }

    [Fact]
    public async Task Keys_are_forgotten_after_seven_days()
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        var first = await machine.SentAsync(File, Query, "k");
        app.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        await machine.AuthorizeAsync();
        (await machine.SentAsync(File, Query, "k")).ShouldBe(first);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await machine.AuthorizeAsync();
        (await machine.SentAsync(File, Query, "k")).ShouldNotBe(first);
        (await app.Db(db => db.Set<RequestKey>().CountAsync())).ShouldBe(1, "the old one is gone");
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("one,two three")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        await using var app = await Machine.StartAsync();
        using var machine = await Machine.CreateAsync(app, SmallCountry.School);
        (await Machine.ProblemAsync(await machine.SendAsync(File, Query, key))).ShouldBe((HttpStatusCode.UnprocessableEntity, "request.key"));
    }

    private static Task<(int Receipts, int Runs)> CountAsync(TestApp app) =>
        app.Db(async db => (await db.Set<Receipt>().CountAsync(), await db.Set<Run>().CountAsync()));

    /// <summary>What lies in the file store, kept or not yet.</summary>
    private static IEnumerable<string> BytesOf(TestApp app) =>
        Directory.EnumerateFiles(Path.Combine(app.Options.Folder, "files"), "*", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path));

    private static async Task<(HttpStatusCode Status, string Text, string? Location)> AnswerAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location?.OriginalString);
        }
    }
}

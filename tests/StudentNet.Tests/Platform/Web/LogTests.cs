using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Web;

/// <summary>A line in the log is for an operator, who can do something about it. What visitors get wrong is between them and their pages.</summary>
public sealed class LogTests
{
    private readonly ConcurrentQueue<string> _lines = [];

    [Fact]
    public async Task What_a_visitor_gets_wrong_is_no_line_in_the_log()
    {
        await using var app = await TestApp.CreateAsync(configure: Listen);
        using var clerk = await app.ClientAs(Persona.Clerk);
        using var stranger = app.Client();
        _lines.Clear();

        foreach (var visitor in (Visitor[])[clerk, stranger])
        {
            foreach (var path in (string[])["/nowhere", "/N3.11/999", "/help/Z9", "/nowhere.css", "/Q1.31?class=%00", "/api/v1/nowhere", "/status/404", "/A7"])
            {
                using var answer = await visitor.Http.GetAsync(path);
                ((int)answer.StatusCode).ShouldBeLessThan(500, path);
            }

            foreach (var path in (string[])["/sign-in", "/nowhere", "/N3.31", "/api/v1/receipts"])
            {
                using var answer = await visitor.Http.PostAsync(path, new FormUrlEncodedContent([new("a", "b")]));
                ((int)answer.StatusCode).ShouldBeLessThan(500, path);
            }

            using var half = new ByteArrayContent("--x\r\nbroken"u8.ToArray());
            half.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
            using var broken = await visitor.Http.PostAsync("/sign-in", half);
            ((int)broken.StatusCode).ShouldBeLessThan(500);
            using var forged = new HttpRequestMessage(HttpMethod.Get, "/api/v1/receipts") { Headers = { { "Authorization", "Bearer forged" } } };
            using var refused = await visitor.Http.SendAsync(forged);
            refused.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        _lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_client_sends_for_a_token_is_not_in_the_log()
    {
        await using var app = await TestApp.CreateAsync(configure: Listen);
        using var http = app.HttpClient();
        _lines.Clear();

        using var answer = await http.PostAsync(
            "/connect/token",
            new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "somebody"), new("client_secret", "wrong"), new("note", "王測甲")])
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        _lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_reference_on_the_page_of_a_fault_is_in_the_log()
    {
        await using var app = await TestApp.CreateAsync(configure: Listen);
        using var clerk = await app.ClientAs(Persona.Clerk);
        await app.Db(async db =>
        {
            await using var broken = await db.CommandAsync("alter table entry_mark rename to entry_mark_away");
            await broken.ExecuteNonQueryAsync();
        });
        _lines.Clear();

        var page = await clerk.GetAsync("/N3.31?q=王測甲");

        page.Status.ShouldBe(HttpStatusCode.InternalServerError);
        var reference = page.TextOf("main .id");
        _lines.ShouldContain(line => line.Contains($"Reference {reference} was shown for GET /N3.31: 500", StringComparison.Ordinal));
        _lines.ShouldNotContain(line => line.Contains("王測甲", StringComparison.Ordinal), "what was searched for is no operator's business");
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("192.0.2.7", 0)]
    public async Task Forwarded_addresses_while_no_proxy_is_named_are_one_warning(string? proxies, int warnings)
    {
        await using var app = await TestApp.CreateAsync(configure: builder =>
        {
            Listen(builder);
            builder.Configuration["proxies"] = proxies;
        });
        using var http = app.HttpClient();
        _lines.Clear();
        using var direct = await http.GetAsync("/sign-in");
        _lines.ShouldBeEmpty();

        http.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.100.1");
        for (var i = 0; i < 3; i++)
        {
            using var forwarded = await http.GetAsync("/sign-in");
            forwarded.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        _lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains("'proxies'", StringComparison.Ordinal)).ShouldBe(warnings);
        _lines.Count.ShouldBe(warnings);
    }

    [Fact]
    public async Task The_switch_that_believes_everybody_is_ignored_with_a_warning_at_the_start()
    {
        await using var app = await TestApp.CreateAsync(configure: builder =>
        {
            Listen(builder);
            builder.Configuration["ForwardedHeaders_Enabled"] = "TRUE";
        });

        _lines.Where(line => line.StartsWith("Warning", StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain("ASPNETCORE_FORWARDEDHEADERS_ENABLED is ignored");
    }

    private void Listen(WebApplicationBuilder builder) => builder.Logging.AddProvider(new Lines(_lines));

    /// <summary>Keeps what passes the application's own filters.</summary>
    private sealed class Lines(ConcurrentQueue<string> lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Line(categoryName, lines);

        public void Dispose() { }
    }

    private sealed class Line(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {category}: {formatter(state, exception)}");
    }
}

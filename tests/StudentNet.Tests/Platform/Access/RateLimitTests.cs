using StudentNet.Platform.Commands;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Access;

/// <summary>Where passwords, codes and secrets are tried, one address may try only so often.</summary>
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class RateLimitTests
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/activate")]
    [InlineData("/reset")]
    public async Task Too_many_tries_are_refused_with_a_page_that_says_how_long_to_wait(string page)
    {
        await using var app = await TestApp.CreateAsync(configure: builder => Limit(builder, 3));
        using var visitor = app.Client();
        for (var i = 0; i < 3; i++)
        {
            (await TryAsync(visitor, page)).Status.ShouldNotBe(HttpStatusCode.TooManyRequests);
        }

        var refused = await TryAsync(visitor, page);
        refused.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Text.ShouldContain("操作太頻繁");
        await visitor.OpenAsync(page); // looking is no try
    }

    [Fact]
    public async Task Too_many_wrong_secrets_are_refused_before_they_are_looked_at()
    {
        await using var app = await TestApp.CreateAsync(configure: builder => Limit(builder, 3));
        using var http = app.HttpClient();
        for (var i = 0; i < 3; i++)
        {
            using var tried = await TryAsync();
            tried.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var refused = await TryAsync();
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");

        Task<HttpResponseMessage> TryAsync() =>
            http.PostAsync("/connect/token", new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "nobody"), new("client_secret", "wrong")]));
    }

    [Fact]
    public async Task A_limit_that_is_no_number_stops_the_start()
    {
        var failure = await Should.ThrowAsync<SettingException>(() => TestApp.CreateAsync(configure: builder => builder.Configuration["rate-limits:address"] = "many"));
        failure.Message.ShouldContain("rate-limits:address");
    }

    [Fact]
    public async Task Behind_a_proxy_that_is_named_each_caller_has_a_limit_of_its_own()
    {
        await using var app = await TestApp.CreateAsync(
            listen: true,
            configure: builder =>
            {
                Limit(builder, 1);
                builder.Configuration["proxies"] = "127.0.0.1";
            }
        );
        (await TryAsync("192.0.2.1")).ShouldBe(HttpStatusCode.Unauthorized);
        (await TryAsync("192.0.2.1")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await TryAsync("192.0.2.2")).ShouldBe(HttpStatusCode.Unauthorized);

        async Task<HttpStatusCode> TryAsync(string address)
        {
            using var http = app.HttpClient();
            http.DefaultRequestHeaders.Add("X-Forwarded-For", address);
            using var answer = await http.PostAsync(
                "/connect/token",
                new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", "nobody"), new("client_secret", "wrong")])
            );
            return answer.StatusCode;
        }
    }

    /// <summary>The framework's own switch, as docs/operations.md once set it, believed everybody: a new address at every try, and no limit at all.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("192.0.2.7")]
    public async Task Addresses_that_anybody_made_up_are_believed_by_nobody(string? proxies)
    {
        const int Allowed = 120;
        await using var app = await TestApp.CreateAsync(
            listen: true,
            configure: builder =>
            {
                Limit(builder, Allowed);
                builder.Configuration["proxies"] = proxies;
                builder.Configuration["ForwardedHeaders_Enabled"] = "true";
            }
        );
        using var visitor = app.Client();
        var page = await visitor.OpenAsync("/sign-in");
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 150; i++)
        {
            visitor.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
            visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", $"198.51.100.{i}");
            answers.Add((await page.SubmitAsync(_ => { })).Status);
        }

        answers.Take(Allowed).ShouldNotContain(HttpStatusCode.TooManyRequests);
        answers.Skip(Allowed).ShouldAllBe(status => status == HttpStatusCode.TooManyRequests);
    }

    // In an hour nothing refills while a slow machine looks.
    private static void Limit(WebApplicationBuilder builder, int number)
    {
        builder.Configuration["rate-limits:address"] = number.ToString(CultureInfo.InvariantCulture);
        builder.Services.AddSingleton(SlowLimits.Of);
    }

    private static async Task<TestPage> TryAsync(Visitor visitor, string page) => await (await visitor.OpenAsync(page)).SubmitAsync(_ => { });
}

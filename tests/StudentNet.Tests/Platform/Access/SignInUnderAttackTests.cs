using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Access;

/// <summary>Nobody locks clerks out on the last evening (issue 10, point 4).</summary>
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class SignInUnderAttackTests
{
    private const string CountyNetwork = "203.0.113.7";
    private static readonly string Clerk = SignIn.NameOf(Persona.Clerk);

    [Fact]
    public async Task A_browser_that_signed_in_before_is_not_locked_by_strangers_not_even_from_its_own_address()
    {
        await using var app = await StartAsync();
        using var clerk = await SignedInAsync(app, CountyNetwork);
        foreach (var network in new[] { CountyNetwork, "198.51.100.9" })
        {
            using var stranger = From(app, network);
            await WrongAsync(stranger, Account.Attempts);
            (await SignIn.TryAsync(stranger, Clerk, SignIn.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        (await SignIn.TryAsync(clerk, Clerk, SignIn.Password)).Redirect.ShouldNotBeNull();
        using var elsewhere = From(app, "192.0.2.200");
        (await SignIn.TryAsync(elsewhere, Clerk, SignIn.Password)).Redirect.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_known_browser_has_five_tries_like_everybody()
    {
        await using var app = await StartAsync();
        using var clerk = await SignedInAsync(app, CountyNetwork);
        await WrongAsync(clerk, Account.Attempts);
        (await SignIn.TryAsync(clerk, Clerk, SignIn.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Guessing_from_many_addresses_ends_after_fifty_and_only_for_strangers()
    {
        await using var app = await StartAsync();
        using var clerk = await SignedInAsync(app, CountyNetwork);
        for (var i = 0; i < Account.StrangersAttempts; i++)
        {
            using var stranger = From(app, $"198.51.100.{i}");
            await WrongAsync(stranger, 1);
        }

        using var last = From(app, "198.51.100.250");
        (await SignIn.TryAsync(last, Clerk, SignIn.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await SignIn.TryAsync(clerk, Clerk, SignIn.Password)).Redirect.ShouldNotBeNull();
        using var colleague = From(app, CountyNetwork);
        (await SignIn.TryAsync(colleague, Clerk, SignIn.Password)).Redirect.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_cookie_that_nobody_signed_in_for_makes_no_browser_known()
    {
        await using var app = await StartAsync();
        using var clerk = await SignedInAsync(app, CountyNetwork);
        using var stranger = From(app, "198.51.100.9");
        await WrongAsync(stranger, Account.Attempts);
        stranger.Http.DefaultRequestHeaders.Add("Cookie", "studentnet-device=1.0123456789abcdef");
        (await SignIn.TryAsync(stranger, Clerk, SignIn.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task A_network_of_IPv6_counts_as_one()
    {
        await using var app = await StartAsync(limit: 20);
        await SeedAsync(app);
        for (var i = 1; i <= Account.Attempts; i++)
        {
            using var stranger = From(app, $"2001:db8:1:2::{i:x}");
            await WrongAsync(stranger, 1);
        }

        using var another = From(app, "2001:db8:1:2:ffff::1");
        (await SignIn.TryAsync(another, Clerk, SignIn.Password)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var next = From(app, "2001:db8:1:3::1");
        (await SignIn.TryAsync(next, Clerk, SignIn.Password)).Redirect.ShouldNotBeNull();

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 20; i++)
        {
            using var stranger = From(app, $"2001:db8:1:2:a::{i:x}");
            answers.Add((await SignIn.TryAsync(stranger, "nobody@example.test", "wrong")).Status);
        }

        answers.ShouldContain(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Posts_without_a_token_cost_nobody_anything()
    {
        await using var app = await StartAsync(limit: 3);
        await SeedAsync(app);
        using var hostile = From(app, CountyNetwork);
        for (var i = 0; i < 50; i++)
        {
            (await PostAsync(hostile, Clerk, token: null)).ShouldBe(HttpStatusCode.BadRequest);
        }

        using var clerk = From(app, CountyNetwork);
        (await SignIn.TryAsync(clerk, Clerk, SignIn.Password)).Redirect.ShouldNotBeNull();
    }

    [Fact]
    public async Task Ten_thousand_hostile_tries_a_minute_and_twenty_clerks_come_in()
    {
        const int Clerks = 20;
        const int Tries = 10_000;
        await using var app = await StartAsync(limit: 120);
        await SeedAsync(app);
        var names = await AddClerksAsync(app, Clerks);
        var browsers = new List<Visitor>();
        foreach (var name in names)
        {
            browsers.Add(From(app, CountyNetwork));
            (await SignIn.TryAsync(browsers[^1], name, SignIn.Password)).Redirect.ShouldNotBeNull();
        }

        // From the clerks' own address, from others, from one /64 with a new address at each try; every fifth post without a token.
        string[] networks = [CountyNetwork, "198.51.100.1", "198.51.100.2", "198.51.100.3"];
        var tried = 0;
        var attack = Enumerable
            .Range(0, 8)
            .Select(async hostile =>
            {
                using var visitor = From(app, networks[hostile % networks.Length]);
                var token = (await visitor.OpenAsync("/sign-in")).Find("main input[name=__RequestVerificationToken]").GetAttribute("value");
                for (int i; (i = Interlocked.Increment(ref tried)) <= Tries; )
                {
                    if (hostile >= networks.Length)
                    {
                        Move(visitor, $"2001:db8:1:2::{i:x}");
                    }

                    (await PostAsync(visitor, names[i % Clerks], i % 5 == 0 ? null : token)).ShouldBeOneOf(
                        HttpStatusCode.UnprocessableEntity,
                        HttpStatusCode.TooManyRequests,
                        HttpStatusCode.BadRequest
                    );
                }
            })
            .ToList();

        // While it goes on, and again when all of it has been tried.
        for (var i = 0; i < Clerks / 2; i++)
        {
            (await SignIn.TryAsync(browsers[i], names[i], SignIn.Password)).Redirect.ShouldNotBeNull(names[i]);
        }

        await Task.WhenAll(attack);
        tried.ShouldBeGreaterThan(Tries);
        foreach (var (browser, name) in browsers.Zip(names))
        {
            (await SignIn.TryAsync(browser, name, SignIn.Password)).Redirect.ShouldNotBeNull(name);
        }

        // A new browser at home, too: nobody has tried from there.
        using var home = From(app, "192.0.2.44");
        (await SignIn.TryAsync(home, names[0], SignIn.Password)).Redirect.ShouldNotBeNull();
        browsers.ForEach(browser => browser.Dispose());
    }

    private static Task<TestApp> StartAsync(int limit = 0) =>
        TestApp.CreateAsync(
            listen: true,
            configure: builder =>
            {
                builder.Configuration["proxies"] = "127.0.0.1";
                builder.Configuration["rate-limits:address"] = limit.ToString(CultureInfo.InvariantCulture);
                builder.Services.AddSingleton(SlowLimits.Of);
            }
        );

    private static async Task SeedAsync(TestApp app)
    {
        await app.Db(SmallCountry.SeedAsync);
        await app.Db(SignIn.SeedAsync);
    }

    private static async Task<Visitor> SignedInAsync(TestApp app, string network)
    {
        await SeedAsync(app);
        var visitor = From(app, network);
        (await SignIn.TryAsync(visitor, Clerk, SignIn.Password)).Redirect.ShouldNotBeNull();
        return visitor;
    }

    private static Visitor From(TestApp app, string network)
    {
        var visitor = app.Client();
        Move(visitor, network);
        return visitor;
    }

    private static void Move(Visitor visitor, string network)
    {
        visitor.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
        visitor.Http.DefaultRequestHeaders.Add("X-Forwarded-For", network);
    }

    private static async Task WrongAsync(Visitor visitor, int times)
    {
        for (var i = 0; i < times; i++)
        {
            (await SignIn.TryAsync(visitor, Clerk, "wrong")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }
    }

    private static async Task<HttpStatusCode> PostAsync(Visitor visitor, string name, string? token)
    {
        using var post = new FormUrlEncodedContent([new("Name", name), new("Password", "wrong"), new("__RequestVerificationToken", token ?? "")]);
        using var answer = await visitor.Http.PostAsync("/sign-in", post);
        return answer.StatusCode;
    }

    private static async Task<IReadOnlyList<string>> AddClerksAsync(TestApp app, int number)
    {
        var names = Enumerable.Range(1, number).Select(i => $"EVENING{i}@EXAMPLE.TEST").ToList();
        var hash = app.Services.GetRequiredService<IPasswordHasher<Account>>().HashPassword(null!, SignIn.Password);
        await app.Db(async db =>
        {
            foreach (var name in names)
            {
                var account = new Account { SignInName = name, PasswordHash = hash, SecurityStamp = Passwords.NewStamp(), CreatedAt = TestApp.Start.UtcDateTime };
                account.Appointments.Add(
                    new Appointment
                    {
                        OrganisationCode = Persona.Clerk.OrganisationCode,
                        Duty = Persona.Clerk.Duty,
                        PersonName = "例晚班",
                        From = new DateOnly(2000, 1, 1),
                        AcceptedAt = TestApp.Start.UtcDateTime,
                    }
                );
                db.Add(account);
            }

            await db.SaveAsync(Act.System("設立測試帳號", "system.test", TestApp.Start.UtcDateTime));
        });
        return names;
    }
}

using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Files;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;

namespace StudentNet.Tests.Infrastructure;

/// <summary>Two tests that have one application after the other do not see each other.</summary>
public sealed class PooledHostTests : IAsyncDisposable
{
    private readonly HostPool _pool = new();

    [Fact]
    public async Task The_next_test_has_the_same_application_with_another_database_and_the_clock_at_its_start()
    {
        await using (var one = await TestApp.CreateAsync(_pool, TestApp.Start.AddYears(1)))
        {
            one.Clock.Advance(TimeSpan.FromDays(30));
            using var clerk = await one.ClientAs(Persona.Clerk);
            await clerk.OpenAsync("/");
            (await CountAsync(one)).ShouldBeGreaterThan(0);
        }

        await using var other = await TestApp.CreateAsync(_pool);
        _pool.Made.ShouldBe(1);
        other.Services.GetRequiredService<TimeProvider>().GetUtcNow().ShouldBe(TestApp.Start);
        (await CountAsync(other)).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_signed_in_at_one_test_is_nobody_at_the_next()
    {
        var jar = new CookieContainer();
        string link;
        await using (var one = await TestApp.CreateAsync(_pool))
        {
            await one.ClientAs(Persona.Clerk);
            using var visitor = new Visitor(one.HttpClient(jar));
            await SignIn.SignInAsync(visitor, Persona.Clerk);
            (await visitor.OpenAsync("/")).Path.ShouldBe("/");
            link = Protector(one).Protect("link");
            Protector(one).Unprotect(link).ShouldBe("link");
        }

        await using var other = await TestApp.CreateAsync(_pool);
        await other.ClientAs(Persona.Clerk);
        using var again = new Visitor(other.HttpClient(jar));
        (await again.GetAsync("/")).Path.ShouldBe("/sign-in");
        Should.Throw<CryptographicException>(() => Protector(other).Unprotect(link));
    }

    [Fact]
    public async Task Every_singleton_of_the_application_is_another_one_for_the_next_test()
    {
        IReadOnlyList<Type> renewed;
        HashSet<object> seen;
        await using (var one = await TestApp.CreateAsync(_pool))
        {
            renewed = [.. one.Renewed.Where(type => !type.IsGenericTypeDefinition).Distinct()];
            seen = [.. All(one, renewed)];
            All(one, renewed).ShouldBeSubsetOf(seen, "within a test it is one and the same");
        }

        renewed.Count.ShouldBeGreaterThan(10);
        await using var other = await TestApp.CreateAsync(_pool);
        All(other, renewed).Where(seen.Contains).ShouldBeEmpty("a test would see in it what the test before left");
    }

    [Fact]
    public async Task The_limits_that_stay_with_the_application_count_nothing()
    {
        await using var app = await TestApp.CreateAsync(_pool);
        var limits = app.Services.GetRequiredService<RateLimits>();
        var client = new MachineClient
        {
            ClientId = "sis",
            Name = "範例縣校務系統",
            OrganisationCode = SmallCountry.County,
            Formats = "",
            CreatedAt = TestApp.Start.UtcDateTime,
        };
        var passed = 0;
        var post = new DefaultHttpContext { Request = { Method = HttpMethods.Post } };
        post.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new LimitedByAddressAttribute { IsForMachines = true }), "limited"));
        for (var i = 0; i < 5000; i++)
        {
            limits.SecondsToWait(client.ClientId).ShouldBeNull();
            await limits.PassMachinesAsync(
                post,
                _ =>
                {
                    passed++;
                    return Task.CompletedTask;
                }
            );
        }

        passed.ShouldBe(5000);
    }

    [Fact]
    public async Task What_a_test_left_running_cannot_go_on_in_the_next()
    {
        AsyncServiceScope scope;
        IServiceProvider services;
        HttpClient http;
        await using (var one = await TestApp.CreateAsync(_pool))
        {
            services = one.Services;
            http = one.HttpClient();
            scope = one.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<FileStore>();
        }

        await using var other = await TestApp.CreateAsync(_pool);
        await using (scope)
        {
            Should.Throw<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<FileStore>()).Message.ShouldContain("earlier test");
        }

        Should.Throw<ObjectDisposedException>(() => services.GetRequiredService<FileStore>());
        await Should.ThrowAsync<ObjectDisposedException>(() => http.GetAsync("/sign-in"));
    }

    [Fact]
    public async Task An_application_that_still_answers_a_request_of_a_test_is_not_given_to_the_next()
    {
        var release = new TaskCompletionSource();
        Task<HttpResponseMessage> answer;
        await using (var one = await TestApp.CreateAsync(_pool))
        {
            var body = new SlowBody(release.Task) { Headers = { ContentType = new("application/x-www-form-urlencoded") } };
            answer = one.HttpClient().PostAsync(TokenEndpoint.Path, body);
            await body.Begun;
        }

        await using var other = await TestApp.CreateAsync(_pool);
        _pool.Made.ShouldBe(2);
        release.SetResult();
        await answer.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    [Fact]
    public async Task A_singleton_that_cannot_be_made_anew_is_refused()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IncomingBytes>();
        await using var renewal = new Renewal();
        Should.Throw<InvalidOperationException>(() => renewal.TakeOver(services)).Message.ShouldContain(nameof(IncomingBytes));
    }

    [Fact]
    public async Task A_singleton_of_others_that_would_keep_one_of_ours_is_refused()
    {
        var services = new ServiceCollection();
        services.AddSingleton<RunSignal>();
        services.AddSingleton<Keeper>();
        await using var renewal = new Renewal();
        renewal.TakeOver(services);
        await using var provider = services.BuildServiceProvider();
        await using var database = await TestDatabase.CreateAsync();
        renewal.Begin(provider, database.Options, TimeProvider.System, TimeProvider.System);

        Should.Throw<InvalidOperationException>(() => provider.GetRequiredService<Keeper>()).Message.ShouldContain("lives as long as the application");
    }

    public ValueTask DisposeAsync() => _pool.DisposeAsync();

    private static Task<int> CountAsync(TestApp app) =>
        app.Db(async db => await db.Set<Organisation>().CountAsync() + await db.Set<Account>().CountAsync());

    private static IDataProtector Protector(TestApp app) => app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static IEnumerable<object> All(TestApp app, IEnumerable<Type> types) => types.SelectMany(type => app.Services.GetServices(type)).OfType<object>();

    private sealed class Keeper(RunSignal signal)
    {
        public RunSignal Signal { get; } = signal;
    }

    /// <summary>A body whose end comes when it is told.</summary>
    private sealed class SlowBody(Task release) : HttpContent
    {
        private readonly TaskCompletionSource _begun = new();

        public Task Begun => _begun.Task;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("grant_type="u8.ToArray());
            await stream.FlushAsync();
            _begun.SetResult();
            await release;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}

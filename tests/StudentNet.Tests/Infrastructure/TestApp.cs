using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Tests.Infrastructure;

/// <summary>
/// The whole application in this process, on a database of its own and with a clock that stands still until a test moves it.
/// <code>await using var app = await TestApp.CreateAsync();</code>
/// </summary>
public sealed class TestApp : IAsyncDisposable
{
    /// <summary>Where the clock stands at first: 2026-07-01 09:00 in Taipei, a summer day of 114學年度 with registration for 115 under way.</summary>
    public static readonly DateTimeOffset Start = new(2026, 7, 1, 1, 0, 0, TimeSpan.Zero);

    /// <summary>How long an answer may take: a slow machine is no failure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly PooledHost? _pooled;
    private readonly WebApplication? _own;
    private readonly TestDatabase _database;

    private TestApp(PooledHost? pooled, WebApplication? own, TestDatabase database, FakeTimeProvider clock)
    {
        _pooled = pooled;
        _own = own;
        _database = database;
        Clock = clock;
    }

    /// <summary>The application's clock.</summary>
    public FakeTimeProvider Clock { get; }

    /// <summary>Where its data are.</summary>
    public DataOptions Options => _database.Options;

    /// <summary>The application's services; take scoped ones from a scope.</summary>
    public IServiceProvider Services => _pooled?.Services ?? _own!.Services;

    /// <summary>What of the application this test has of its own; nothing where all of it is.</summary>
    internal IReadOnlyList<Type> Renewed => _pooled?.Renewal.Renewed ?? [];

    /// <summary>Base address; a real one on the loopback when it was created with <c>listen</c>.</summary>
    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>
    /// Starts the application. Without <paramref name="listen"/> and <paramref name="configure"/> it is a <see cref="PooledHost"/>, which costs a
    /// tenth of one that is built for the test alone.
    /// </summary>
    /// <param name="now">Where the clock stands; <see cref="Start"/> by default.</param>
    /// <param name="listen">On a free port of the loopback instead of in memory: for tests that break connections or use another program.</param>
    /// <param name="configure">Last word on its services.</param>
    /// <param name="wall">The clock on the wall, by which sessions and locks run; the machine's by default.</param>
    public static Task<TestApp> CreateAsync(
        DateTimeOffset? now = null,
        bool listen = false,
        Action<WebApplicationBuilder>? configure = null,
        TimeProvider? wall = null
    ) => CreateAsync(HostPool.Shared, now, listen, configure, wall);

    internal static async Task<TestApp> CreateAsync(
        HostPool pool,
        DateTimeOffset? now = null,
        bool listen = false,
        Action<WebApplicationBuilder>? configure = null,
        TimeProvider? wall = null
    )
    {
        var clock = new FakeTimeProvider(now ?? Start);
        clock.SetLocalTimeZone(TimeZoneInfo.Utc);
        // A copy of a database that has gone through the application's own preparation.
        var database = await TestDatabase.CreateAsync();
        try
        {
            return listen || configure is not null
                ? await BuildAsync(database, clock, listen, configure, wall)
                : new TestApp(await pool.TakeAsync(database.Options, clock, wall ?? TimeProvider.System), null, database, clock);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>An application on a database that is there already; it goes with the application.</summary>
    public static Task<TestApp> CreateAsync(TestDatabase database, Action<WebApplicationBuilder>? configure = null)
    {
        var clock = new FakeTimeProvider(Start);
        clock.SetLocalTimeZone(TimeZoneInfo.Utc);
        return BuildAsync(database, clock, listen: false, configure, wall: null);
    }

    /// <summary>What every application of the tests has, pooled or not.</summary>
    internal static void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddProvider(new ErrorsToOutput());
        SignIn.Configure(builder);
    }

    private static async Task<TestApp> BuildAsync(
        TestDatabase database,
        FakeTimeProvider clock,
        bool listen,
        Action<WebApplicationBuilder>? configure,
        TimeProvider? wall
    )
    {
        var app = Application.Build(
            [.. TestDatabases.Arguments(database.Options), "--urls", "http://127.0.0.1:0", "--no-worker"],
            builder =>
            {
                Configure(builder);
                builder.Services.AddSingleton<TimeProvider>(clock);
                if (wall is not null)
                {
                    builder.Services.AddSingleton(new WallClock(wall));
                }

                if (!listen)
                {
                    builder.WebHost.UseTestServer();
                }

                configure?.Invoke(builder);
            }
        );
        await app.StartAsync();
        var test = new TestApp(null, app, database, clock);
        if (listen)
        {
            test.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        }

        return test;
    }

    /// <summary>Somebody at a browser who has not signed in.</summary>
    public Visitor Client() => new(HttpClient());

    /// <summary>A persona at a browser, signed in; <see cref="SmallCountry"/> and everybody's accounts are there.</summary>
    public async Task<Visitor> ClientAs(Persona persona)
    {
        await Db(SmallCountry.SeedAsync);
        await Db(SignIn.SeedAsync);
        var visitor = Client();
        await SignIn.SignInAsync(visitor, persona);
        return visitor;
    }

    /// <summary>A bare client with a cookie jar of its own that does not follow redirects.</summary>
    public HttpClient HttpClient(System.Net.CookieContainer? jar = null)
    {
        var inner =
            _pooled?.Caller()
            ?? (_own!.Services.GetRequiredService<IServer>() as TestServer)?.CreateHandler()
            ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        return new HttpClient(new CookieContainerHandler(jar ?? new()) { InnerHandler = inner }) { BaseAddress = Address, Timeout = Patience };
    }

    /// <summary>Looks into, or writes to, the database as the application would.</summary>
    public async Task<T> Db<T>(Func<StudentNetDb, Task<T>> work)
    {
        await using var db = _database.OpenDb();
        return await work(db);
    }

    /// <inheritdoc cref="Db{T}"/>
    public Task Db(Func<StudentNetDb, Task> work) =>
        Db(async db =>
        {
            await work(db);
            return true;
        });

    /// <summary>Carries out all runs that wait, and those they ask for; nothing runs by itself in tests. Returns how many.</summary>
    public Task<int> RunJobsAsync() => Services.GetRequiredService<RunWorker>().RunAllAsync();

    public async ValueTask DisposeAsync()
    {
        if (_own is not null)
        {
            await _own.StopAsync();
            await _own.DisposeAsync();
        }
        else
        {
            await _pooled!.DisposeAsync();
        }

        await _database.DisposeAsync();
    }
}

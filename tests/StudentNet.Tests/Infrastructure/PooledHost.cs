using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;

namespace StudentNet.Tests.Infrastructure;

/// <summary>Applications that are built and that no test has at the moment; about as many as tests run at once.</summary>
/// <param name="configure">What these applications have otherwise than others, where many tests want the same; it must be the same for all of them.</param>
internal sealed class HostPool(Action<WebApplicationBuilder>? configure = null) : IAsyncDisposable
{
    private static readonly ConcurrentBag<HostPool> All = [];
    private readonly ConcurrentStack<PooledHost> _idle = new();
    private int _made;

    /// <summary>The one of this process.</summary>
    public static HostPool Shared { get; } = new();

    /// <summary>How many were built.</summary>
    public int Made => Volatile.Read(ref _made);

    /// <summary>A host that nobody has, or a new one, now on this database and these clocks.</summary>
    public async Task<PooledHost> TakeAsync(DataOptions data, TimeProvider clock, TimeProvider wall)
    {
        if (!_idle.TryPop(out var host))
        {
            host = await PooledHost.BuildAsync(this, Interlocked.Increment(ref _made), configure);
            All.Add(this);
        }

        host.Renewal.Begin(host.App.Services, data, clock, wall);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        while (_idle.TryPop(out var host))
        {
            await host.CloseAsync();
        }
    }

    /// <summary>At the end of the process.</summary>
    public static async Task CloseAllAsync()
    {
        while (All.TryTake(out var pool))
        {
            await pool.DisposeAsync();
        }
    }

    internal void PutBack(PooledHost host) => _idle.Push(host);
}

/// <summary>
/// An application that serves one test after the other, never two at once. To build it costs several times what a usual test does; what a test has
/// of its own is everything that could remember: the database, the clocks, every singleton of the application's own types, the keys of cookies.
/// </summary>
internal sealed class PooledHost : IAsyncDisposable
{
    private readonly HostPool _pool;
    private readonly string _folder;

    private PooledHost(HostPool pool, string folder, WebApplication app, Renewal renewal)
    {
        _pool = pool;
        _folder = folder;
        App = app;
        Renewal = renewal;
    }

    /// <summary>The application's services for the test that has the host: those of a scope, which ends with the test.</summary>
    public IServiceProvider Services => Renewal.Current.Services;

    /// <summary>A way to the server in memory for the test that has the host.</summary>
    public HttpMessageHandler Caller() => Renewal.CallerOf(((TestServer)App.Services.GetRequiredService<IServer>()).CreateHandler());

    internal WebApplication App { get; }

    internal Renewal Renewal { get; }

    /// <summary>Ends what the test had and lets the next one have the host. One that was stopped, or still answers a request, is thrown away.</summary>
    public async ValueTask DisposeAsync()
    {
        if (App.Lifetime.ApplicationStopping.IsCancellationRequested || Renewal.IsBusy)
        {
            await CloseAsync();
            return;
        }

        await Renewal.EndAsync();
        _pool.PutBack(this);
    }

    internal static async Task<PooledHost> BuildAsync(HostPool pool, int number, Action<WebApplicationBuilder>? configure)
    {
        // What takes the database from the host's own command line, and not from the test, finds none.
        var folder = Directory.CreateTempSubdirectory("sn-host-").FullName;
        var data = new DataOptions(folder, TestDatabase.Dialect == Dialect.Postgres ? $"Host={folder};Database=host{number}" : null);
        var renewal = new Renewal();
        var app = Application.Build(
            [.. TestDatabases.Arguments(data), "--urls", "http://127.0.0.1:0", "--no-worker"],
            builder =>
            {
                TestApp.Configure(builder);
                builder.WebHost.UseTestServer();
                configure?.Invoke(builder);
                renewal.TakeOver(builder.Services);
            }
        );
        await app.StartAsync();
        return new PooledHost(pool, folder, app, renewal);
    }

    internal async Task CloseAsync()
    {
        await App.StopAsync();
        await Renewal.DisposeAsync();
        await App.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

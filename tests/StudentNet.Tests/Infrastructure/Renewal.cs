using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;

namespace StudentNet.Tests.Infrastructure;

/// <summary>
/// Makes every singleton of the application anew for each test of a <see cref="PooledHost"/>. It changes how they are registered: each becomes a
/// transient that asks for the current test's instance. A new singleton takes part without being named; one that cannot is refused with what to do.
/// </summary>
internal sealed class Renewal : IAsyncDisposable
{
    /// <summary>Singletons that stay for the life of a host, each with the reason why no test sees in it what another one left.</summary>
    private static readonly Dictionary<Type, string> Kept = new()
    {
        [typeof(RateLimits)] = "In a pooled host both limits are 0, and then nothing is counted. A test of limits configures an application of its own.",
    };

    private readonly RequestsUnderWay _requests = new();
    private readonly List<Type> _renewed = [];
    private IServiceProvider? _root;
    private Belongings? _current;
    private int _tests;

    /// <summary>The services that each test gets anew.</summary>
    public IReadOnlyList<Type> Renewed => _renewed;

    /// <summary>What the test that has the host now has of its own.</summary>
    public Belongings Current => _current ?? throw new InvalidOperationException("No test has this application now.");

    /// <summary>Whether a request is under way, as after a caller who did not wait for its answer.</summary>
    public bool IsBusy => _requests.Count > 0;

    /// <summary>A way to the server for the test that has the host now, and for no other.</summary>
    public HttpMessageHandler CallerOf(HttpMessageHandler server) => new Caller(this, Current) { InnerHandler = server };

    /// <summary>Changes the registrations; last of all, when everything has been registered.</summary>
    public void TakeOver(IServiceCollection services)
    {
        services.AddSingleton<IStartupFilter>(_requests);
        // Cookies, links and tokens of one test are worth nothing to the next.
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(new Protection(this, new EphemeralDataProtectionProvider(), [])));
        // The framework keeps its clocks for good.
        services.Replace(ServiceDescriptor.Singleton(new WallClock(new Clock(() => Current.Wall))));
        services.RemoveAll<TimeProvider>().AddSingleton<TimeProvider>(new Clock(() => Current.Clock));
        services.RemoveAll<DataOptions>().AddTransient(scope => Of(scope).Data);
        services.AddScoped<Owner>();
        for (var i = services.Count - 1; i >= 0; i--)
        {
            if (services[i] is not { Lifetime: ServiceLifetime.Singleton, IsKeyedService: false, ImplementationInstance: null } singleton || !IsOurs(singleton))
            {
                continue;
            }

            if (singleton.ServiceType == typeof(IHostedService))
            {
                // What runs by itself would run on between two tests. A test of it builds an application of its own.
                services.RemoveAt(i);
            }
            else if (!StaysWithTheHost(singleton))
            {
                _renewed.Add(singleton.ServiceType);
                services[i] = new ServiceDescriptor(singleton.ServiceType, scope => Of(scope).Get(singleton), ServiceLifetime.Transient);
            }
        }
    }

    /// <summary>Gives the host to a test.</summary>
    public void Begin(IServiceProvider services, DataOptions data, TimeProvider clock, TimeProvider wall)
    {
        _root ??= services.GetRequiredService<IServiceProvider>();
        _current = new Belongings(++_tests, services.CreateAsyncScope(), data, clock, wall);
    }

    /// <summary>Takes the host from the test: nothing that it had can be asked for any more.</summary>
    public async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _current, null) is { } belongings)
        {
            await belongings.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private static bool StaysWithTheHost(ServiceDescriptor singleton)
    {
        var type = Made(singleton);
        // Options are read once in the life of a host. Hosted services have a second registration that nobody asks for; who did would be refused,
        // because what it is made of belongs to a test.
        if (Kept.ContainsKey(type) || type.IsAssignableTo(typeof(IHostedService)) || singleton.ServiceType.Namespace == "Microsoft.Extensions.Options")
        {
            return true;
        }

        return type.IsAssignableTo(typeof(IDisposable)) || type.IsAssignableTo(typeof(IAsyncDisposable))
            ? throw new InvalidOperationException(
                $"{type} is a singleton that is disposed of. Made anew for each test it would be disposed of at the end of each request. Either let it hold "
                    + $"nothing that needs this, or name it in {nameof(Renewal)}.{nameof(Kept)} with the reason why no test sees in it what another one left."
            )
            : false;
    }

    private static bool IsOurs(ServiceDescriptor singleton) =>
        Made(singleton).Assembly == typeof(Application).Assembly || singleton.ServiceType.Assembly == typeof(Application).Assembly;

    private static Type Made(ServiceDescriptor singleton) =>
        singleton.ImplementationType ?? singleton.ImplementationFactory!.GetType().GenericTypeArguments[1];

    /// <summary>What the test has on whose behalf a scope of services works.</summary>
    private Belongings Of(IServiceProvider scope)
    {
        var current = Current;
        // The host's own singletons are made from its own services, and would keep for all tests what belongs to the first.
        return ReferenceEquals(scope, _root)
            ? throw new InvalidOperationException(
                "Something that lives as long as the application asks for something that each test has of its own. "
                    + "Let it ask in each request (RequestServices) or in a scope, or let it be a type of the application, which each test gets anew."
            )
            : scope.GetRequiredService<Owner>().Of(current);
    }

    /// <summary>What one test has: its data, its clocks, and every singleton as soon as it is asked for.</summary>
    internal sealed class Belongings(int test, AsyncServiceScope scope, DataOptions data, TimeProvider clock, TimeProvider wall) : IAsyncDisposable
    {
        private readonly Dictionary<ServiceDescriptor, object> _made = new(ReferenceEqualityComparer.Instance);

        public int Test => test;

        public IServiceProvider Services => scope.ServiceProvider;

        public DataOptions Data => data;

        public TimeProvider Clock => clock;

        public TimeProvider Wall => wall;

        /// <summary>The test's own instance of a singleton.</summary>
        public object Get(ServiceDescriptor singleton)
        {
            lock (_made)
            {
                if (!_made.TryGetValue(singleton, out var made))
                {
                    made = singleton.ImplementationFactory?.Invoke(Services) ?? ActivatorUtilities.CreateInstance(Services, singleton.ImplementationType!);
                    _made.Add(singleton, made);
                }

                return made;
            }
        }

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }

    /// <summary>The test for which a scope first asked: what a test left running must not go on with what the next one has.</summary>
    private sealed class Owner
    {
        private Belongings? _owner;

        public Belongings Of(Belongings current) =>
            ReferenceEquals(_owner ??= current, current)
                ? current
                : throw new InvalidOperationException("Work of an earlier test is still under way; that test must wait for its end.");
    }

    private sealed class Clock(Func<TimeProvider> current) : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => current().LocalTimeZone;

        public override long TimestampFrequency => current().TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => current().GetUtcNow();

        public override long GetTimestamp() => current().GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            current().CreateTimer(callback, state, dueTime, period);
    }

    private sealed class Protection(Renewal renewal, IDataProtectionProvider keys, string[] purposes) : IDataProtector
    {
        private IDataProtector OfTheTest =>
            purposes.Aggregate(
                keys.CreateProtector($"test {renewal.Current.Test.ToString(CultureInfo.InvariantCulture)}"),
                (protector, purpose) => protector.CreateProtector(purpose)
            );

        public IDataProtector CreateProtector(string purpose) => new Protection(renewal, keys, [.. purposes, purpose]);

        public byte[] Protect(byte[] plaintext) => OfTheTest.Protect(plaintext);

        public byte[] Unprotect(byte[] protectedData) => OfTheTest.Unprotect(protectedData);
    }

    private sealed class Caller(Renewal renewal, Belongings belongings) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            ObjectDisposedException.ThrowIf(renewal._current != belongings, this);
            using var _ = renewal._requests.Begin();
            return await base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Counts the requests from when they are sent, and until the application has done with them.</summary>
    private sealed class RequestsUnderWay : IStartupFilter
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Ending Begin()
        {
            Interlocked.Increment(ref _count);
            return new Ending(this);
        }

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(CountAsync);
                next(app);
            };

        private async Task CountAsync(HttpContext context, RequestDelegate next)
        {
            using var _ = Begin();
            await next(context);
        }

        internal readonly struct Ending(RequestsUnderWay requests) : IDisposable
        {
            public void Dispose() => Interlocked.Decrement(ref requests._count);
        }
    }
}

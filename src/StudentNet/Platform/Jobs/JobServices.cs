using Microsoft.Extensions.DependencyInjection.Extensions;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Jobs;

/// <summary>Registers runs, workers and the job calendar.</summary>
public static class JobServices
{
    public static IServiceCollection AddJobs(this IServiceCollection services, DataOptions data, CommandLine line)
    {
        services.TryAddSingleton(new RunOptions { Workers = data.Postgres is null ? 1 : 2 });
        services.AddSingleton<RunSignal>();
        services.AddSingleton<RunsUnderWay>();
        services.AddSingleton(FigureTitles.Load());
        services.AddSingleton<RunWorker>();
        services.AddSingleton<Leases>();
        services.AddSingleton<JobCalendar>();
        services.AddSingleton<IRuns, Runs>();
        services.AddSingleton<CalendarClock>();
        services.AddSingleton<QueueKeeper>();
        services.AddSingleton<WorkerService>();
        services.AddScoped<ICommand, WorkCommand>();
        if (line is { Command: "serve" } && line.Option("no-worker") is null)
        {
            services.AddHostedService(provider => provider.GetRequiredService<WorkerService>());
        }

        return services;
    }

    /// <summary>Registers a kind of run.</summary>
    public static IServiceCollection AddRunKind<T>(this IServiceCollection services)
        where T : class, IRunKind => services.AddSingleton<IRunKind, T>();

    /// <summary>Registers work that stands in a queue.</summary>
    public static IServiceCollection AddQueuedWork<T>(this IServiceCollection services)
        where T : class, IQueuedWork => services.AddScoped<IQueuedWork, T>();

    /// <summary>Registers work that the calendar asks for.</summary>
    public static IServiceCollection AddScheduledWork<T>(this IServiceCollection services)
        where T : class, IScheduledWork => services.AddScoped<IScheduledWork, T>();
}

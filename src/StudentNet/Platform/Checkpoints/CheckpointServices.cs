using StudentNet.Platform.Jobs;

namespace StudentNet.Platform.Checkpoints;

/// <summary>Registers the freezing of figures at the checkpoints.</summary>
public static class CheckpointServices
{
    public static IServiceCollection AddCheckpoints(this IServiceCollection services)
    {
        services.AddRunKind<CheckpointRun>();
        services.AddScheduledWork<CheckpointSchedule>();
        return services;
    }
}

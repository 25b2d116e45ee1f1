using StudentNet.Platform.Checkpoints;

namespace StudentNet.Modules.Admissions.Checkpoints;

/// <summary>The figures of registration and admission at their checkpoints (domain §3: 7/25 and 9/14).</summary>
public static class AdmissionCheckpoints
{
    public static IServiceCollection AddAdmissionCheckpoints(this IServiceCollection services) =>
        services
            .AddSingleton(new CheckpointFigures("N3", "checkpoint-entries"))
            .AddSingleton(new CheckpointFigures("N5", "checkpoint-entries"));
}

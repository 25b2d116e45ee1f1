namespace StudentNet.Platform.Installations;

/// <summary>Registers the installation and its clock.</summary>
public static class InstallationServices
{
    public static IServiceCollection AddInstallation(this IServiceCollection services)
    {
        services.AddSingleton(_ => new TrainingClock(TimeProvider.System));
        services.AddSingleton<TimeProvider>(provider => provider.GetRequiredService<TrainingClock>());
        services.AddSingleton<TrainingClockWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<TrainingClockWatch>());
        return services;
    }
}

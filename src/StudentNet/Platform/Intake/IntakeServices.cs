using StudentNet.Platform.Commands;
using StudentNet.Platform.Files;
using StudentNet.Platform.Jobs;

namespace StudentNet.Platform.Intake;

/// <summary>Registers the pipeline, and formats with it.</summary>
public static class IntakeServices
{
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<FileStore>();
        services.AddScoped<TableExport>();
        services.AddSingleton<FormatCatalogue>();
        services.AddScoped<Reception>();
        services.AddScoped<ClientSender>();
        services.AddScoped<ReceiptRegister>();
        services.AddSingleton<ResultFile>();
        services.AddScoped<PeopleInFiles>();
        services.AddScoped<ICommand, IntakeCommand>();
        services.AddScoped<ICommand, VerifyFilesCommand>();
        services.AddRunKind<IntakeRun>();
        services.AddRunKind<AcceptRun>();
        return services;
    }

    /// <summary>Makes a format known to all doors.</summary>
    public static IServiceCollection AddFileFormat(this IServiceCollection services, FileFormat format) => services.AddSingleton(format);
}

using Microsoft.Extensions.DependencyInjection.Extensions;
using StudentNet.Platform.Commands;

namespace StudentNet.Modules.Exchange.Sftp;

/// <summary>Registers the SFTP door.</summary>
public static class SftpServices
{
    /// <param name="options">Null: no folders here, so only the list of keys can be had.</param>
    /// <param name="isHosted">Whether a server watches the folders beside its pages.</param>
    public static IServiceCollection AddSftp(this IServiceCollection services, SftpOptions? options, bool isHosted)
    {
        services.TryAddEnumerable(ServiceDescriptor.Scoped<ICommand, SftpClientsCommand>());
        services.TryAddEnumerable(ServiceDescriptor.Scoped<ICommand, SftpWatchCommand>());
        if (options is null)
        {
            return services;
        }

        services.AddSingleton(options);
        services.AddSingleton<SftpInboxes>();
        services.AddSingleton<SftpAnswers>();
        services.AddSingleton<SftpWatcher>();
        return isHosted ? services.AddHostedService(provider => provider.GetRequiredService<SftpWatcher>()) : services;
    }
}

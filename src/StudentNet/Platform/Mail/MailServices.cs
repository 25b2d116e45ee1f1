namespace StudentNet.Platform.Mail;

/// <summary>Registers the mailer that the configuration asks for.</summary>
public static class MailServices
{
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var section = configuration.GetSection("mail");
        services.Configure<MailOptions>(section);
        if (section[nameof(MailOptions.Host)] is null)
        {
            services.AddSingleton<IMailer, MailFolder>();
            return services;
        }

        services.AddSingleton<SmtpMailer>();
        services.AddSingleton<IMailer>(provider => provider.GetRequiredService<SmtpMailer>());
        services.AddHostedService(provider => provider.GetRequiredService<SmtpMailer>());
        return services;
    }
}

using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Audit;

/// <summary>Registers the check of the chains and the anchor that is kept outside the database.</summary>
public static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services, DataOptions data, CommandLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        services.AddSingleton(new AuditAnchorFile(data));
        services.AddScoped<AuditCheck>().AddScoped<ICommand, VerifyAuditCommand>().AddScoped<ICommand, AuditHeadsCommand>().AddScoped<ICommand, AuditForgetCommand>();
        return line.Command == "serve" ? services.AddHostedService<AuditAnchorService>() : services;
    }
}

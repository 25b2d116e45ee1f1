using StudentNet.Platform.Commands;

namespace StudentNet.Platform.Audit;

/// <summary>Registers the check of the chains.</summary>
public static class AuditServices
{
    public static IServiceCollection AddAudit(this IServiceCollection services) =>
        services.AddScoped<AuditCheck>().AddScoped<ICommand, VerifyAuditCommand>();
}

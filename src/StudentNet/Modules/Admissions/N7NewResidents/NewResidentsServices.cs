using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.N7NewResidents;

/// <summary>Registers N7 新設籍名單.</summary>
internal static class NewResidentsServices
{
    public static IServiceCollection AddNewResidents(this IServiceCollection services) =>
        services.AddScoped<ProposalRegister>().AddScoped<ProposalRoster>().AddScoped<ITodoSource, ProposalTodos>();
}

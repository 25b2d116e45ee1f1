using StudentNet.Modules.History.S1History;

namespace StudentNet.Modules.History;

/// <summary>Registers the module S 就學歷程.</summary>
public static class HistoryServices
{
    public static IServiceCollection AddHistory(this IServiceCollection services) => services.AddScoped<HistoryQuery>();
}

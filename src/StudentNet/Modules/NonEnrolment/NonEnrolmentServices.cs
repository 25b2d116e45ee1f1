using StudentNet.Modules.NonEnrolment.Cases;
using StudentNet.Modules.NonEnrolment.Comparison;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>Registers the module P 未入學管理.</summary>
public static class NonEnrolmentServices
{
    public static IServiceCollection AddNonEnrolment(this IServiceCollection services)
    {
        services.AddScoped<CaseRoster>();
        services.AddScoped<CaseWork>();
        services.AddScoped<Platform.Web.ITodoSource, CaseTodos>();
        services.AddScoped<ComparisonReader>();
        services.AddRunKind<ComparisonRun>();
        services.AddScheduledWork<ComparisonSchedule>();
        return services;
    }
}

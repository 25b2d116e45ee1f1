using StudentNet.Modules.NonEnrolment.P2Approvals;
using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Modules.NonEnrolment.P2Questions;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>Registers the module P 未入學管理.</summary>
public static class NonEnrolmentServices
{
    public static IServiceCollection AddNonEnrolment(this IServiceCollection services)
    {
        services.AddScoped<CaseRoster>();
        services.AddScoped<CaseRegister>();
        services.AddScoped<CaseWork>();
        services.AddScoped<CaseRequests>();
        services.AddScoped<MinistryQuestions>();
        services.AddScheduledWork<CaseAgeOut>();
        services.AddScoped<ApprovalRoster>();
        services.AddScoped<ApprovalRegister>();
        services.AddFileFormat(ApprovalsFormat.Format);
        services.AddScoped<IFollowsPersonMerge, CasesAfterMerge>();
        services.AddScoped<IPersonFacts, CaseFacts>();
        services.AddHistorySource<CaseHistory>();
        services.AddHistorySource<ApprovalHistory>();
        services.AddScoped<ITodoSource, CaseTodos>();
        services.AddScoped<IHomeFigures, CaseFigures>();
        services.AddScoped<IBoardColumns, CaseColumns>();
        services.AddScoped<ICountyMeasures, CaseMeasures>();
        services.AddScoped<IFeedSource, ComparisonFeed>();
        services.AddScoped<ComparisonReader>();
        services.AddRunKind<ComparisonRun>();
        services.AddScheduledWork<ComparisonSchedule>();
        services.AddRunKind<LedgerCasesRun>();
        services.AddScheduledWork<LedgerCasesSchedule>();
        return services;
    }
}

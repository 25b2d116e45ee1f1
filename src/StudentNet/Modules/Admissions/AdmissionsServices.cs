using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Modules.Admissions.Checkpoints;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Admissions.N7NewResidents;
using StudentNet.Modules.Admissions.Counts;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.Admissions;

/// <summary>Registers the module N 新生管理.</summary>
public static class AdmissionsServices
{
    public static IServiceCollection AddAdmissions(this IServiceCollection services) =>
        services.AddScoped<EntryRoster>().AddScoped<IFollowsPersonMerge, EntriesAfterMerge>().AddScoped<IFollowsRegistry, EntriesOfRegistry>().AddScoped<IPersonFacts, AdmissionFacts>().AddHistorySource<EntryHistory>().AddAllocation().AddMarking().AddAdmissionCheckpoints().AddNewResidents().AddRunKind<EntrySummaryCheck>().AddScheduledWork<EntrySummarySchedule>();
}

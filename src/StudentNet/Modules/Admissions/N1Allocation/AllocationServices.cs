using StudentNet.Modules.Admissions.N2AllocationLists;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.Admissions.N1Allocation;

internal static class AllocationServices
{
    /// <summary>Registers N1 分發作業 and N2 分發類名冊.</summary>
    public static IServiceCollection AddAllocation(this IServiceCollection services) =>
        services.AddScoped<HandAllocation>().AddScoped<SchoolLists>().AddScoped<AllocationPublishing>().AddRunKind<AllocationRunKind>();
}

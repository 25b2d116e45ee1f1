using StudentNet.Platform.Jobs;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>Registers what officers do with two records of a person (N7.21, N1.11).</summary>
internal static class SamePersonServices
{
    public static IServiceCollection AddSamePerson(this IServiceCollection services) =>
        services
            .AddScoped<PersonRecords>()
            .AddScoped<MergeQuery>()
            .AddScoped<SamePersonRegister>()
            .AddSingleton<RecordProof>()
            .AddScoped<IFollowsPersonMerge, QuestionsAfterMerge>()
            .AddScoped<ITodoSource, SamePersonTodos>()
            .AddRunKind<SamePersonRun>()
            .AddScheduledWork<SamePersonSchedule>();
}

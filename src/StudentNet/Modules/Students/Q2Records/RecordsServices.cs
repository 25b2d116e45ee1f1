using StudentNet.Platform.Checkpoints;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>Registers Q2 填報學籍資料.</summary>
internal static class RecordsServices
{
    public static IServiceCollection AddRecords(this IServiceCollection services) =>
        services
            .AddFileFormat(RecordFormat.Format)
            .AddScoped<RecordRoster>()
            .AddSingleton(new CheckpointFigures("Q2.1", "checkpoint-records-1"))
            .AddSingleton(new CheckpointFigures("Q2.2", "checkpoint-records-2"));
}

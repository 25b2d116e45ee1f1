using StudentNet.Platform.Checkpoints;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Registers Q3 外籍生管理.</summary>
internal static class ForeignServices
{
    public static IServiceCollection AddForeignPupils(this IServiceCollection services) =>
        services
            .AddScoped<ForeignRoster>()
            .AddScoped<ForeignPupilRegister>()
            .AddFileFormat(ForeignStudentsFormat.Format)
            .AddSingleton(Checkpoint("Q1.1"))
            .AddSingleton(Checkpoint("Q1.2"));

    /// <summary>The list has no checkpoint of its own: it is part of what Q1 counts.</summary>
    private static CheckpointFigures Checkpoint(string window) => new(window, "checkpoint-foreign-pupils", $"|{string.Join('|', ForeignAbsences.Placeless)}|");
}

using StudentNet.Platform.Checkpoints;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Registers the class rolls (Q1).</summary>
internal static class ClassRollServices
{
    public static IServiceCollection AddClassRolls(this IServiceCollection services) =>
        services
            .AddFileFormat(ClassRollFormat.Format)
            .AddFileFormat(LowIncomeFormat.Format)
            .AddScoped<ClassRollRegister>().AddScoped<NextRollQuery>()
            .AddSingleton<RollDoubtCache>()
            .AddScoped<RollDoubts>()
            .AddScoped<IFilingFacts, RollFacts>()
            .AddScoped<ITodoSource, RollTodos>()
            .AddSingleton(new CheckpointFigures("Q1.1", "checkpoint-class-rolls"))
            .AddSingleton(new CheckpointFigures("Q1.2", "checkpoint-class-rolls"));
}

using StudentNet.Modules.Admissions.N3Registration;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>Registers what N3 to N6 share, and their file format.</summary>
internal static class MarkingServices
{
    public static IServiceCollection AddMarking(this IServiceCollection services) =>
        services
            .AddScoped<MarkRegister>()
            .AddScoped<SchoolList>()
            .AddScoped<ChildSearch>()
            .AddScoped<StageProgress>()
            .AddScoped<IFilingFacts, StageFacts>()
            .AddScoped<ITodoSource, NoticeTodos>()
            .AddScoped<IHomeFigures, EntryFigures>()
            .AddScoped<IBoardColumns, StageColumns>()
            .AddScoped<ICountyMeasures, StageMeasures>()
            .AddFileFormat(RegistrationBatch.Format);
}

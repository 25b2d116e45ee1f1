using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Foreign;

/// <summary>Registers Q3 外籍生管理.</summary>
internal static class ForeignServices
{
    public static IServiceCollection AddForeignPupils(this IServiceCollection services) =>
        services
            .AddScoped<ForeignRoster>()
            .AddScoped<ForeignPupilBook>()
            .AddScoped<ForeignStatistics>()
            .AddFileFormat(ForeignStudentsFormat.Format);
}

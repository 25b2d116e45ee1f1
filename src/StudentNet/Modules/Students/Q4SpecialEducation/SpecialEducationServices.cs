using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q4SpecialEducation;

/// <summary>Registers Q4 鑑輔生管理.</summary>
internal static class SpecialEducationServices
{
    public static IServiceCollection AddSpecialEducation(this IServiceCollection services) =>
        services.AddScoped<SpecialRoster>().AddFileFormat(SpecialEducationListFormat.Format);
}

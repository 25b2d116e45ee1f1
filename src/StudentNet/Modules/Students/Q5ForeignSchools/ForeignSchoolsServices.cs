using StudentNet.Modules.Schools;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q5ForeignSchools;

/// <summary>Registers Q5 就讀外僑學校.</summary>
internal static class ForeignSchoolsServices
{
    public static IServiceCollection AddForeignSchools(this IServiceCollection services) =>
        services.AddScoped<ForeignSchoolRoster>().AddScoped<ForeignSchoolPupilRegister>().AddFileFormat(ForeignSchoolPupilsFormat.Format);
}

using StudentNet.Modules.Schools.M1Parameters;
using StudentNet.Modules.Schools.M2MasterData;
using StudentNet.Modules.Schools.M3Districts;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools;

/// <summary>M 學區及學校作業: school list, districts, and the list of villages that both are written in.</summary>
public static class SchoolsServices
{
    public static IServiceCollection AddSchools(this IServiceCollection services)
    {
        services.AddFileFormat(VillageListFormat.Create());
        services.AddFileFormat(VillageSpellingListFormat.Create());
        services.AddFileFormat(SchoolListFormat.Create());
        services.AddFileFormat(SchoolTownshipFormat.Create());
        services.AddFileFormat(DistrictTableFormat.Create());
        services.AddScoped<SchoolTable>();
        services.AddScoped<SchoolRegister>();
        services.AddScoped<ForeignSchoolRegister>();
        services.AddScoped<DistrictReader>();
        services.AddScoped<DistrictDrafts>();
        services.AddScoped<DistrictChecks>();
        services.AddScoped<DistrictPublication>();
        services.AddSingleton<ILeavingLimit, LeavingLimit>();
        services.AddScoped<IWindowHappenings, SchoolHappenings>();
        services.AddScoped<IFeedSource, DistrictFeed>();
        return services;
    }
}

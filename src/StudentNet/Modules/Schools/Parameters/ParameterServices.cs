using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.Parameters;

/// <summary>Registers M1: the counties' parameters.</summary>
public static class ParameterServices
{
    public static IServiceCollection AddCountyParameters(this IServiceCollection services) =>
        services.AddScoped<IWindowHappenings, SchoolHappenings>();
}

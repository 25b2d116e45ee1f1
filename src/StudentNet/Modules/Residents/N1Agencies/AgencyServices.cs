using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.N1Agencies;

/// <summary>Registers the lists of the agencies.</summary>
internal static class AgencyServices
{
    public static IServiceCollection AddAgencies(this IServiceCollection services)
    {
        foreach (var format in AgencyFormats.All)
        {
            services.AddFileFormat(format);
        }

        return services.AddScoped<AgencyFeeds>().AddScoped<IFeedSource>(s => s.GetRequiredService<AgencyFeeds>());
    }
}

using StudentNet.Modules.Residents.A8WhoSaw;
using StudentNet.Modules.Residents.N1Agencies;
using StudentNet.Modules.Residents.N1Border;
using StudentNet.Modules.Residents.N1RegistryList;
using StudentNet.Modules.Residents.N7Protected;
using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents;

/// <summary>Registers the residents: who is known to the household registry.</summary>
public static class ResidentsServices
{
    public static IServiceCollection AddResidents(this IServiceCollection services) =>
        services
            .AddScoped<PersonRegister>()
            .AddScoped<PersonMerge>()
            .AddScoped<NumberExchange>()
            .AddScoped<PersonScope>()
            .AddScoped<IOwnersOfNumbers, OwnersOfNumbers>()
            .AddScoped<IPersonFacts, ResidenceFacts>()
            .AddHistorySource<ResidenceHistory>().AddHistorySource<BorderHistory>().AddHistorySource<AgencyHistory>()
            .AddSamePerson()
            .AddScoped<WhoSaw>()
            .AddFileFormat(RegistryListFormat.Format).AddFileFormat(BorderFormat.Format)
            .AddScoped<IFeedSource, RegistryListFeed>()
            .AddScoped<SuppressionRegister>().AddFileFormat(SuppressionsFormat.Format)
            .AddAgencies();
}

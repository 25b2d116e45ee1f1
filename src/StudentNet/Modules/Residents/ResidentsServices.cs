using StudentNet.Modules.Residents.A8WhoSaw;
using StudentNet.Modules.Residents.N1RegistryList;
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
            .AddHistorySource<ResidenceHistory>()
            .AddSamePerson()
            .AddScoped<WhoSaw>()
            .AddFileFormat(RegistryListFormat.Format)
            .AddScoped<IFeedSource, RegistryListFeed>();
}

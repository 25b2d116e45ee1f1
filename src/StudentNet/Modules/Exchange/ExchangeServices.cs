using StudentNet.Modules.Exchange.Api;

namespace StudentNet.Modules.Exchange;

/// <summary>Registers the pages about files that come in, and the API door.</summary>
public static class ExchangeServices
{
    public static IServiceCollection AddExchange(this IServiceCollection services) =>
        services.AddScoped<ReceiptQuery>().AddScoped<TransferQuery>().AddScoped<ClientQuery>().AddApi();

    /// <summary>Maps <c>/api/v1</c>.</summary>
    public static void MapExchange(this IEndpointRouteBuilder endpoints) => endpoints.MapApi();
}

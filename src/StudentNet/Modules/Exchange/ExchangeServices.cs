namespace StudentNet.Modules.Exchange;

/// <summary>Registers the pages about files that come in.</summary>
public static class ExchangeServices
{
    public static IServiceCollection AddExchange(this IServiceCollection services) => services.AddScoped<ReceiptBook>();
}

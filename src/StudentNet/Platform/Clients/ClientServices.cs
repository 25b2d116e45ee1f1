namespace StudentNet.Platform.Clients;

/// <summary>Registers machine clients.</summary>
public static class ClientServices
{
    public static IServiceCollection AddClients(this IServiceCollection services) => services.AddScoped<ClientSender>();
}

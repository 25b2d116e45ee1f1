namespace StudentNet.Modules.Support;

/// <summary>Registers module U 輔助功能.</summary>
public static class SupportModule
{
    public static IServiceCollection AddSupport(this IServiceCollection services) => services.AddScoped<AnnouncementQuery>();
}

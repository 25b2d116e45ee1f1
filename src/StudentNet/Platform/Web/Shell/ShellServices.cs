namespace StudentNet.Platform.Web;

/// <summary>Registers the frame of the application and what it shows of the filing windows.</summary>
public static class ShellServices
{
    public static IServiceCollection AddApplicationShell(this IServiceCollection services) =>
        services.AddScoped<IShell, ApplicationShell>().AddScoped<WindowBanners>().AddScoped<OpenWork>().AddScoped<ITodoSource, FilingTodos>();
}

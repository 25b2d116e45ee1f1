using StudentNet.Platform.Data;
using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Functions;

namespace StudentNet.Platform.Windows;

/// <summary>Registers the filing windows, their gate, their deadlines and submissions.</summary>
public static class WindowServices
{
    public static IServiceCollection AddWindows(this IServiceCollection services)
    {
        services.AddSingleton(FilingCalendar.Load());
        services.AddSingleton<WindowCache>();
        services.AddSingleton(provider => DaysOff.Load(provider.GetRequiredService<DataOptions>()));
        services.AddScoped<IWindows, WindowReader>();
        services.AddScoped<WindowGate>();
        services.AddScoped<LastSubmissions>();
        services.AddSingleton<KeptFilingFacts>();
        services.AddScoped<StageOutcomes>();
        services.AddSingleton(OutsideWindows.Load(FunctionCatalogue.Load()));
        services.Configure<MvcOptions>(options => options.Filters.Add<WindowFilter>());
        return services;
    }
}

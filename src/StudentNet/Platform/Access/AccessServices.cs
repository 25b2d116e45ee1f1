using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Platform.Access;

/// <summary>Registers the session, the caller and the rule of all endpoints.</summary>
public static class AccessServices
{
    /// <summary>Folder, in the data folder, of the keys that encrypt cookies and links. Servers of one installation share it.</summary>
    private const string KeyFolder = "keys";

    public static IServiceCollection AddAccess(this IServiceCollection services, DataOptions data)
    {
        ArgumentNullException.ThrowIfNull(data);
        services
            .AddDataProtection()
            .SetApplicationName("StudentNet")
            .PersistKeysToFileSystem(DataFolder.Make(Path.Combine(data.Folder, KeyFolder)));
        services.AddHttpContextAccessor();
        services.AddScoped<ICallerContext, CallerContext>();
        // Made now and not with the first request: what it finds wrong in the reference files stops the start.
        services.AddSingleton(new FunctionAccess(FunctionCatalogue.Load(), DutyCatalogue.Load()));
        services.AddAuthentication(Session.Scheme).AddCookie(Session.Scheme);
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, SessionCookie>();
        services.AddScoped<IAuthorizationHandler, FunctionRule>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, RefusedAccess>();
        var everyEndpoint = new AuthorizationPolicyBuilder(Session.Scheme).AddRequirements(new FunctionRequirement()).Build();
        // Deny by default: an endpoint that says nothing gets the fallback, which asks for its function.
        services.AddAuthorizationBuilder().SetFallbackPolicy(everyEndpoint).SetDefaultPolicy(everyEndpoint);
        services.AddSingleton<KnownDevice>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<SearchWords>();
        services.AddSingleton<KeptForms>();
        return services;
    }

    /// <summary>Puts access behind routing and before the endpoints.</summary>
    public static WebApplication UseAccess(this WebApplication app)
    {
        // Read now and not with the first sign-in: a word that is misspelt stops the start.
        SecondFactorPolicy.WordOf(app.Configuration);
        var limits = app.Services.GetRequiredService<RateLimits>();
        app.Use((http, next) => limits.PassMachinesAsync(http, next));
        app.UseAuthentication();
        app.Use((http, next) => limits.PassAsync(http, next));
        app.UseAuthorization();
        return app;
    }
}

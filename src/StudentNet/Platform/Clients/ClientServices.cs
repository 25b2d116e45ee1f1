using System.Security.Cryptography;
using Microsoft.AspNetCore.Authorization;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using OpenIddict.Validation;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace StudentNet.Platform.Clients;

/// <summary>Registers machine clients, the token endpoint and the rule of the endpoints for machines.</summary>
public static class ClientServices
{
    /// <summary>Records who is told that there is no such thing. Behind routing, before access.</summary>
    public static WebApplication RecordRefusals(this WebApplication app)
    {
        app.Use((http, next) => http.RequestServices.GetRequiredService<RefusedAttempts>().WatchAsync(http, next));
        return app;
    }

    public static IServiceCollection AddClients(this IServiceCollection services)
    {
        services.AddScoped<ClientRegister>();
        services.AddScoped<ClientSecrets>();
        services.AddScoped<IClientContext, ClientContext>();
        services.AddSingleton<RefusedAttempts>();
        services.AddScoped<IAuthorizationHandler, ClientAccess.Handler>();
        services.AddAuthorizationBuilder().AddPolicy(ClientAccess.Policy, ClientAccess.Rule);

        services
            .AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<StudentNetDb>())
            .AddServer(server =>
            {
                server.AllowClientCredentialsFlow().SetTokenEndpointUris(TokenEndpoint.Path).SetAccessTokenLifetime(TokenEndpoint.Lifetime);
                // Nobody but this application reads its tokens, so it publishes neither metadata nor keys.
                server.SetConfigurationEndpointUris(Array.Empty<Uri>()).SetJsonWebKeySetEndpointUris(Array.Empty<Uri>());
                // Tokens are sealed with the keys of cookies and links, in the data folder that all servers share. OpenIddict asks for keys of
                // its own nevertheless, for kinds of tokens that are never issued here: those may die with the process.
                // Not its ephemeral ones: two RSA keys would be half of what a start of the application costs.
                server.UseDataProtection();
                server.AddEncryptionKey(new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)));
                server.AddSigningKey(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)));
                // A token is good because its client is, which every request looks up; rows of tokens would only have to be swept away.
                server.DisableTokenStorage().DisableAuthorizationStorage();
                Say(server, TokenEndpoint.SayShortly, int.MinValue + 100_000);
                Say(server, TokenEndpoint.SayInChinese, OpenIddictServerAspNetCoreHandlers.ProcessJsonResponse<ApplyTokenResponseContext>.Descriptor.Order - 1);
                // TLS ends at the proxy (docs/operations.md); first run and training have none.
                server.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
            })
            .AddValidation(validation =>
            {
                validation.UseLocalServer();
                validation.UseDataProtection();
                // In an address or a form a token stands in the log of a proxy, or in a browser's history: it comes in the header alone.
                validation.UseAspNetCore().DisableAccessTokenExtractionFromQueryString().DisableAccessTokenExtractionFromBodyForm();
            });
        // Like sessions: moving the training clock ends no token.
        services.AddOptions<OpenIddictServerOptions>().Configure<WallClock>((options, wall) => options.TimeProvider = wall.Time);
        services
            .AddOptions<OpenIddictValidationOptions>()
            .Configure<WallClock>(
                (options, wall) =>
                {
                    options.TimeProvider = wall.Time;
                    // Issued and checked by the same clocks: an hour is an hour, not five minutes more.
                    options.TokenValidationParameters.ClockSkew = TimeSpan.Zero;
                }
            );
        return services;
    }

    private static void Say(OpenIddictServerBuilder server, Action<ApplyTokenResponseContext> words, int order) =>
        server.AddEventHandler<ApplyTokenResponseContext>(handler =>
            handler
                .UseInlineHandler(context =>
                {
                    words(context);
                    return ValueTask.CompletedTask;
                })
                .SetOrder(order)
        );
}

using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using OpenIddict.Validation.AspNetCore;
using StudentNet.Platform.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StudentNet.Platform.Clients;

/// <summary>The machine client of the current request.</summary>
public interface IClientContext
{
    /// <summary>Null where the request brought no token that is still good.</summary>
    MachineClient? Client { get; }

    /// <summary>The client, where access has made sure that there is one.</summary>
    MachineClient Required => Client ?? throw new InvalidOperationException("There is no client: the endpoint lets in everybody.");
}

/// <summary>Keeps the client on the request itself.</summary>
internal sealed class ClientContext(IHttpContextAccessor accessor) : IClientContext
{
    private static readonly object Key = new();

    public MachineClient? Client => accessor.HttpContext?.Items[Key] as MachineClient;

    public static void Set(HttpContext context, MachineClient client) => context.Items[Key] = client;
}

/// <summary>The rule of the endpoints for machines: a token that is in force, of a client that is still enabled and has had no new secret since.</summary>
public static class ClientAccess
{
    /// <summary>Name of the rule: <c>.RequireAuthorization(ClientAccess.Policy)</c>.</summary>
    public const string Policy = "machine-client";

    /// <summary>Claim of a token that holds the client's <see cref="MachineClient.Stamp"/>.</summary>
    internal const string StampClaim = "studentnet_stamp";

    internal static AuthorizationPolicy Rule { get; } =
        new AuthorizationPolicyBuilder(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme).AddRequirements(new Requirement()).Build();

    private sealed class Requirement : IAuthorizationRequirement;

    internal sealed class Handler(StudentNetDb db, ClientRegister clients) : IAuthorizationHandler
    {
        public async Task HandleAsync(AuthorizationHandlerContext context)
        {
            if (context.Resource is not HttpContext http || context.PendingRequirements.OfType<Requirement>().FirstOrDefault() is not { } requirement)
            {
                return;
            }

            // One query for each request: a client that is switched off is refused at once, not when its token ends.
            if (context.User.FindFirstValue(Claims.Subject) is { } id
                && context.User.FindFirstValue(StampClaim) is { Length: > 0 } stamp
                && await clients.FindAsync(db, id, http.RequestAborted) is { } client
                && client.Stamp == stamp)
            {
                ClientContext.Set(http, client);
                context.Succeed(requirement);
            }
        }
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace StudentNet.Platform.Clients;

/// <summary>
/// <c>POST /connect/token</c>: OAuth 2.0 client credentials (RFC 6749 §4.4). OpenIddict has checked id and secret before this runs; here the
/// client's own row has the last word, and the act is recorded.
/// </summary>
internal static class TokenEndpoint
{
    public const string Path = "/connect/token";

    private const string Incomplete = "要求的內容不完整。請以 application/x-www-form-urlencoded 送出 grant_type、client_id、client_secret，見 /api。";

    /// <summary>How long a token is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public static void MapTokenEndpoint(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Path, IssueAsync).AllowAnonymous().WithMetadata(new LimitedByAddressAttribute { IsForMachines = true }).ExcludeFromDescription();

    /// <summary>
    /// RFC 6749 allows only ASCII in <c>error_description</c>, and OpenIddict repeats it in a header: a Chinese one would break the answer.
    /// </summary>
    public static void SayShortly(ApplyTokenResponseContext context)
    {
        if (context.Response.Error is not null)
        {
            (context.Response.ErrorDescription, context.Response.ErrorUri) = ("See hint.", null);
        }
    }

    /// <summary>Adds the words of the other doors, once the headers are made.</summary>
    public static void SayInChinese(ApplyTokenResponseContext context)
    {
        if (context.Response.Error is { } error)
        {
            context.Response["hint"] = error switch
            {
                Errors.InvalidClient => "用戶端代碼或密鑰不對，或用戶端已停用。請核對後再試；密鑰遺失時請國教署重發。",
                Errors.UnsupportedGrantType or Errors.UnauthorizedClient => "只接受 grant_type=client_credentials。",
                Errors.InvalidScope => "不必填 scope，請移除後再試。",
                _ => Incomplete,
            };
        }
    }

    /// <summary>The answer while something is away, in the shape of the other refusals here.</summary>
    internal static Task AnswerAsync(HttpContext http, Outage outage) =>
        http.Response.WriteAsJsonAsync(
            new
            {
                error = Errors.TemporarilyUnavailable,
                error_description = "See hint.",
                hint = $"{outage.What}。請依 Retry-After 標頭的秒數再試。",
                code = outage.Code,
            },
            http.RequestAborted
        );

    /// <summary>Puts the reading of its forms before authentication, which is where OpenIddict reads them.</summary>
    public static void UseTokenForms(this WebApplication app) => app.Use((http, next) => ReadFormAsync(http, next));

    /// <summary>
    /// Refuses a body that is no form (a NUL, a name beyond all lengths, an end that came too early) before OpenIddict reads it, which would let the framework's
    /// word for it pass as a fault of ours.
    /// </summary>
    private static async Task ReadFormAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path == Path && http.Request.HasFormContentType)
        {
            try
            {
                await http.Request.ReadFormAsync(http.RequestAborted);
            }
            catch (Exception e) when (e is InvalidDataException or IOException && Outage.Of(e) is null)
            {
                http.Response.StatusCode = (e as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest;
                await http.Response.WriteAsJsonAsync(new { error = Errors.InvalidRequest, error_description = "See hint.", hint = Incomplete }, http.RequestAborted);
                return;
            }
        }

        await next(http);
    }

    private static async Task<IResult> IssueAsync(HttpContext http, StudentNetDb db, ClientRegister clients, TimeProvider clock)
    {
        var request = http.GetOpenIddictServerRequest()!;
        if (await clients.FindAsync(db, request.ClientId!, http.RequestAborted) is not { } client)
        {
            // The same words as for a wrong secret: a client that is switched off is not told so before it has proved who it is, and then by us.
            return Results.Forbid(
                new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidClient }),
                [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]
            );
        }

        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, client.ClientId).SetClaim(ClientAccess.StampClaim, client.Stamp);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        var act = ClientRegister.ActOf(client, client.Organisation, "取得存取憑證", "system.token", clock.GetUtcNow().UtcDateTime);
        await db.SaveAsync(act, http.RequestAborted);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}

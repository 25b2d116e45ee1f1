using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http.Extensions;
using OpenIddict.Validation.AspNetCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Web;

namespace StudentNet.Platform.Access;

/// <summary>How a refusal looks: whoever is not signed in is asked to; for everybody else the page is not there (domain §11).</summary>
internal sealed class RefusedAccess(DutyCatalogue duties) : IAuthorizationMiddlewareResultHandler
{
    /// <summary>Address of the sign-in page.</summary>
    public const string SignIn = "/sign-in";

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        // Before the person: a browser's session is nothing to an endpoint for machines.
        if (context.Request.Path.StartsWithSegments(ApiProblem.Path, StringComparison.Ordinal))
        {
            return RefuseMachineAsync(context, next);
        }

        if (context.RequestServices.GetRequiredService<ICallerContext>().Caller is { } caller)
        {
            Refuse(context, duties[caller.Duty]);
        }
        else
        {
            return AskAsync(context);
        }

        return Task.CompletedTask;
    }

    /// <summary>To the sign-in page; a form that comes in too late is kept instead, and the page that is shown then gives it back.</summary>
    private static async Task AskAsync(HttpContext context)
    {
        if (await context.RequestServices.GetRequiredService<KeptForms>().TakeAsync(context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else
        {
            context.Response.Redirect(SignInAddress(context.Request));
        }
    }

    // Which addresses the API has is written in its public document, so everybody may hear that there is none. That the method or the type of the
    // body is another, which endpoints of routing itself say (they have no route), is said only to whoever has a token.
    private static async Task RefuseMachineAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (endpoint is not RouteEndpoint && (await context.AuthenticateAsync(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme)).Succeeded)
        {
            await next(context);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Bearer";
        }
    }

    // The brand in the top bar leads to "/". A duty without a home page begins its day elsewhere.
    private static void Refuse(HttpContext context, Duty duty)
    {
        if (context.Request.Path == "/" && duty.Landing != "/")
        {
            context.Response.Redirect(duty.Landing);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    // What was posted is lost with the session, so a post leads back to its page.
    private static string SignInAddress(HttpRequest request)
    {
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var wanted = $"{request.Path}{(reads ? request.QueryString : default)}";
        return wanted is "/" or "" ? SignIn : SignIn + new QueryBuilder { { "return", wanted } };
    }
}

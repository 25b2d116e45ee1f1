using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StudentNet.Platform.Access;
using StudentNet.Platform.Clients;

namespace StudentNet.Modules.Exchange.Api;

/// <summary>The API door: <c>/api/v1</c>, for machine clients with a token. What each address does stands beside it, in words for its readers.</summary>
internal static class ApiEndpoints
{
    public const string Root = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddScoped<ClientReceipts>();
        services.AddScoped<Decision>();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        });
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Describe);
        return services;
    }

    public static void MapApi(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapOpenApi($"{Root}/openapi.json").AllowAnonymous();
        var api = endpoints.MapGroup(Root).RequireAuthorization(ClientAccess.Policy).AddEndpointFilter(LimitAsync);
        SendEndpoint.Map(api);
        ReceiptEndpoints.Map(api);
        DecisionEndpoints.Map(api);
        FormatEndpoints.Map(api);
    }

    private static ValueTask<object?> LimitAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var client = http.RequestServices.GetRequiredService<IClientContext>().Required;
        if (http.RequestServices.GetRequiredService<RateLimits>().SecondsToWait(client.ClientId) is not { } seconds)
        {
            return next(context);
        }

        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ValueTask.FromResult<object?>(ApiProblem.OfStatus(StatusCodes.Status429TooManyRequests));
    }
}

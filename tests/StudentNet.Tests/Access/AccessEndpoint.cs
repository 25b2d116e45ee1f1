using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Platform.Functions;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Access;

/// <summary>An endpoint and one of its methods; a named handler of a page counts as one: <c>POST:Submit</c>.</summary>
internal sealed record AccessEndpoint(string Template, string Method)
{
    /// <summary>Whether a page answers there.</summary>
    public bool IsPage { get; private init; }

    /// <summary>Code of the function it belongs to; null: none.</summary>
    public string? Function { get; private init; }

    /// <summary>Whether the method may change something.</summary>
    public bool Writes => !Method.StartsWith("GET", StringComparison.Ordinal);

    /// <summary>How a build run in place finds files added to wwwroot since.</summary>
    private const string NewAssets = "{**path:file}";

    /// <summary>All that the application serves, but for its stylesheets, scripts and pictures.</summary>
    public static async Task<IReadOnlyList<AccessEndpoint>> AllAsync(TestApp app)
    {
        var found = new SortedDictionary<(string, string), (bool IsPage, string? Function)>();
        var pages = app.Services.GetRequiredService<PageLoader>();
        foreach (var endpoint in app.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().Distinct())
        {
            if (endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || endpoint.RoutePattern.RawText == NewAssets)
            {
                continue;
            }

            var template = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            foreach (var method in endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page ? await HandlersAsync(pages, page) : Methods(endpoint))
            {
                found.TryAdd((template, method), (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null, endpoint.Metadata.GetMetadata<FunctionAttribute>()?.Code));
            }
        }

        return [.. found.Select(e => new AccessEndpoint(e.Key.Item1, e.Key.Item2) { IsPage = e.Value.IsPage, Function = e.Value.Function })];
    }

    private static IEnumerable<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static async Task<IEnumerable<string>> HandlersAsync(PageLoader pages, PageActionDescriptor page)
    {
        var compiled = await pages.LoadAsync(page, Microsoft.AspNetCore.Http.EndpointMetadataCollection.Empty);
        // A page that overrides OnPageHandlerExecuting gets a handler for the "method" PAGE out of it.
        var handlers = compiled
            .HandlerMethods.Where(h => h.HttpMethod is "Get" or "Post" or "Put" or "Delete")
            .Select(h => h.HttpMethod.ToUpperInvariant() + (h.Name is { } name ? $":{name}" : ""))
            .ToList();
        return handlers.Contains("GET") ? handlers : handlers.Prepend("GET");
    }
}

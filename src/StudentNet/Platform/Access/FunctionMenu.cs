using StudentNet.Platform.Accounts;
using StudentNet.Platform.Functions;

namespace StudentNet.Platform.Access;

/// <summary>
/// Which functions somebody sees: those that are built (an endpoint carries their code) and that their duty opens. A function of the slides that is
/// not built yet does not appear.
/// </summary>
public sealed class FunctionMenu(FunctionCatalogue functions, FunctionAccess access, EndpointDataSource endpoints)
{
    private const string Home = "/";

    private readonly Lazy<IReadOnlyDictionary<string, string>> _built = new(() => Built(functions, endpoints));

    /// <summary>The caller's functions in the order of <c>functions.csv</c>.</summary>
    public IReadOnlyList<Function> Of(Caller caller) => [.. functions.All.Where(f => _built.Value.ContainsKey(f.Code) && access.IsOpen(f, caller))];

    /// <summary>Address of a built function's first page; the home page is where those are found that have none of their own (H is the home page itself).</summary>
    public string Href(Function function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return _built.Value.GetValueOrDefault(function.Code, Home);
    }

    // A function's first page is the address that is its code; "/P2.31/{caseNo?}" answers there too.
    private static Dictionary<string, string> Built(FunctionCatalogue functions, EndpointDataSource endpoints)
    {
        var codes = endpoints
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<FunctionAttribute>() is { } function && IsFirstPage(e, function.Code))
            .Select(e => e.Metadata.GetMetadata<FunctionAttribute>()!.Code)
            .ToHashSet(StringComparer.Ordinal);
        return functions.All.Where(f => codes.Contains(f.Code)).ToDictionary(f => f.Code, f => $"/{f.Code}", StringComparer.Ordinal);
    }

    private static bool IsFirstPage(RouteEndpoint endpoint, string code) =>
        endpoint.RoutePattern.PathSegments is [{ Parts: [Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart { Content: var first }] }, ..] segments
        && first == code
        && segments.Skip(1).All(s => s.Parts is [Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { IsOptional: true }]);
}

using Microsoft.AspNetCore.WebUtilities;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>Links to the page one is on with some of its query changed: filters, order and page number live in the address.</summary>
internal static class QueryLink
{
    /// <summary>Name of the page number in the address; a new filter or order starts again at the first page.</summary>
    public const string Page = "page";

    /// <summary>The address of this page with these values set; null takes one out. The page number is dropped unless it is set.</summary>
    public static string With(HttpRequest request, params (string Name, string? Value)[] changes)
    {
        var query = request.Query
            .Where(pair => pair.Key != Page && !pair.Key.StartsWith("handler", StringComparison.OrdinalIgnoreCase))
            .Where(pair => changes.All(change => change.Name != pair.Key))
            .SelectMany(pair => pair.Value, (pair, value) => KeyValuePair.Create(pair.Key, value))
            .Concat(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value)));
        return QueryHelpers.AddQueryString($"{request.PathBase}{request.Path}", query);
    }

    /// <summary>One value of the address; an absent one is empty.</summary>
    public static string Value(HttpRequest request, string name) => request.Query[name].ToString();
}

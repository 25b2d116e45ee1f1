using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace StudentNet.Modules.Exchange.Api;

/// <summary>介接說明: how to get a token, send, ask and fetch, with examples; below it what every address does, taken from the endpoints themselves.</summary>
[AllowAnonymous]
public sealed class GuideModel(IApiDescriptionGroupCollectionProvider descriptions) : PageModel
{
    /// <summary>Address of this installation, for examples that can be pasted.</summary>
    public string Site => $"{Request.Scheme}://{Request.Host}";

    /// <summary>The addresses of the API in groups, in the order in which one needs them.</summary>
    public IReadOnlyList<(string Group, IReadOnlyList<ApiAddress> Addresses)> Addresses { get; private set; } = [];

    /// <summary>Types that a body may say it is.</summary>
    public static IReadOnlyList<string> Types => FileBody.Types;

    public void OnGet() =>
        Addresses =
        [
            .. descriptions
                .ApiDescriptionGroups.Items.SelectMany(g => g.Items)
                .Where(d => d.RelativePath?.StartsWith(ApiEndpoints.Root.TrimStart('/'), StringComparison.Ordinal) is true)
                .Select(d => (Group: Of<ITagsMetadata>(d)?.Tags[0] ?? "", Address: AddressOf(d)))
                .Where(d => d.Group.Length > 0)
                .GroupBy(d => d.Group)
                .Select(g => (g.Key, (IReadOnlyList<ApiAddress>)[.. g.Select(d => d.Address)])),
        ];

    private static ApiAddress AddressOf(ApiDescription description) =>
        new(
            description.HttpMethod ?? "GET",
            // A reader needs the name of a part of the address, not the type routing wants of it.
            "/" + description.RelativePath?.Replace(":long", "", StringComparison.Ordinal),
            Of<IEndpointSummaryMetadata>(description)?.Summary ?? "",
            Of<IEndpointDescriptionMetadata>(description)?.Description ?? ""
        );

    private static T? Of<T>(ApiDescription description)
        where T : class => description.ActionDescriptor.EndpointMetadata.OfType<T>().LastOrDefault();
}

/// <summary>An address of the API.</summary>
public sealed record ApiAddress(string Method, string Path, string Summary, string Description);

using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;sort-header key="name"&gt;姓名&lt;/sort-header&gt;: a column header that orders the list by ?sort=name, then by ?sort=-name.</summary>
[HtmlTargetElement("sort-header")]
public sealed class SortHeaderTagHelper : TagHelper
{
    private const string Sort = "sort";

    /// <summary>The request, for its address.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Name of the column in the address.</summary>
    public string Key { get; set; } = "";

    /// <summary>Whether the list has this order when the address names none.</summary>
    public bool Default { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var word = await output.GetChildContentAsync();
        var request = ViewContext.HttpContext.Request;
        var current = QueryLink.Value(request, Sort);
        var isUp = current == Key || (Default && current.Length == 0);
        var isDown = current == $"-{Key}";
        output.TagName = "th";
        output.Attributes.SetAttribute("scope", "col");
        if (isUp || isDown)
        {
            output.Attributes.SetAttribute("aria-sort", isUp ? "ascending" : "descending");
        }

        var link = Html.Element("a", "sort", word).With("href", QueryLink.With(request, (Sort, isUp ? $"-{Key}" : Key)));
        if (isUp || isDown)
        {
            link.InnerHtml.AppendHtml(Icons.Build(ViewContext, isUp ? "arrow-up" : "arrow-down"));
        }

        output.Content.SetHtmlContent(link);
    }
}

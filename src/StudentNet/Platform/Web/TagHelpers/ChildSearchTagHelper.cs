using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using StudentNet.Platform.Access;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>
/// A form in which children are searched for by name or number: <c>&lt;form finds-children …&gt;</c>. It is posted, so that the words stand in no address,
/// and leads back to its page, or to the one that <c>finds-at</c> names, with the words sealed.
/// </summary>
[HtmlTargetElement("form", Attributes = "finds-children")]
public sealed class ChildSearchTagHelper(IHtmlGenerator generator) : TagHelper
{
    /// <summary>Address of the list, where it is another page.</summary>
    public string? FindsAt { get; set; }

    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var request = ViewContext.HttpContext.Request;
        output.Attributes.RemoveAll("finds-children");
        if (request.Query.ContainsKey(SearchWords.Parameter))
        {
            // What was found is searched on: the field has the focus again.
            output.Attributes.SetAttribute("data-searched", "");
        }

        output.Attributes.SetAttribute("method", "post");
        output.Attributes.SetAttribute("action", $"{request.PathBase}{SearchWords.Path}");
        var to = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        to.MergeAttributes(new Dictionary<string, string?> { ["type"] = "hidden", ["name"] = "to", ["value"] = FindsAt ?? request.Path.Value });
        output.PostContent.AppendHtml(to);
        output.PostContent.AppendHtml(generator.GenerateAntiforgery(ViewContext));
    }
}

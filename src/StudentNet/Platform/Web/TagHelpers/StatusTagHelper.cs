using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;status tone="Ok"&gt;已提交&lt;/status&gt; or &lt;status value="row.Status" /&gt;: a tag of icon and word.</summary>
[HtmlTargetElement("status", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class StatusTagHelper : TagHelper
{
    /// <summary>The request, for the icons.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Tone, word and icon together.</summary>
    public Status? Value { get; set; }

    /// <summary>What the colour means.</summary>
    public Tone Tone { get; set; }

    /// <summary>Icon other than the usual one of the tone; empty for none.</summary>
    public string? Icon { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var written = await output.GetChildContentAsync();
        IHtmlContent word = Value is null ? written : Html.Encoded(Value.Word);
        var tag = Build(ViewContext, Value ?? new Status(Tone, "", Icon), word);
        output.TagName = tag.TagName;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", tag.Attributes["class"]);
        output.Content.SetHtmlContent(tag.InnerHtml);
    }

    /// <summary>The tag as an element, for other tag helpers.</summary>
    internal static TagBuilder Build(ViewContext view, Status status, IHtmlContent? word = null)
    {
        var tag = Html.Element("span", status.Tone == Tone.None ? "tag" : $"tag tag-{status.Tone.Css()}");
        if (!string.IsNullOrEmpty(status.IconOrDefault))
        {
            tag.InnerHtml.AppendHtml(Icons.Build(view, status.IconOrDefault));
        }

        tag.InnerHtml.AppendHtml(word ?? Html.Encoded(status.Word));
        return tag;
    }
}

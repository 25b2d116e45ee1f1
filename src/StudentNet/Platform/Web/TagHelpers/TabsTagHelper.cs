using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;tabs label="報到方式" note="已處理 226 / 300"&gt;&lt;tab …/&gt;&lt;/tabs&gt;: pages that belong together, as links.</summary>
[HtmlTargetElement("tabs")]
public sealed class TabsTagHelper : TagHelper
{
    /// <summary>Name of the strip, for screen readers.</summary>
    public string Label { get; set; } = "分頁內容";

    /// <summary>A remark at the right end.</summary>
    public string? Note { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "nav";
        var css = output.Attributes["class"]?.Value?.ToString();
        output.Attributes.SetAttribute("class", css is null ? "tabs pad" : $"tabs pad {css}");
        output.Attributes.SetAttribute("aria-label", Label);
        if (Note is not null)
        {
            output.PostContent.AppendHtml(Html.Text("span", Note, "tabs-note"));
        }
    }
}

/// <summary>&lt;tab href="/N3.31/conflicts" count="1" tone="Bad"&gt;重複報到&lt;/tab&gt;: one tab; current when its path is that of the page, or when said so.</summary>
[HtmlTargetElement("tab")]
public sealed class TabTagHelper : TagHelper
{
    /// <summary>The request, for its address.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Where it leads.</summary>
    public string Href { get; set; } = "";

    /// <summary>Says itself whether it is the current one.</summary>
    public bool? Current { get; set; }

    /// <summary>How many there are inside.</summary>
    public int? Count { get; set; }

    /// <summary>Words in place of a figure, for example 待確認.</summary>
    public string? Badge { get; set; }

    /// <summary>Bad makes the figure stand out.</summary>
    public Tone Tone { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var request = ViewContext.HttpContext.Request;
        var href = Href.StartsWith("~/", StringComparison.Ordinal) ? $"{request.PathBase}{Href[1..]}" : Href;
        output.TagName = "a";
        output.Attributes.SetAttribute("href", href);
        if (Current ?? href == $"{request.PathBase}{request.Path}")
        {
            output.Attributes.SetAttribute("aria-current", "page");
        }

        var badge = Badge ?? Count?.ToString("N0", CultureInfo.InvariantCulture);
        if (badge is not null)
        {
            output.PostContent.Append(" ").AppendHtml(Html.Text("span", badge, Tone == Tone.Bad ? "count count-bad" : "count"));
        }
    }
}

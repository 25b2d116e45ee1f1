using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;icon name="lock" /&gt; draws one symbol named in icons.txt; give a label when the icon stands alone.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class IconTagHelper : TagHelper
{
    /// <summary>The request, for the address of the sprite.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Name of the symbol.</summary>
    public string Name { get; set; } = "";

    /// <summary>What it says where no word stands beside it.</summary>
    public string? Label { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var icon = Icons.Build(ViewContext, Name, Label);
        output.TagName = icon.TagName;
        output.TagMode = TagMode.StartTagAndEndTag;
        var given = output.Attributes["class"]?.Value?.ToString();
        foreach (var (name, value) in icon.Attributes)
        {
            output.Attributes.SetAttribute(name, name == "class" && given is not null ? $"{value} {given}" : value);
        }

        output.Content.SetHtmlContent(icon.InnerHtml);
    }
}

/// <summary>Draws icons inside other tag helpers.</summary>
internal static class Icons
{
    private const string Sprite = "lib/icons.svg";

    /// <summary>The icon as markup, hidden from screen readers: made once for all rows of a long list.</summary>
    public static HtmlString Decoration(ViewContext view, string name) => new($"<svg aria-hidden=\"true\" class=\"icon\">{Use(view, name)}</svg>");

    /// <summary>The icon as an element. Without a label it is decoration and hidden from screen readers.</summary>
    public static TagBuilder Build(ViewContext view, string name, string? label = null)
    {
        var svg = new TagBuilder("svg");
        svg.AddCssClass("icon");
        if (label is null)
        {
            svg.Attributes["aria-hidden"] = "true";
        }
        else
        {
            svg.Attributes["role"] = "img";
            svg.Attributes["aria-label"] = label;
        }

        svg.InnerHtml.AppendHtml(Use(view, name));
        return svg;
    }

    private static string Use(ViewContext view, string name)
    {
        var assets = view.HttpContext.GetEndpoint()?.Metadata.GetMetadata<ResourceAssetCollection>();
        var address = $"{view.HttpContext.Request.PathBase}/{assets?[Sprite] ?? Sprite}#{name}";
        return $"<use href=\"{HtmlEncoder.Default.Encode(address)}\"></use>";
    }

    /// <summary>The icon, or nothing when there is no name.</summary>
    public static IHtmlContent BuildOptional(ViewContext view, string? name) =>
        name is null ? HtmlString.Empty : Build(view, name);
}

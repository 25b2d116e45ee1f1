using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>Short ways to build elements in tag helpers; text is always encoded.</summary>
internal static class Html
{
    /// <summary>An element with a class and text.</summary>
    public static TagBuilder Text(string tag, string text, string? css = null)
    {
        var element = Element(tag, css);
        element.InnerHtml.Append(text);
        return element;
    }

    /// <summary>An element with a class and children.</summary>
    public static TagBuilder Element(string tag, string? css = null, params IHtmlContent[] children)
    {
        var element = new TagBuilder(tag);
        if (!string.IsNullOrEmpty(css))
        {
            element.AddCssClass(css);
        }

        foreach (var child in children)
        {
            element.InnerHtml.AppendHtml(child);
        }

        return element;
    }

    /// <summary>Sets an attribute when there is a value, and returns the element.</summary>
    public static TagBuilder With(this TagBuilder element, string attribute, string? value)
    {
        if (value is not null)
        {
            element.Attributes[attribute] = value;
        }

        return element;
    }

    /// <summary>Plain text as encoded content.</summary>
    public static IHtmlContent Encoded(string text) => new HtmlContentBuilder().Append(text);
}

using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;due value="Countdown.Until(deadline, now)" /&gt;: the time left, its figures large.</summary>
[HtmlTargetElement("due", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class DueTagHelper : TagHelper
{
    /// <summary>The time left; null draws nothing.</summary>
    public Countdown? Value { get; set; }

    /// <summary>A word before it, for example 檢核.</summary>
    public string? Prefix { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (Value is null)
        {
            output.SuppressOutput();
            return;
        }

        output.Content.SetHtmlContent(Build(Value, Prefix, output.Attributes["class"]?.Value?.ToString()));
        output.Attributes.Clear();
    }

    /// <summary>The countdown as an element, for other tag helpers.</summary>
    internal static TagBuilder Build(Countdown due, string? prefix = null, string? css = null)
    {
        var element = Html.Element("span", css);
        element.AddCssClass(due.Tone is Tone.Warn or Tone.Bad ? $"due due-{due.Tone.Css()}" : "due");
        var text = prefix;
        foreach (var part in due.Parts)
        {
            if (!part.IsFigure)
            {
                text += part.Text;
                continue;
            }

            element.InnerHtml.Append($"{text} ").AppendHtml(Html.Text("b", part.Text)).Append(" ");
            text = null;
        }

        element.InnerHtml.Append(text ?? "");
        return element;
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;card title="待辦" count="4"&gt;…&lt;/card&gt;: a section with a head, named by its title. &lt;card-tools&gt; inside goes to the right of the head.</summary>
[HtmlTargetElement("card")]
public sealed class CardTagHelper : TagHelper
{
    /// <summary>What the card is about.</summary>
    public string Title { get; set; } = "";

    /// <summary>How many things are in it.</summary>
    public int? Count { get; set; }

    /// <summary>A remark beside the title.</summary>
    public string? Note { get; set; }

    /// <summary>Pads the content, which tables and lists do not want.</summary>
    public bool Padded { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var tools = new CardTools();
        context.Items[typeof(CardTools)] = tools;
        var body = await output.GetChildContentAsync();
        var id = output.Attributes["id"]?.Value?.ToString() ?? $"card-{context.UniqueId}";
        var head = Html.Element("div", "card-head", Html.Text("h2", Title).With("id", $"{id}-title"));
        if (Count is { } count)
        {
            head.InnerHtml.AppendHtml(Html.Text("span", count.ToString("N0", CultureInfo.InvariantCulture), "count"));
        }

        if (Note is not null)
        {
            head.InnerHtml.AppendHtml(Html.Text("span", Note, "xs muted"));
        }

        if (tools.Content is not null)
        {
            head.InnerHtml.AppendHtml(Html.Element("span", "push", tools.Content));
        }

        var css = output.Attributes["class"]?.Value?.ToString();
        output.TagName = "section";
        output.Attributes.SetAttribute("class", css is null ? "card" : $"card {css}");
        output.Attributes.SetAttribute("aria-labelledby", $"{id}-title");
        output.Content.AppendHtml(head).AppendHtml(Padded ? Html.Element("div", "card-body", body) : body);
    }
}

/// <summary>&lt;card-tools&gt;: links and buttons at the right of a card's head.</summary>
[HtmlTargetElement("card-tools", ParentTag = "card")]
public sealed class CardToolsTagHelper : TagHelper
{
    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (context.Items.TryGetValue(typeof(CardTools), out var tools))
        {
            ((CardTools)tools).Content = await output.GetChildContentAsync();
        }

        output.SuppressOutput();
    }
}

/// <summary>Carries the tools from inside a card to its head.</summary>
internal sealed class CardTools
{
    public TagHelperContent? Content { get; set; }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;filter-chip name="state" value="open" count="74"&gt;未處理&lt;/filter-chip&gt;: a filter that lives in the address. An empty value means all.</summary>
[HtmlTargetElement("filter-chip")]
public sealed class FilterChipTagHelper : TagHelper
{
    private Tone? _swatch;

    /// <summary>The request, for its address.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Name of the filter in the address.</summary>
    public string Name { get; set; } = "";

    /// <summary>The value this chip sets; empty for all.</summary>
    public string? Value { get; set; }

    /// <summary>How many rows it would show.</summary>
    public int? Count { get; set; }

    /// <summary>Name in <c>figures.csv</c> of what it counts; null: it has none.</summary>
    public string? Figure { get; set; }

    /// <summary>Whose figure it is, as <see cref="FigureValueTagHelper.Of"/>.</summary>
    public string? Whose { get; set; }

    /// <summary>A small square in the colour that the rows have elsewhere on the page.</summary>
    // Not nullable, so that pages can write swatch="Ok"; whether it was written is kept beside it.
    public Tone Swatch
    {
        get => _swatch ?? Tone.None;
        set => _swatch = value;
    }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var word = await output.GetChildContentAsync();
        var request = ViewContext.HttpContext.Request;
        var value = Value ?? "";
        output.TagName = "a";
        output.Attributes.SetAttribute("class", "chip");
        output.Attributes.SetAttribute("href", QueryLink.With(request, (Name, value.Length == 0 ? null : value)));
        if (QueryLink.Value(request, Name) == value)
        {
            output.Attributes.SetAttribute("aria-current", "true");
        }

        if (_swatch is { } tone)
        {
            output.Content.AppendHtml(Html.Element("span", $"swatch tone-{(tone == Tone.None ? "mute" : tone.Css())}"));
        }

        output.Content.AppendHtml(word);
        if (Count is { } count)
        {
            output.Content.Append(" ").AppendHtml(Html.Text("b", count.ToString("N0", CultureInfo.InvariantCulture)));
            if (Figure is not null)
            {
                output.Attributes.SetAttribute("data-figure", Figure);
                output.Attributes.SetAttribute("data-of", Whose);
                output.Attributes.SetAttribute("data-value", count.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using StudentNet.Platform.Jobs;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>
/// &lt;figure-name of="N3.here" /&gt;: the name of a figure as a button that opens its definition, also by keyboard and without script; the mouse sees it
/// on hover. The definitions of a page are drawn once, by the layout.
/// </summary>
[HtmlTargetElement("figure-name", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FigureNameTagHelper(FigureTitles titles) : TagHelper
{
    private const string Key = "StudentNet.Figures";

    /// <summary>The request, for the definitions of the page.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>Name in <c>figures.csv</c>.</summary>
    public string Of { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var figure = titles.Of(Of);
        var shown = Shown(ViewContext.HttpContext);
        if (shown.All(f => f.Name != figure.Name))
        {
            shown.Add(figure);
        }

        output.TagName = "button";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("type", "button");
        output.Attributes.SetAttribute("class", "def");
        output.Attributes.SetAttribute("popovertarget", IdOf(figure));
        output.Attributes.SetAttribute("title", figure.Definition);
        output.Content.SetContent(figure.Title);
    }

    /// <summary>The figures whose names the page has shown so far.</summary>
    public static List<FigureTitle> Shown(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Items[Key] is List<FigureTitle> shown)
        {
            return shown;
        }

        context.Items[Key] = shown = [];
        return shown;
    }

    /// <summary>Where its definition stands on the page.</summary>
    public static string IdOf(FigureTitle figure) => $"def-{(figure ?? throw new ArgumentNullException(nameof(figure))).Name.Replace('.', '-')}";
}

/// <summary>
/// &lt;td class="num" figure="N3.here" of="@school.Code" value="@figures.Here"&gt;: a figure with its number, grey where it is 0; which figure of whom stands in
/// the page, so that the same figure on two pages can be compared (FigureTruthTests).
/// </summary>
[HtmlTargetElement("*", Attributes = "figure,of,value")]
public sealed class FigureValueTagHelper : TagHelper
{
    /// <summary>Name in <c>figures.csv</c>.</summary>
    public string Figure { get; set; } = "";

    /// <summary>Whose: an organisation's code, with the level or term where the figure is of one: <c>999601|1</c>.</summary>
    public string Of { get; set; } = "";

    /// <summary>How many.</summary>
    public long Value { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.SetAttribute("data-figure", Figure);
        output.Attributes.SetAttribute("data-of", Of);
        output.Attributes.SetAttribute("data-value", Value.ToString(CultureInfo.InvariantCulture));
        if (Value == 0)
        {
            output.Attributes.SetAttribute("class", $"{output.Attributes["class"]?.Value} nil".Trim());
        }

        output.Content.SetContent(Value.ToString("N0", CultureInfo.InvariantCulture));
    }
}

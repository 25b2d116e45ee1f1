using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;error-summary /&gt; lists what is wrong, each line a link to its field. Draws nothing while the form is sound.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    /// <summary>The form's state.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var wrong = ViewContext.ModelState
            .OrderBy(entry => FieldLabels.Place(ViewContext, entry.Key), StringComparer.Ordinal)
            .SelectMany(entry => entry.Value!.Errors.Select(error => (entry.Key, error.ErrorMessage)))
            .ToList();
        if (wrong.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "errors");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        // The script moves the focus here, so that keyboard and screen reader start at what is wrong.
        output.Attributes.SetAttribute("data-focus", "");
        var title = Html.Element("h2", null, Icons.Build(ViewContext, "exclamation-octagon-fill"));
        title.InnerHtml.Append($"有 {wrong.Count} 個地方要修正");
        var list = Html.Element("ul");
        foreach (var (key, message) in wrong)
        {
            list.InnerHtml.AppendHtml(Html.Element("li", null, Line(key, message)));
        }

        output.Content.AppendHtml(title).AppendHtml(list);
    }

    private TagBuilder Line(string key, string message)
    {
        if (key.Length == 0)
        {
            return Html.Text("span", message);
        }

        var label = FieldLabels.Of(ViewContext, key);
        return Html.Text("a", label is null ? message : $"{label}：{message}").With("href", $"#{FieldLabels.Id(key)}");
    }
}

using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;empty-state title="沒有符合的學生" why="已套用：未處理"&gt;one way out&lt;/empty-state&gt;: says why a list is empty, and what to do next; where the page says nothing and the list is filtered, to clear the filter.</summary>
[HtmlTargetElement("empty-state", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class EmptyStateTagHelper : TagHelper
{
    /// <summary>The request, for the icon.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>What is not there.</summary>
    public string Title { get; set; } = "";

    /// <summary>Why, or what will appear and when.</summary>
    public string? Why { get; set; }

    /// <summary>Who does what next, and when, where that is not the reader: 國教署 9/15 執行全國大比對.</summary>
    public string? Next { get; set; }

    /// <summary>The icon above; <c>check-circle</c> says that nothing is to be done.</summary>
    public string Icon { get; set; } = "inbox";

    /// <summary>Parameters that say where one is, and narrow nothing.</summary>
    private static readonly string[] Places = ["level", "year", "term", "page", "handler", "kind", "by"];

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var wayOut = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Icon == "check-circle" ? "empty is-done" : "empty");
        output.Content.AppendHtml(Icons.Build(ViewContext, Icon)).AppendHtml(Html.Text("b", Title));
        if (Why is not null)
        {
            output.Content.AppendHtml(Html.Text("span", Why));
        }

        if (Next is not null)
        {
            output.Content.AppendHtml(Html.Text("span", $"接下來：{Next}", "next"));
        }

        output.Content.AppendHtml(wayOut.IsEmptyOrWhiteSpace && IsFiltered ? Unfiltered() : wayOut);
    }

    /// <summary>The address narrows the list: with none of it there may be something.</summary>
    private bool IsFiltered => ViewContext.HttpContext.Request.Query.Any(q => !Places.Contains(q.Key) && !string.IsNullOrEmpty(q.Value));

    private TagBuilder Unfiltered()
    {
        var request = ViewContext.HttpContext.Request;
        var kept = request.Query.Where(q => Places.Contains(q.Key) && q.Key != "page").SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value));
        return Html.Text("a", "清除篩選", "btn btn-sm").With("href", $"{request.PathBase}{request.Path}{QueryString.Create(kept)}");
    }
}

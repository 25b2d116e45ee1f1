using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;pager page="Model.Page" /&gt;: which rows are shown, and links to the other pages that keep filter and order.</summary>
[HtmlTargetElement("pager", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PagerTagHelper : TagHelper
{
    private const int Around = 2;

    /// <summary>The request, for its address.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>The part of the list that is shown.</summary>
    public PageOf Page { get; set; } = null!;

    /// <summary>What is counted: 筆, 人, 列.</summary>
    public string Unit { get; set; } = "筆";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "pager");
        var words = Page.Total == 0
            ? $"共 0 {Unit}"
            : string.Create(CultureInfo.InvariantCulture, $"第 {Page.First:N0}–{Page.Last:N0} {Unit}，共 {Page.Total:N0} {Unit}");
        output.Content.AppendHtml(Html.Text("span", words, "soft sm"));
        if (Page.Count == 1)
        {
            return;
        }

        var list = Html.Element("ul", null, Step(Page.Current - 1, "上一頁"));
        var last = 0;
        foreach (var number in Numbers())
        {
            if (number > last + 1)
            {
                list.InnerHtml.AppendHtml(Html.Element("li", null, Html.Text("span", "…", "muted")));
            }

            list.InnerHtml.AppendHtml(Html.Element("li", null, Link(number, $"{number}", $"第 {number} 頁")));
            last = number;
        }

        list.InnerHtml.AppendHtml(Step(Page.Current + 1, "下一頁"));
        output.Content.AppendHtml(Html.Element("nav", null, list).With("aria-label", "分頁"));
    }

    private IEnumerable<int> Numbers() => Enumerable.Range(1, Page.Count)
        .Where(number => number == 1 || number == Page.Count || Math.Abs(number - Page.Current) <= Around);

    private IHtmlContent Step(int number, string word) =>
        number < 1 || number > Page.Count ? HtmlString.Empty : Html.Element("li", null, Link(number, word, null));

    private TagBuilder Link(int number, string text, string? label) => Html.Text("a", text)
        .With("href", QueryLink.With(ViewContext.HttpContext.Request, (QueryLink.Page, number == 1 ? null : $"{number}")))
        .With("aria-label", label)
        .With("aria-current", number == Page.Current ? "page" : null);
}

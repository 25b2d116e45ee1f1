using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;window-banner model="banner"&gt;…buttons…&lt;/window-banner&gt;: how the filing window stands; null draws nothing.</summary>
[HtmlTargetElement("window-banner", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class WindowBannerTagHelper : TagHelper
{
    /// <summary>The request, for the icons.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>What the banner says.</summary>
    public BannerModel? Model { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (Model is null)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "section";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", $"banner tone-{Model.Tone.Css()}");
        output.Attributes.SetAttribute("aria-label", $"作業期程：{Model.Title}");
        output.Content.AppendHtml(Icons.Build(ViewContext, Model.IconOrDefault));
        output.Content.AppendHtml(Words(Model));
        if (Model.Due is not null)
        {
            output.Content.AppendHtml(DueTagHelper.Build(Model.Due));
        }

        var actions = await output.GetChildContentAsync();
        if (Model.Status is null && actions.IsEmptyOrWhiteSpace)
        {
            return;
        }

        var row = Html.Element("div", "row");
        if (Model.Status is not null)
        {
            row.InnerHtml.AppendHtml(StatusTagHelper.Build(ViewContext, Model.Status));
        }

        row.InnerHtml.AppendHtml(actions);
        output.Content.AppendHtml(row);
    }

    private static TagBuilder Words(BannerModel model)
    {
        var first = Html.Element("p", null, Html.Text("b", model.Title));
        if (model.Period is not null)
        {
            first.InnerHtml.Append($"　{model.Period}");
        }

        var words = Html.Element("div", "banner-main", first);
        if (model.Detail is not null)
        {
            words.InnerHtml.AppendHtml(Html.Text("p", model.Detail));
        }

        if (model.Receipt is { } receipt)
        {
            var line = Html.Text("p", $"{receipt.Said}　{Moment.Full(receipt.At)} {receipt.By}，收執碼 ");
            line.InnerHtml.AppendHtml(receipt.Href is null
                ? Html.Text("span", receipt.Code, "id")
                : Html.Text("a", receipt.Code, "id").With("href", receipt.Href));
            words.InnerHtml.AppendHtml(line);
        }

        return words;
    }
}

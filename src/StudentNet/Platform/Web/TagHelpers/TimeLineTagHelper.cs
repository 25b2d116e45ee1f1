using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;time-line&gt; holds &lt;time-entry&gt; elements: what happened, newest first.</summary>
[HtmlTargetElement("time-line")]
public sealed class TimeLineTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "ol";
        output.Attributes.SetAttribute("class", "timeline card-body");
    }
}

/// <summary>&lt;time-entry icon="people" tone="Info" title="電話訪查" at="visit.At" by="王測甲"&gt;三次未接。&lt;/time-entry&gt;</summary>
[HtmlTargetElement("time-entry", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TimeEntryTagHelper : TagHelper
{
    /// <summary>The request, for the icon.</summary>
    [ViewContext, HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <summary>The icon in the dot.</summary>
    public string Icon { get; set; } = "clock";

    /// <summary>What the colour means.</summary>
    public Tone Tone { get; set; }

    /// <summary>What happened.</summary>
    public string Title { get; set; } = "";

    /// <summary>When, in UTC.</summary>
    public DateTime? At { get; set; }

    /// <summary>The day, where no clock time is known.</summary>
    public DateOnly? On { get; set; }

    /// <summary>Who or which source said so.</summary>
    public string? By { get; set; }

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var words = await output.GetChildContentAsync();
        output.TagName = "li";
        output.TagMode = TagMode.StartTagAndEndTag;
        if (Tone != Tone.None)
        {
            output.Attributes.SetAttribute("class", $"tone-{Tone.Css()}");
        }

        var when = Html.Element("span", "when");
        if (RocDateTagHelper.Build(On, At) is { } time)
        {
            when.InnerHtml.AppendHtml(time);
        }

        if (By is not null)
        {
            when.InnerHtml.Append($"　{By}");
        }

        var what = Html.Element("div", null, Html.Element("div", "what", Html.Text("b", Title), when));
        if (!words.IsEmptyOrWhiteSpace)
        {
            what.InnerHtml.AppendHtml(Html.Element("div", "soft", words));
        }

        output.Content.AppendHtml(Html.Element("span", "dot", Icons.Build(ViewContext, Icon))).AppendHtml(what);
    }
}

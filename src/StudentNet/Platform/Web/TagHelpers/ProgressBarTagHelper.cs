using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;progress-bar value="58" max="60" unit="班" label="匯入進度" /&gt;: the native element with its figures; without max, something that runs.</summary>
[HtmlTargetElement("progress-bar", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ProgressBarTagHelper : TagHelper
{
    /// <summary>How much is done.</summary>
    public long Value { get; set; }

    /// <summary>How much there is; null while nobody knows.</summary>
    public long? Max { get; set; }

    /// <summary>What is counted.</summary>
    public string Unit { get; set; } = "";

    /// <summary>What is in progress, for screen readers.</summary>
    public string Label { get; set; } = "進度";

    /// <summary>What the colour means.</summary>
    public Tone Tone { get; set; } = Tone.Info;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Tone is Tone.Info or Tone.None ? "prog" : $"prog tone-{Tone.Css()}");
        var bar = Html.Element("progress").With("aria-label", Label);
        if (Max is { } max)
        {
            // HTML knows no bar of length 0; nothing to do is drawn as nothing done.
            bar.With("max", Number(Math.Max(1, max), "0")).With("value", Number(Value, "0"));
        }

        var unit = Unit.Length == 0 ? "" : $" {Unit}";
        var words = Max is { } all ? $"{Number(Value, "N0")} / {Number(all, "N0")}{unit}" : "處理中…";
        output.Content.AppendHtml(bar).AppendHtml(Html.Text("span", words));
    }

    private static string Number(long value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

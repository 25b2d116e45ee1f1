using Microsoft.AspNetCore.Razor.TagHelpers;
using StudentNet.Kernel;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;roc-date value="birth" /&gt; → 115/09/01 with the ISO date in the title; at="…" takes a UTC time instead.</summary>
[HtmlTargetElement("roc-date", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class RocDateTagHelper : TagHelper
{
    /// <summary>A calendar day.</summary>
    public DateOnly? Value { get; set; }

    /// <summary>A moment in UTC, shown as day and time of Taipei.</summary>
    public DateTime? At { get; set; }

    /// <summary>Leaves the year out and adds the weekday, as deadlines do: 09/30（三）.</summary>
    public bool Weekday { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (Value is null && At is null)
        {
            output.TagName = "span";
            output.TagMode = TagMode.StartTagAndEndTag;
            output.Attributes.SetAttribute("class", "muted");
            output.Content.SetContent("—");
            return;
        }

        var day = Value ?? TaipeiTime.Today(At!.Value);
        var iso = At is { } at ? Moment.Iso(at) : RocDate.Iso(day);
        var text = Weekday ? Moment.Deadline(day) : RocDate.Format(day);
        var space = Weekday ? "" : " ";
        output.TagName = "time";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("datetime", iso);
        output.Attributes.SetAttribute("title", iso);
        output.Content.SetContent(At is { } moment ? $"{text}{space}{Moment.Clock(moment)}" : text);
    }
}

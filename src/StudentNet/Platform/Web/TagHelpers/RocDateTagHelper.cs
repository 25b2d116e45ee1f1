using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

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
        output.TagName = null;
        output.Content.SetHtmlContent(Build(Value, At, Weekday) ?? Html.Text("span", "—", "muted"));
    }

    /// <summary>The time as an element, for other tag helpers; null when there is none.</summary>
    internal static TagBuilder? Build(DateOnly? day, DateTime? at, bool weekday = false) => (day, at) switch
    {
        (_, { } moment) => Time(weekday ? Moment.Deadline(moment) : Moment.Full(moment), Moment.Iso(moment)),
        ({ } date, _) => Time(weekday ? Moment.Deadline(date) : RocDate.Format(date), RocDate.Iso(date)),
        _ => null,
    };

    private static TagBuilder Time(string text, string iso) => Html.Text("time", text).With("datetime", iso).With("title", iso);
}

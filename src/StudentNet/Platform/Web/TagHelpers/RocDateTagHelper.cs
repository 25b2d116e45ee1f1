using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace StudentNet.Platform.Web.TagHelpers;

/// <summary>&lt;roc-date value="birth" /&gt; → 115/09/01 with the ISO date in the title; at="…" takes a UTC time instead.</summary>
[HtmlTargetElement("roc-date", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class RocDateTagHelper(PageDates dates) : TagHelper
{
    /// <summary>A calendar day.</summary>
    public DateOnly? Value { get; set; }

    /// <summary>A moment in UTC, shown as day and time of Taipei.</summary>
    public DateTime? At { get; set; }

    /// <summary>Leaves the year out where it is this one and adds the weekday, as deadlines do: 09/30（三）.</summary>
    public bool Weekday { get; set; }

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent((Weekday ? Deadline : Build(Value, At)) ?? Html.Text("span", "—", "muted"));
    }

    private TagBuilder? Deadline =>
        (Value, At) switch
        {
            (_, { } moment) => Time(dates.Deadline(moment), Moment.Iso(moment)),
            ({ } date, _) => Time(dates.Deadline(date), RocDate.Iso(date)),
            _ => null,
        };

    /// <summary>The time as an element, for other tag helpers; null when there is none.</summary>
    internal static TagBuilder? Build(DateOnly? day, DateTime? at) => (day, at) switch
    {
        (_, { } moment) => Time(Moment.Full(moment), Moment.Iso(moment)),
        ({ } date, _) => Time(RocDate.Format(date), RocDate.Iso(date)),
        _ => null,
    };

    private static TagBuilder Time(string text, string iso) => Html.Text("time", text).With("datetime", iso).With("title", iso);
}

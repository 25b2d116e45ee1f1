using System.Globalization;
using System.Text.RegularExpressions;

namespace StudentNet.Kernel;

/// <summary>Reads the grammar that <see cref="WindowRule"/> describes.</summary>
internal static partial class WindowGrammar
{
    private const int LeapYear = 2024;
    private static readonly string[] WeekdayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

    internal static string NameOf(DayOfWeek weekday) => WeekdayNames[(int)weekday];

    internal static bool TryWeekday(string name, out DayOfWeek weekday)
    {
        weekday = (DayOfWeek)Array.IndexOf(WeekdayNames, name);
        return (int)weekday >= 0;
    }

    internal static WindowRuleResult Read(string? text)
    {
        var typed = text?.Trim() ?? "";
        WindowMoment? keyword = typed switch
        {
            "always" => new WindowMoment.Always(),
            "never" => new WindowMoment.Never(),
            "county" => new WindowMoment.SetByCounty(),
            _ => null,
        };
        if (keyword is not null)
            return new WindowRule(keyword);

        WindowMoment? whole = null;
        foreach (var part in typed.Split('&', StringSplitOptions.TrimEntries))
        {
            if (Moment(part) is not { } moment)
                return new Problem("window.form", $"無法辨識期限規則「{part}」", "例：08-29、-1y:03-21、08-29 23:59、allocation.close+1d、always、county");
            whole = whole is null ? moment : new WindowMoment.Both(whole, moment);
        }
        return new WindowRule(whole!);
    }

    private static WindowMoment? Moment(string text) => (WindowMoment?)Date(text) ?? (WindowMoment?)Weekday(text) ?? Referred(text);

    private static WindowMoment.OnDate? Date(string text)
    {
        var match = DateForm().Match(text);
        if (!match.Success)
            return null;
        int month = Number(match.Groups["month"]), day = Number(match.Groups["day"]);
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(LeapYear, month))
            return null;
        TimeOnly? time = null;
        if (match.Groups["time"].Success)
        {
            if (!TimeOnly.TryParseExact(match.Groups["time"].ValueSpan, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
                return null;
            time = clock;
        }
        return new WindowMoment.OnDate(Number(match.Groups["years"]), month, day, time);
    }

    private static WindowMoment.FirstWeekday? Weekday(string text)
    {
        var match = WeekdayForm().Match(text);
        if (!match.Success || !TryWeekday(match.Groups["weekday"].Value, out var weekday) || Date(match.Groups["date"].Value) is not { Time: null } date)
            return null;
        return new WindowMoment.FirstWeekday(weekday, match.Groups["on"].Success, date);
    }

    private static WindowMoment.Referred? Referred(string text)
    {
        var match = ReferenceForm().Match(text);
        if (!match.Success)
            return null;
        WindowEdge? edge = match.Groups["edge"].Value switch
        {
            ".open" => WindowEdge.Opens,
            ".close" => WindowEdge.Closes,
            _ => null,
        };
        var reference = new WindowReference(match.Groups["name"].Value, edge);
        return match.Groups["unit"].Success
            ? new WindowMoment.Referred(reference, Number(match.Groups["offset"]), match.Groups["unit"].Value[0])
            : new WindowMoment.Referred(reference, 0, default);
    }

    /// <summary>A number with or without sign; 0 where the group is absent.</summary>
    private static int Number(Group digits) =>
        digits.Success ? int.Parse(digits.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex("^(?:(?<years>[+-][0-9])y:)?(?<month>[0-9]{2})-(?<day>[0-9]{2})(?: +(?<time>[0-9]{2}:[0-9]{2}))?$")]
    private static partial Regex DateForm();

    [GeneratedRegex("^first-(?<weekday>[a-z]+)-(?<on>on-or-)?after +(?<date>.+)$")]
    private static partial Regex WeekdayForm();

    // A name has a dot in it, so that a misspelt keyword is not taken for a reference.
    [GeneratedRegex("^(?<name>(?=[^.]+\\.)[A-Za-z][A-Za-z0-9]*(?:\\.[A-Za-z0-9]+)*?)(?<edge>\\.open|\\.close)?(?:(?<offset>[+-][0-9]{1,3})(?<unit>[dm]))?$")]
    private static partial Regex ReferenceForm();
}

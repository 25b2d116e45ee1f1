using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace StudentNet.Kernel;

/// <summary>
/// How often a feed or a comparison comes round (domain §3): <c>weekly friday</c>, <c>monthly 05</c>. Day 29 to 31 falls on the
/// last day of a shorter month.
/// </summary>
public sealed partial record Cadence
{
    private readonly DayOfWeek? weekday;
    private readonly int dayOfMonth;

    private Cadence(DayOfWeek? weekday, int dayOfMonth) => (this.weekday, this.dayOfMonth) = (weekday, dayOfMonth);

    public static bool TryParse(string? text, [NotNullWhen(true)] out Cadence? cadence)
    {
        cadence = null;
        var match = Form().Match(text?.Trim() ?? "");
        if (match.Groups["weekday"].Success && WindowGrammar.TryWeekday(match.Groups["weekday"].Value, out var weekday))
            cadence = new Cadence(weekday, 0);
        else if (match.Groups["day"].Success
            && int.Parse(match.Groups["day"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) is >= 1 and <= 31 and var day)
            cadence = new Cadence(null, day);
        return cadence is not null;
    }

    /// <summary>The first occurrence on or after a day.</summary>
    public DateOnly From(DateOnly day)
    {
        if (weekday is { } wanted)
            return day.AddDays(((int)wanted - (int)day.DayOfWeek + 7) % 7);
        var thisMonth = InMonth(day.Year, day.Month);
        var nextMonth = new DateOnly(day.Year, day.Month, 1).AddMonths(1);
        return thisMonth >= day ? thisMonth : InMonth(nextMonth.Year, nextMonth.Month);
    }

    /// <summary>The first occurrence strictly after a day.</summary>
    public DateOnly After(DateOnly day) => From(day.AddDays(1));

    public override string ToString() =>
        weekday is { } wanted ? $"weekly {WindowGrammar.NameOf(wanted)}" : string.Create(CultureInfo.InvariantCulture, $"monthly {dayOfMonth:00}");

    private DateOnly InMonth(int year, int month) => new(year, month, Math.Min(dayOfMonth, DateTime.DaysInMonth(year, month)));

    [GeneratedRegex("^(?:weekly (?<weekday>[a-z]+)|monthly (?<day>[0-9]{1,2}))$")]
    private static partial Regex Form();
}

using System.Globalization;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Windows;

/// <summary>
/// Days on which offices are closed: Saturdays, Sundays, and those of <c>Reference/days-off.csv</c>, which follows the yearly calendar of the
/// Executive Yuan and ends with the last one published. Beyond it only weekends are known.
/// </summary>
public sealed class DaysOff
{
    private readonly Dictionary<DateOnly, string> _holidays;

    private DaysOff(IEnumerable<(DateOnly Day, string Name)> holidays) => _holidays = holidays.ToDictionary(h => h.Day, h => h.Name);

    public static DaysOff Load() =>
        new(ReferenceFile.Rows("days-off.csv", row => (DateOnly.ParseExact(row("date"), "yyyy-MM-dd", CultureInfo.InvariantCulture), row("name"))));

    /// <summary>Why a day is off: 星期六, 中秋節; null: a working day.</summary>
    public string? NameOf(DateOnly day) =>
        _holidays.TryGetValue(day, out var holiday) ? holiday
        : day.DayOfWeek == DayOfWeek.Saturday ? "星期六"
        : day.DayOfWeek == DayOfWeek.Sunday ? "星期日"
        : null;

    /// <summary>The last working day on or before a day.</summary>
    public DateOnly LastWorkingDay(DateOnly day)
    {
        while (NameOf(day) is not null)
        {
            day = day.AddDays(-1);
        }

        return day;
    }

    /// <summary>The day that lies so many working days after another, as the deadlines of a notice are counted.</summary>
    public DateOnly AddWorkingDays(DateOnly day, int count)
    {
        for (var left = count; left > 0;)
        {
            day = day.AddDays(1);
            left -= NameOf(day) is null ? 1 : 0;
        }

        return day;
    }
}

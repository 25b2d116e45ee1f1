using System.Globalization;
using StudentNet.Platform.Data;
using Sylvan.Data.Csv;

namespace StudentNet.Platform.Windows;

/// <summary>
/// The calendar of offices: closed on Saturdays and Sundays and on the days of <c>Reference/days-off.csv</c>, which follows the yearly calendar of the Executive Yuan,
/// open on Saturdays that are worked instead (補行上班). An installation that has a newer calendar lays it into its data folder as <c>calendar/days-off.csv</c>; where
/// both speak of a day, the installation's holds. It ends with the last year published: beyond it no working days are counted.
/// </summary>
public sealed class DaysOff
{
    /// <summary>Kind of a Saturday that is worked.</summary>
    private const string Worked = "makeup-workday";

    private readonly Dictionary<DateOnly, (bool IsWorked, string Name)> _exceptions = [];

    private DaysOff(IEnumerable<(DateOnly Day, string Kind, string Name)> days)
    {
        foreach (var (day, kind, name) in days)
        {
            _exceptions[day] = (kind == Worked, name);
        }

        PublishedThrough = new DateOnly(_exceptions.Keys.Max().Year, 12, 31);
    }

    /// <summary>The last day of which it is known whether it is worked.</summary>
    public DateOnly PublishedThrough { get; }

    /// <summary>The calendar that travels with the program, and the installation's beside it.</summary>
    public static DaysOff Load(DataOptions? options = null)
    {
        var ours = ReferenceFile.Rows("days-off.csv", row => (Day(row("date")), row("kind"), row("name")));
        var own = options is null ? null : Path.Combine(options.Folder, "calendar", "days-off.csv");
        if (own is null || !File.Exists(own))
        {
            return new DaysOff(ours);
        }

        using var text = new StreamReader(own);
        return new DaysOff([.. ours, .. Read(text)]);
    }

    /// <summary>A calendar of a CSV text with the columns date, kind (closed, makeup-workday) and name.</summary>
    public static DaysOff Of(TextReader text) => new(Read(text));

    /// <summary>Why a day is off: 星期六, 中秋節; null: a working day, or one beyond the calendar's end that is no weekend.</summary>
    public string? NameOf(DateOnly day) =>
        _exceptions.TryGetValue(day, out var known) ? (known.IsWorked ? null : known.Name)
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

    /// <summary>
    /// The day that lies so many working days after another, as the deadlines of a letter are counted: the day itself does not count. Null where the calendar is not
    /// published that far: a guess would be a wrong deadline on a letter.
    /// </summary>
    /// <param name="closures">Days on which the offices of the county are closed besides (停班).</param>
    public DateOnly? AddWorkingDays(DateOnly day, int count, IReadOnlySet<DateOnly> closures)
    {
        ArgumentNullException.ThrowIfNull(closures);
        for (var left = count; left > 0;)
        {
            day = day.AddDays(1);
            if (day > PublishedThrough)
            {
                return null;
            }

            left -= NameOf(day) is null && !closures.Contains(day) ? 1 : 0;
        }

        return day > PublishedThrough ? null : day;
    }

    private static List<(DateOnly Day, string Kind, string Name)> Read(TextReader text)
    {
        using var csv = CsvDataReader.Create(text);
        var (date, kind, name) = (csv.GetOrdinal("date"), csv.GetOrdinal("kind"), csv.GetOrdinal("name"));
        var days = new List<(DateOnly, string, string)>();
        while (csv.Read())
        {
            days.Add((Day(csv.GetString(date)), csv.GetString(kind), csv.GetString(name)));
        }

        return days;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

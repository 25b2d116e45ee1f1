using System.Globalization;

namespace StudentNet.Kernel;

/// <summary>Instants (UTC) and days as the pages write them, on the clock of Taipei.</summary>
public static class Moment
{
    /// <summary>115/09/01 23:59.</summary>
    public static string Full(DateTime utc) => $"{RocDate.Format(TaipeiTime.Today(utc))} {Clock(utc)}";

    /// <summary>09/01 23:59: where the year is plain from the heading.</summary>
    public static string Short(DateTime utc) => $"{RocDate.Short(TaipeiTime.Today(utc))} {Clock(utc)}";

    /// <summary>The same, with the year where it is not that of now.</summary>
    public static string Short(DateTime utc, DateTime now) => $"{RocDate.Short(TaipeiTime.Today(utc), TaipeiTime.Today(now))} {Clock(utc)}";

    /// <summary>09/30（三）23:59, with the year where it is not that of now.</summary>
    public static string Deadline(DateTime utc, DateTime now) => $"{Deadline(TaipeiTime.Today(utc), TaipeiTime.Today(now))}{Clock(utc)}";

    /// <summary>09/30（三）, with the year where it is not that of today.</summary>
    public static string Deadline(DateOnly day, DateOnly today) => day.Year == today.Year ? Deadline(day) : RocDate.FormatWithWeekday(day);

    /// <summary>09/30（三）23:59: how every deadline is written.</summary>
    public static string Deadline(DateTime utc) => $"{Deadline(TaipeiTime.Today(utc))}{Clock(utc)}";

    /// <summary>09/30（三）.</summary>
    public static string Deadline(DateOnly day)
    {
        var withWeekday = RocDate.FormatWithWeekday(day);
        return withWeekday[(withWeekday.IndexOf('/', StringComparison.Ordinal) + 1)..];
    }

    /// <summary>23:59.</summary>
    public static string Clock(DateTime utc) => TaipeiTime.FromUtc(utc).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>2026-09-30T23:59:00+08:00: for machines and titles.</summary>
    public static string Iso(DateTime utc) =>
        TaipeiTime.FromUtc(utc).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "+08:00";
}

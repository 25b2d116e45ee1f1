namespace StudentNet.Kernel;

/// <summary>
/// Asia/Taipei as a fixed UTC+8: no summer time since 1979, so no time-zone data is needed on the machine.
/// Taipei clock times are <see cref="DateTime"/> of kind Unspecified; stored instants are of kind Utc.
/// <see cref="DateTime.MinValue"/> and <see cref="DateTime.MaxValue"/> stand for "since ever" and "without end" and stay what they are.
/// </summary>
public static class TaipeiTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateTime ToUtc(DateTime taipei) =>
        DateTime.SpecifyKind(IsBoundless(taipei) ? taipei : Shift(taipei, -Offset), DateTimeKind.Utc);

    public static DateTime FromUtc(DateTime utc) =>
        DateTime.SpecifyKind(IsBoundless(utc) ? utc : Shift(utc, Offset), DateTimeKind.Unspecified);

    /// <summary>The day the calendars in Taiwan show at that instant.</summary>
    public static DateOnly Today(DateTime utc) => DateOnly.FromDateTime(FromUtc(utc));

    /// <summary>The instant at which a day begins in Taiwan.</summary>
    public static DateTime StartOfDayUtc(DateOnly day) => ToUtc(day.ToDateTime(TimeOnly.MinValue));

    private static bool IsBoundless(DateTime time) => time.Ticks == DateTime.MinValue.Ticks || time.Ticks == DateTime.MaxValue.Ticks;

    private static DateTime Shift(DateTime time, TimeSpan by) =>
        new(Math.Clamp(time.Ticks + by.Ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks));
}

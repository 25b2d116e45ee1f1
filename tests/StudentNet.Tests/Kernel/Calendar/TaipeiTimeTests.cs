namespace StudentNet.Tests.Kernel.Calendar;

public class TaipeiTimeTests
{
    [Fact]
    public void Taipei_is_eight_hours_ahead_in_summer_and_winter()
    {
        TaipeiTime.FromUtc(Utc(2026, 7, 1, 0)).ShouldBe(new DateTime(2026, 7, 1, 8, 0, 0));
        TaipeiTime.FromUtc(Utc(2026, 1, 1, 0)).ShouldBe(new DateTime(2026, 1, 1, 8, 0, 0));
    }

    [Fact]
    public void The_day_begins_at_16_hours_UTC_of_the_day_before()
    {
        TaipeiTime.Today(Utc(2026, 9, 14, 15)).ShouldBe(new DateOnly(2026, 9, 14));
        TaipeiTime.Today(Utc(2026, 9, 14, 16)).ShouldBe(new DateOnly(2026, 9, 15));
        TaipeiTime.StartOfDayUtc(new DateOnly(2026, 9, 15)).ShouldBe(Utc(2026, 9, 14, 16));
    }

    [Fact]
    public void Kinds_say_which_clock_is_meant()
    {
        TaipeiTime.FromUtc(Utc(2026, 9, 14, 0)).Kind.ShouldBe(DateTimeKind.Unspecified);
        TaipeiTime.ToUtc(new DateTime(2026, 9, 14)).Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public void Since_ever_and_without_end_are_not_shifted()
    {
        TaipeiTime.ToUtc(DateTime.MinValue).Ticks.ShouldBe(DateTime.MinValue.Ticks);
        TaipeiTime.FromUtc(TaipeiTime.ToUtc(DateTime.MaxValue)).ShouldBe(DateTime.MaxValue);
    }

    private static DateTime Utc(int year, int month, int day, int hour) => new(year, month, day, hour, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Since_ever_and_without_end_are_the_same_on_both_clocks()
    {
        foreach (var boundless in (DateTime[])[DateTime.MinValue, DateTime.MaxValue])
        {
            TaipeiTime.ToUtc(boundless).Ticks.ShouldBe(boundless.Ticks);
            TaipeiTime.FromUtc(boundless).Ticks.ShouldBe(boundless.Ticks);
        }
    }
}

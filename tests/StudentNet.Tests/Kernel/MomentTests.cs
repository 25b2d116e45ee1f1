namespace StudentNet.Tests.Kernel;

public class MomentTests
{
    /// <summary>The evening of 30 September in Taiwan, a Wednesday.</summary>
    private static readonly DateTime Evening = new(2026, 9, 30, 15, 59, 7, DateTimeKind.Utc);

    [Fact]
    public void An_instant_is_written_on_the_clock_of_Taipei()
    {
        Moment.Full(Evening).ShouldBe("115/09/30 23:59");
        Moment.Short(Evening).ShouldBe("09/30 23:59");
        Moment.Clock(Evening).ShouldBe("23:59");
        Moment.Iso(Evening).ShouldBe("2026-09-30T23:59:07+08:00");
    }

    [Fact]
    public void A_deadline_says_its_weekday()
    {
        Moment.Deadline(Evening).ShouldBe("09/30（三）23:59");
        Moment.Deadline(new DateOnly(2026, 9, 30)).ShouldBe("09/30（三）");
    }

    [Fact]
    public void After_16_hours_UTC_it_is_the_next_day() => Moment.Full(Evening.AddMinutes(1)).ShouldBe("115/10/01 00:00");
}

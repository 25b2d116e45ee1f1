using CsCheck;

namespace StudentNet.Tests.Kernel.Windows;

public class CadenceTests
{
    private static readonly Gen<Cadence> AnyCadence = Gen.OneOf(
        Gen.Enum<DayOfWeek>().Select(d => Parsed("weekly " + d.ToString().ToLowerInvariant())),
        Gen.Int[1, 31].Select(d => Parsed($"monthly {d:00}")));

    [Fact]
    public void The_31st_of_a_shorter_month_is_its_last_day() =>
        Parsed("monthly 31").From(new DateOnly(2027, 2, 3)).ShouldBe(new DateOnly(2027, 2, 28));

    [Fact]
    public void After_its_own_day_comes_the_next_one() =>
        Parsed("weekly friday").After(new DateOnly(2026, 9, 18)).ShouldBe(new DateOnly(2026, 9, 25));

    [Fact]
    public void The_next_occurrence_is_never_in_the_past_and_is_one_itself() =>
        Gen.Select(AnyCadence, Gen.Date[new DateTime(2020, 1, 1), new DateTime(2040, 1, 1)]).Sample((cadence, date) =>
        {
            var day = DateOnly.FromDateTime(date);
            var next = cadence.From(day);
            next.ShouldBeInRange(day, day.AddDays(31));
            cadence.From(next).ShouldBe(next);
            cadence.After(next).ShouldBeGreaterThan(next);
        });

    [Fact]
    public void A_written_cadence_is_read_back() => AnyCadence.Sample(cadence => Parsed(cadence.ToString()) == cadence);

    [Theory]
    [InlineData(null)]
    [InlineData("weekly")]
    [InlineData("weekly freitag")]
    [InlineData("monthly 0")]
    [InlineData("monthly 32")]
    public void What_is_no_cadence_is_refused(string? text) => Cadence.TryParse(text, out _).ShouldBeFalse();

    private static Cadence Parsed(string text)
    {
        Cadence.TryParse(text, out var cadence).ShouldBeTrue(text);
        return cadence!;
    }
}

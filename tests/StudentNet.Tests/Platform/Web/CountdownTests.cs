using StudentNet.Platform.Web;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Platform.Web;

[WithoutDatabase]
public sealed class CountdownTests
{
    // 115/09/30（三）23:59 in Taipei.
    private static readonly DateTime Deadline = new(2026, 9, 30, 15, 59, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("2026-09-09T10:26", "還有 21 天", Tone.None)]
    [InlineData("2026-09-22T23:59", "還有 8 天", Tone.None)]
    [InlineData("2026-09-23T00:00", "還有 7 天", Tone.Warn)]
    [InlineData("2026-09-24T10:26", "還有 6 天", Tone.Warn)]
    [InlineData("2026-09-27T10:26", "還有 3 天 13 時", Tone.Warn)]
    [InlineData("2026-09-29T23:00", "還有 1 天 0 時", Tone.Warn)]
    [InlineData("2026-09-29T23:59", "還有 1 天 0 時", Tone.Warn)]
    [InlineData("2026-09-30T00:00", "今天 23:59 截止", Tone.Bad)]
    [InlineData("2026-09-30T23:59", "今天 23:59 截止", Tone.Bad)]
    [InlineData("2026-10-01T00:00", "逾期 1 天", Tone.Bad)]
    [InlineData("2026-10-02T10:00", "逾期 2 天", Tone.Bad)]
    public void The_time_left_is_said_in_the_words_of_the_interface(string taipei, string words, Tone tone)
    {
        var now = StudentNet.Kernel.TaipeiTime.ToUtc(DateTime.Parse(taipei, System.Globalization.CultureInfo.InvariantCulture));

        var due = Countdown.Until(Deadline, now);

        due.ToString().ShouldBe(words);
        due.Tone.ShouldBe(tone);
    }
}

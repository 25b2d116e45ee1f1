namespace StudentNet.Platform.Web;

/// <summary>Time left, in the words of the interface: 還有 6 天, 還有 3 天 13 時, 今天 23:59 截止, 逾期 2 天.</summary>
public sealed record Countdown(Tone Tone, IReadOnlyList<CountdownPart> Parts)
{
    private const int SoonDays = 7;
    private const int HoursShownDays = 3;

    /// <summary>Something without a deadline.</summary>
    public static Countdown Unlimited { get; } = new(Tone.None, [new("不限期")]);

    /// <summary>Counts from now to a deadline, both in UTC; days and "today" are those of Taipei.</summary>
    public static Countdown Until(DateTime deadline, DateTime now)
    {
        if (now > deadline)
        {
            var late = Math.Max(1, TaipeiTime.Today(now).DayNumber - TaipeiTime.Today(deadline).DayNumber);
            return new(Tone.Bad, [new("逾期"), new($"{late:N0}", true), new("天")]);
        }

        if (TaipeiTime.Today(now) == TaipeiTime.Today(deadline))
        {
            return new(Tone.Bad, [new("今天"), new(Moment.Clock(deadline), true), new("截止")]);
        }

        var left = deadline - now;
        if (left.Days <= HoursShownDays)
        {
            CountdownPart[] hours = [new($"{left.Hours}", true), new("時")];
            CountdownPart[] days = left.Days == 0 ? [] : [new($"{left.Days}", true), new("天")];
            return new(Tone.Warn, [new("還有"), .. days, .. hours]);
        }

        var whole = TaipeiTime.Today(deadline).DayNumber - TaipeiTime.Today(now).DayNumber;
        return new(whole <= SoonDays ? Tone.Warn : Tone.None, [new("還有"), new($"{whole:N0}", true), new("天")]);
    }

    /// <summary>The countdown as running text.</summary>
    public override string ToString() => string.Join(' ', Parts.Select(part => part.Text));
}

/// <summary>A word or a figure of a countdown; figures are drawn large.</summary>
public sealed record CountdownPart(string Text, bool IsFigure = false);

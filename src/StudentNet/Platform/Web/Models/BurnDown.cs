namespace StudentNet.Platform.Web;

/// <summary>
/// How many children are open, or schools have not submitted, day by day until it is due, as the points of a chart that the server draws. What is past is counted; what is to come
/// follows the pace of the last seven days.
/// </summary>
/// <param name="Days">Each day with those still missing at its end, from the first shown to today.</param>
/// <param name="Expected">How many will be missing when it is due, at that pace; null: it is past.</param>
public sealed record BurnDown(IReadOnlyList<(DateOnly Day, int Missing)> Days, DateOnly Due, int? Expected, int All)
{
    private const int Left = 44;
    private const int Right = 300;
    private const int Top = 24;
    private const int Bottom = 150;

    /// <summary>Longer is not shown.</summary>
    public const int MostDays = 60;

    private const int PaceDays = 7;

    public int Now => Days[^1].Missing;

    /// <summary>What is counted: 校, 人.</summary>
    public string Unit { get; init; } = "校";

    /// <summary>What is missing of it: 未提交, 未處理.</summary>
    public string Word { get; init; } = "未提交";

    /// <summary>Where children are counted: the schools that have not submitted, said beside them; null: schools are what is counted.</summary>
    public BurnDown? Schools { get; init; }

    /// <summary>Counts children from what was noted at the end of each day and what stands now; null where only one of them is known.</summary>
    /// <param name="before">Days before today, in their order.</param>
    /// <param name="schools">The same of the schools.</param>
    public static BurnDown? OfChildren(IReadOnlyList<(DateOnly Day, long Open)> before, long open, BurnDown? schools, DateTime dueAt, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(before);
        var (today, due) = (TaipeiTime.Today(now), TaipeiTime.Today(dueAt));
        List<(DateOnly Day, int Missing)> days = [.. before.Where(d => d.Day < today && d.Day >= today.AddDays(-MostDays)).Select(d => (d.Day, (int)d.Open)), (today, (int)open)];
        if (days.Count < 2)
        {
            return null;
        }

        var then = days.LastOrDefault(d => d.Day <= today.AddDays(-PaceDays), days[0]);
        var pace = Math.Max(0, then.Missing - (int)open) / (double)(today.DayNumber - then.Day.DayNumber);
        int? expected = due > today ? Math.Max(0, (int)Math.Round(open - (pace * (due.DayNumber - today.DayNumber)))) : null;
        return new BurnDown(days, due, expected, days.Max(d => d.Missing)) { Unit = "人", Word = "未處理", Schools = schools };
    }

    public DateOnly Last => Due > Days[^1].Day ? Due : Days[^1].Day;

    /// <summary>Counts it from the first stamps; null where nobody is asked.</summary>
    /// <param name="asked">Codes of those who are to submit.</param>
    /// <param name="stamps">When each submitted for the first time, UTC.</param>
    public static BurnDown? Of(IReadOnlyCollection<string> asked, IReadOnlyDictionary<string, DateTime> stamps, DateTime dueAt, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(stamps);
        return OfDays(asked.Count, [.. asked.Where(stamps.ContainsKey).Select(a => stamps[a])], dueAt, now);
    }

    /// <summary>The same where only the instants are known.</summary>
    /// <param name="asked">How many are to submit.</param>
    public static BurnDown? OfDays(int asked, IReadOnlyList<DateTime> stamps, DateTime dueAt, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(stamps);
        if (asked == 0)
        {
            return null;
        }

        var (today, due) = (TaipeiTime.Today(now), TaipeiTime.Today(dueAt));
        List<DateOnly> submitted = [.. stamps.Select(TaipeiTime.Today).Order()];
        var earliest = submitted.Count > 0 ? submitted[0].AddDays(-1) : today.AddDays(-PaceDays);
        var from = earliest < today.AddDays(-MostDays) ? today.AddDays(-MostDays) : earliest < today ? earliest : today.AddDays(-1);
        List<(DateOnly, int)> days = [.. Enumerable.Range(0, today.DayNumber - from.DayNumber + 1).Select(from.AddDays).Select(day => (day, Math.Max(0, asked - submitted.Count(s => s <= day))))];
        var missing = days[^1].Item2;
        var pace = (Math.Max(0, asked - submitted.Count(s => s <= today.AddDays(-PaceDays))) - missing) / (double)PaceDays;
        int? expected = due > today ? Math.Max(0, (int)Math.Round(missing - (pace * (due.DayNumber - today.DayNumber)))) : null;
        return new BurnDown(days, due, expected, asked);
    }

    public double X(DateOnly day) => Left + ((Right - Left) * (double)(day.DayNumber - Days[0].Day.DayNumber) / Math.Max(1, Last.DayNumber - Days[0].Day.DayNumber));

    public double Y(double missing) => Bottom - ((Bottom - Top) * missing / Math.Max(1, All));

    /// <summary>What was, as the path of an SVG.</summary>
    public string Path => string.Join('L', Days.Select(d => Point(d.Day, d.Missing))).Insert(0, "M");

    /// <summary>What is to be expected; null: it is past.</summary>
    public string? ExpectedPath => Expected is { } expected ? $"M{Point(Days[^1].Day, Now)}L{Point(Due, expected)}" : null;

    /// <summary>Lines of the grid with their figures.</summary>
    public IEnumerable<int> Grid => new[] { 0, All / 2, All }.Distinct();

    /// <summary>A coordinate as SVG wants it.</summary>
    public static string At(double value) => value.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);

    private string Point(DateOnly day, double missing) => $"{At(X(day))},{At(Y(missing))}";
}

using System.Globalization;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>The periods of a child as a lane over school years, from its first day to a year after today; lengths in units of the drawing.</summary>
public sealed record LedgerPicture(DateOnly From, DateOnly Until, IReadOnlyList<LedgerPicture.YearBand> Years, IReadOnlyList<LedgerPicture.Bar> Bars, string? Now)
{
    public const int Width = 1340;
    private const int Left = 60;
    private const int Inset = 8;

    /// <summary>A bar narrower than this has no word in it.</summary>
    private const int Wordless = 90;

    public sealed record YearBand(string X, string Size, string TextX, string Title, bool IsOdd);

    public sealed record Bar(string X, string Size, string TextX, string Style, string? Title);

    /// <summary>Draws what is known; nothing where there is no period.</summary>
    public static LedgerPicture Of(IReadOnlyList<Standing> periods, DateOnly today)
    {
        if (periods.Count == 0)
        {
            return new LedgerPicture(today, today, [], [], null);
        }

        var first = SchoolYear.Of(periods[0].ValidFrom);
        // What lies years ahead says nothing yet; the year after this one says what happens at the end of an approval.
        var last = SchoolYear.Of(Later(today, periods[0].ValidFrom)).Next;
        var (from, until) = (first.FirstDay, last.LastDay.AddDays(1));
        double At(DateOnly day) => Left + ((Width - Left) * (double)(day.DayNumber - from.DayNumber) / (until.DayNumber - from.DayNumber));
        var years = Enumerable
            .Range(first.Roc, last.Roc - first.Roc + 1)
            .Select(roc => new SchoolYear(roc))
            .Select(y => new YearBand(Text(At(y.FirstDay)), Text(At(y.Next.FirstDay) - At(y.FirstDay)), Text(At(y.FirstDay) + Inset), $"{y.Roc} 學年", y.Roc % 2 == 1));
        var bars = periods
            .Where(p => p.ValidFrom < until)
            .Select(p =>
            {
                var (x, size) = (At(p.ValidFrom), At(p.ValidUntil < until ? p.ValidUntil : until) - At(p.ValidFrom));
                var rule = StandingRules.Of(p.Rule);
                var style = rule.Group switch
                {
                    StandingGroup.School => "sb-1",
                    StandingGroup.Reason => "sb-2",
                    StandingGroup.Tracking => "sb-warn",
                    _ => "sb-bad",
                };
                return new Bar(Text(x), Text(Math.Max(2, size - 1)), Text(x + Inset), style, size >= Wordless ? rule.StandingTitle : null);
            });
        return new LedgerPicture(from, until.AddDays(-1), [.. years], [.. bars], today >= from && today < until ? Text(At(today)) : null);
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static string Text(double length) => length.ToString("0.#", CultureInfo.InvariantCulture);
}

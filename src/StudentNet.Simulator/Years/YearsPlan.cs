namespace StudentNet.Simulator.Years;

/// <summary>How large a simulated country is, and how closely it is looked at.</summary>
/// <param name="First">The first whole school year; the registry's first list comes in the March before it.</param>
/// <param name="Children">How many children; every kind of life that is played has at least one.</param>
/// <param name="Kinds">How many kinds of life.</param>
public sealed record YearsPlan(SchoolYear First, int Years, int Children, int Kinds, ulong Seed)
{
    /// <summary>Days that the border's lists are late.</summary>
    public const int BorderLag = 14;

    /// <summary>Two small counties; a third would not be another kind.</summary>
    public IReadOnlyList<string> Counties { get; init; } = ["連江縣", "金門縣"];

    public int Elementary { get; init; } = 3;

    /// <summary>So many days lie between the first and the last school that files.</summary>
    public int FilingSpread { get; init; } = 14;

    /// <summary>Lives begin to change in every so many months only, so that a small play has few days on which anything happens.</summary>
    public int MonthsBetween { get; init; } = 1;

    /// <summary>Every day is gone through and every Friday compared; else only days on which something happens, and the Fridays after them.</summary>
    public bool EveryDay { get; init; } = true;

    public SchoolYear Last => new(First.Roc + Years - 1);

    /// <summary>The registry's first list.</summary>
    public DateOnly Begins => new(First.Gregorian, 3, 23);

    public DateOnly Ends => Last.LastDay;

    /// <summary>In five weeks of the second spring the border agency sends nothing.</summary>
    public bool HasNoBorderList(DateOnly friday) => friday >= new DateOnly(First.Gregorian + 2, 4, 20) && friday <= new DateOnly(First.Gregorian + 2, 5, 20);
}

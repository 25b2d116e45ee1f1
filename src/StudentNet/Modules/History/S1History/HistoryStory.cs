using StudentNet.Modules.Residents;

namespace StudentNet.Modules.History.S1History;

/// <summary>One child's history as it is shown: what all sources say, newest first, as it is known now or was known before an instant.</summary>
/// <param name="Day">The day on which it ends.</param>
/// <param name="KnownBefore">Told as it was known before this instant (UTC); null: as it is known now.</param>
public sealed record HistoryStory(
    HistoryPerson Person,
    DateOnly Day,
    DateTime? KnownBefore,
    bool IsMasked,
    IReadOnlyList<HistoryStep> Steps,
    IReadOnlyList<HistoryMark> Marks,
    IReadOnlyList<string> Warnings
)
{
    /// <summary>Whether the child is looked for on <see cref="Day"/>.</summary>
    public bool IsTracked => Marks.Any(m => m is { Lane: HistoryLane.Tracking, Shape: HistoryShape.Span, Until: null });

    /// <summary>逾齡除案 of the level that the child is at: 國小 until it enters 國中.</summary>
    public (SchoolLevel Level, DateOnly On) AgeOutOn
    {
        get
        {
            var level = SchoolYear.Of(Day) >= new Cohort(Person.Cohort).EntryYear(SchoolLevel.JuniorHigh) ? SchoolLevel.JuniorHigh : SchoolLevel.Elementary;
            return (level, AgeOut.Date(Person.BirthDate, level));
        }
    }

    public int Of(HistoryTopic topic) => Steps.Count(s => s.Topic == topic);

    /// <summary>Tells the rows of a child.</summary>
    public static HistoryStory Of(HistoryPerson person, IReadOnlyList<IHistorySource> sources, IReadOnlyList<HistoryRow> rows, DateOnly today, DateOnly? known, bool isMasked)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(rows);
        var before = known is { } day && day < today ? TaipeiTime.StartOfDayUtc(day.AddDays(1)) : (DateTime?)null;
        var moment = new HistoryMoment(before is null ? today : known!.Value, number => isMasked && number.Length > 0 ? Masking.Number(number) : number);
        var parts = sources
            .Select(source => source.Tell([.. rows.Where(r => r.Source == source.Name).Select(r => r.KnownBefore(before ?? DateTime.MaxValue)).OfType<HistoryRow>()], moment))
            .ToList();
        return new HistoryStory(
            person,
            moment.Day,
            before,
            isMasked,
            [.. parts.SelectMany(p => p.Steps).OrderByDescending(s => s.On).ThenByDescending(s => s.ReceivedAt)],
            [.. parts.SelectMany(p => p.Marks)],
            [.. parts.SelectMany(p => p.Warnings)]
        );
    }
}

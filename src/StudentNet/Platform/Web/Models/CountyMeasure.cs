namespace StudentNet.Platform.Web;

/// <summary>A measure by which the ministry compares the counties.</summary>
/// <param name="Key">In the address: <c>N3</c>.</param>
/// <param name="Title">N3 報到提交.</param>
/// <param name="Unit">校, 件.</param>
/// <param name="IsShare">So many of so many, the more the better; else a number that should be 0.</param>
/// <param name="Counties">By county code; a county that is not there has nothing to measure.</param>
public sealed record CountyMeasure(string Key, string Title, string Unit, bool IsShare, IReadOnlyDictionary<string, Amount> Counties)
{
    /// <summary>Its checkpoint, UTC; null: none.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>It is what runs now.</summary>
    public bool IsNow { get; init; }

    /// <summary>Open children at the end of the days before today; none: not noted.</summary>
    public IReadOnlyList<(DateOnly Day, long Open)> OpenDays { get; init; } = [];

    /// <summary>Open children now; null: the measure is of no children's list.</summary>
    public long? OpenNow { get; init; }

    /// <summary>When each school that submitted did so for the first time, UTC; null: it is not submitted.</summary>
    public IReadOnlyList<DateTime>? FirstStamps { get; init; }

    /// <summary>Figures of the country that the same statement counts, for the row above the map.</summary>
    public IReadOnlyList<HomeFigure> Figures { get; init; } = [];

    public long Part => Counties.Values.Sum(c => c.Value);

    public long Whole => Counties.Values.Sum(c => c.Max);
}

/// <summary>Gives measures of the counties: each module those whose filing it keeps. From kept figures and stamps, never from children.</summary>
public interface ICountyMeasures
{
    /// <summary>Place among the measures, by the year.</summary>
    int Order { get; }

    Task<IReadOnlyList<CountyMeasure>> OfAsync(DateTime now, CancellationToken cancellation = default);
}

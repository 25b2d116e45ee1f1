using System.Text.Json;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>The figures of a school's list: what is submitted, frozen at checkpoints, and shown to county and ministry.</summary>
public sealed record MarkFigures(long Listed, long Here, long Absent, long Elsewhere, long Contested)
{
    /// <summary>Of a school without a list.</summary>
    public static MarkFigures None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>未處理.</summary>
    public long Open => Listed - Here - Absent - Elsewhere;

    public long Done => Listed - Open;

    /// <summary>Its columns, by their names in <c>figures.csv</c> behind that of the stage.</summary>
    public IReadOnlyList<(string Name, long Value)> Named => [("here", Here), ("absent", Absent), ("elsewhere", Elsewhere), ("open", Open), ("contested", Contested)];

    /// <summary>Counts a list.</summary>
    public static MarkFigures Of(IReadOnlyCollection<ListedChild> children) =>
        new(
            children.Count,
            children.Count(c => c.State == ListState.Here),
            children.Count(c => c.State == ListState.Absent),
            children.Count(c => c.State == ListState.Elsewhere),
            children.Count(c => c.IsContested)
        );

    /// <summary>Reads what a submission or a checkpoint kept; a figure that is not there is 0.</summary>
    public static MarkFigures FromJson(string json)
    {
        var kept = JsonSerializer.Deserialize<Dictionary<string, long>>(json) ?? [];
        return new MarkFigures(Of("listed"), Of("here"), Of("absent"), Of("elsewhere"), Of("contested"));

        long Of(string name) => kept.GetValueOrDefault(name);
    }

    /// <summary>Named figures, as they are kept.</summary>
    public Dictionary<string, long> ToDictionary() =>
        new(StringComparer.Ordinal)
        {
            ["listed"] = Listed,
            ["here"] = Here,
            ["absent"] = Absent,
            ["elsewhere"] = Elsewhere,
            ["contested"] = Contested,
        };

    public static MarkFigures operator +(MarkFigures a, MarkFigures b) =>
        new(a.Listed + b.Listed, a.Here + b.Here, a.Absent + b.Absent, a.Elsewhere + b.Elsewhere, a.Contested + b.Contested);
}

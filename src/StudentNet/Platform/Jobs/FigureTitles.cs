using System.Text.Json;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Jobs;

/// <summary>
/// What figures are called and what they count: those of runs, submissions and checkpoints, and those that pages show. One row of
/// <c>Reference/figures.csv</c> each; a page that shows a figure takes its name and its definition from here.
/// </summary>
public sealed class FigureTitles
{
    private readonly Dictionary<string, FigureTitle> _titles;

    private readonly List<string> _order;

    private FigureTitles(IReadOnlyList<FigureTitle> titles)
    {
        _titles = titles.ToDictionary(t => t.Name, StringComparer.Ordinal);
        _order = [.. titles.Select(t => t.Name)];
    }

    public static FigureTitles Load() => new(ReferenceFile.Rows("figures.csv", row => new FigureTitle(row("name"), row("title"), row("unit")) { Definition = row("definition"), Counted = row("counted"), Parts = row("parts").Split(' ', StringSplitOptions.RemoveEmptyEntries) }));

    /// <summary>All figures that a page may show with a definition, in the order of the file.</summary>
    public IEnumerable<FigureTitle> Defined => _order.Select(n => _titles[n]).Where(t => t.Definition.Length > 0);

    /// <summary>The row of a figure that a page shows; a name without one is a bug and throws.</summary>
    public FigureTitle Of(string name) => _titles.TryGetValue(name, out var title) ? title : throw new InvalidOperationException($"figures.csv has no {name}.");

    /// <summary>The figure as it was frozen at a checkpoint: it may be another than the one of the same name that is counted now.</summary>
    public FigureTitle Frozen(string name) => _titles.GetValueOrDefault($"frozen.{name}") ?? this[name];

    /// <summary>Title and unit of a figure; its bare name where the file has none.</summary>
    public FigureTitle this[string name] => _titles.GetValueOrDefault(name) ?? new FigureTitle(name, name, "");

    /// <summary>Names of figures in the order of the file.</summary>
    public IReadOnlyList<string> InOrder(IEnumerable<string> names) => [.. names.OrderBy(Place)];

    /// <summary>The figures of a JSON object in the order of the file.</summary>
    public IReadOnlyList<(FigureTitle Title, long Value)> Read(string? json)
    {
        if (json is null)
        {
            return [];
        }

        var values = JsonSerializer.Deserialize<Dictionary<string, long>>(json)!;
        return [.. values.OrderBy(v => Place(v.Key)).Select(v => (this[v.Key], v.Value))];
    }

    private int Place(string name) => _order.IndexOf(name) is >= 0 and var at ? at : int.MaxValue;
}

/// <summary>What a figure is called: 已分發, 人.</summary>
public sealed record FigureTitle(string Name, string Title, string Unit)
{
    /// <summary>What it counts, in words; empty: no page shows it by this name.</summary>
    public string Definition { get; init; } = "";

    /// <summary>Where it is counted.</summary>
    public string Counted { get; init; } = "";

    /// <summary>The figures whose sum it is, always; none: it is no sum.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];
}

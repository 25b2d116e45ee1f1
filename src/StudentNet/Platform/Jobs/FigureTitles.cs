using System.Text.Json;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Jobs;

/// <summary>What the figures of runs, submissions and checkpoints are called: <c>Reference/figures.csv</c>.</summary>
public sealed class FigureTitles
{
    private readonly Dictionary<string, FigureTitle> _titles;

    private readonly List<string> _order;

    private FigureTitles(IReadOnlyList<FigureTitle> titles)
    {
        _titles = titles.ToDictionary(t => t.Name, StringComparer.Ordinal);
        _order = [.. titles.Select(t => t.Name)];
    }

    public static FigureTitles Load() => new(ReferenceFile.Rows("figures.csv", row => new FigureTitle(row("name"), row("title"), row("unit"))));

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
public sealed record FigureTitle(string Name, string Title, string Unit);

namespace StudentNet.Bench.Pages;

/// <summary>A page as one level sees it.</summary>
/// <param name="Endpoint">Its route, as the access matrix has it.</param>
/// <param name="Path">What is asked for.</param>
internal sealed record PageRow(string Endpoint, string Path, Level Level)
{
    private static readonly Dictionary<string, Level> s_columns = new(StringComparer.Ordinal)
    {
        ["clerk"] = Level.School,
        ["county"] = Level.County,
        ["ministry"] = Level.Ministry,
    };

    /// <summary>What stands for the parameters of routes; a page with another parameter is not measured, and said.</summary>
    private static readonly Dictionary<string, string> s_parameters = new(StringComparer.Ordinal)
    {
        ["{school}"] = PageCountry.FirstSchool,
        ["{personId:long}"] = PageCountry.FirstChild.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["{caseNo?}"] = PageCountry.FirstCase,
    };

    /// <summary>Lists that come in pages, and the last of them for the large school, its county or the country.</summary>
    private static readonly (string Endpoint, string Query)[] s_deep =
    [
        ("/N2.31", "page=5"),
        ("/N3.31", "page=5"),
        ("/N5.31", "page=5"),
        ("/Q1.31/pupils", "page=10"),
    ];

    /// <summary>The pages of school, county and ministry by the access matrix, and the endpoints that are left out.</summary>
    public static (IReadOnlyList<PageRow> Pages, IReadOnlyList<string> Omitted) Read()
    {
        using var text = new StreamReader(typeof(PageRow).Assembly.GetManifestResourceStream("access-matrix.csv")!);
        var lines = text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(',')).ToList();
        var (pages, omitted) = (new List<PageRow>(), new List<string>());
        foreach (var line in lines.Skip(1).Where(line => line[1] == "GET" && IsFunction(line[0])).DistinctBy(line => line[0]))
        {
            var path = s_parameters.Aggregate(line[0], (made, parameter) => made.Replace(parameter.Key, parameter.Value, StringComparison.Ordinal));
            if (path.Contains('{', StringComparison.Ordinal))
            {
                omitted.Add(line[0]);
                continue;
            }

            foreach (var (column, level) in s_columns.Where(column => line[Array.IndexOf(lines[0], column.Key)] == "allow"))
            {
                pages.Add(new PageRow(line[0], path, level));
                pages.AddRange(s_deep.Where(d => d.Endpoint == line[0]).Select(d => new PageRow($"{line[0]} {d.Query}", $"{path}?{d.Query}", level)));
            }
        }

        return (pages, omitted);
    }

    /// <summary>Home, and what has a function code; what everybody gets unsigned is no page of a level.</summary>
    private static bool IsFunction(string endpoint) => endpoint == "/" || (endpoint.Length > 1 && char.IsAsciiLetterUpper(endpoint[1]));
}

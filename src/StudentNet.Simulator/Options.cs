using System.Globalization;
using StudentNet.Simulator.Country;

namespace StudentNet.Simulator;

/// <summary>What the command line asks for.</summary>
/// <param name="DataFolder">The folder of published files (<c>--data</c>).</param>
/// <param name="Database">Connection string of an empty PostgreSQL database; null: the embedded one.</param>
/// <param name="Folder">Where the server keeps its data (<c>--folder</c>); null: a temporary folder that is removed afterwards.</param>
/// <param name="Server">Path of the application's assembly; null: beside the simulator's own build.</param>
/// <param name="Kills">Which runs are interrupted by SIGKILL.</param>
public sealed record Options(CountryPlan Plan, string DataFolder, string? Database, string? Folder, string? Server, IReadOnlyCollection<KilledRun> Kills)
{
    /// <summary>What befalls the numbers of some children (<c>--numbers all|none|ThreeNumbers,…</c>).</summary>
    public IReadOnlyCollection<NumberStory> Numbers { get; init; } = NumberStories.All;

    public const string Usage =
        "simulate --year 115 --level 1 --counties 臺北市,新北市 --data ../shared/data [--database \"Host=…\"] [--folder …] [--share 0.02] [--seed 1] [--kill allocation,comparison] [--numbers all|none|ThreeNumbers,Corrected,ListedTwice,Proposed,ProposedThenListed,TwinsExchanged]";

    /// <summary>Reads the words of a command line; null when they say something else.</summary>
    public static Options? Read(IReadOnlyList<string> words)
    {
        string[] known = ["year", "level", "counties", "data", "database", "folder", "share", "seed", "kill", "server", "numbers"];
        if (Values(words, known) is not { } values)
        {
            return null;
        }

        var level = values.GetValueOrDefault("level", "1") switch
        {
            "1" => SchoolLevel.Elementary,
            "7" => SchoolLevel.JuniorHigh,
            _ => (SchoolLevel?)null,
        };
        if (
            level is not { } grade
            || KillsOf(values.GetValueOrDefault("kill")) is not { } kills
            || NumbersOf(values.GetValueOrDefault("numbers", "all")) is not { } numbers
            || !SchoolYear.TryParse(values.GetValueOrDefault("year", "115"), out var year)
            || !double.TryParse(values.GetValueOrDefault("share", "1"), CultureInfo.InvariantCulture, out var share)
            || !ulong.TryParse(values.GetValueOrDefault("seed", "1"), CultureInfo.InvariantCulture, out var seed)
        )
        {
            return null;
        }

        var counties = values.GetValueOrDefault("counties", "臺北市,新北市").Split([',', '，', '、'], StringSplitOptions.RemoveEmptyEntries);
        return new Options(
            new CountryPlan(year, grade, counties, seed) { Share = share },
            values.GetValueOrDefault("data", Path.Combine("..", "shared", "data")),
            values.GetValueOrDefault("database"),
            values.GetValueOrDefault("folder"),
            values.GetValueOrDefault("server"),
            kills
        )
        {
            Numbers = numbers,
        };
    }

    private static IReadOnlyCollection<KilledRun>? KillsOf(string? words)
    {
        var kills = words?.Split(',').Select(word => Enum.TryParse<KilledRun>(word, ignoreCase: true, out var run) ? run : (KilledRun?)null).ToList() ?? [];
        return kills.Contains(null) ? null : [.. kills.OfType<KilledRun>().Distinct()];
    }

    private static IReadOnlyCollection<NumberStory>? NumbersOf(string words)
    {
        switch (words)
        {
            case "all":
                return NumberStories.All;
            case "none":
                return [];
        }

        var fates = words.Split(',').Select(word => Enum.TryParse<NumberFate>(word, ignoreCase: true, out var fate) ? fate : (NumberFate?)null).ToList();
        return fates.Contains(null) ? null : [.. NumberStories.All.Where(s => fates.Contains(s.Fate))];
    }

    /// <summary>Words as pairs <c>--name value</c>; null when they are none, or a name is not known.</summary>
    internal static Dictionary<string, string>? Values(IReadOnlyList<string> words, IReadOnlyCollection<string> known)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i + 1 < words.Count; i += 2)
        {
            if (!words[i].StartsWith("--", StringComparison.Ordinal))
            {
                return null;
            }

            values[words[i][2..]] = words[i + 1];
        }

        return words.Count % 2 == 0 && !values.Keys.Except(known).Any() ? values : null;
    }
}

/// <summary>Which piece of work is interrupted.</summary>
public enum KilledRun
{
    Allocation,
    Comparison,
}

using System.Globalization;

namespace StudentNet.Simulator.Term;

/// <summary>What the command line asks for.</summary>
/// <param name="DataFolder">The folder of published files (<c>--data</c>).</param>
/// <param name="Database">Connection string of an empty PostgreSQL database; null: the embedded one.</param>
/// <param name="Folder">Where the server keeps its data; null: a temporary folder that is removed afterwards.</param>
/// <param name="Server">Path of the application's assembly; null: beside the simulator's own build.</param>
/// <param name="Kills">How often the server is killed while it imports.</param>
public sealed record TermOptions(TermPlan Plan, string DataFolder, string? Database, string? Folder, string? Server, int Kills)
{
    /// <summary>The ways that are played (<c>--ways page,commandline,api,sftp</c>); schools of another one use pages.</summary>
    public IReadOnlyCollection<Way> Ways { get; init; } = [Way.Page, Way.CommandLine, Way.Api, Way.Sftp];

    public const string Usage =
        "simulate-term --term 115-1 --counties 臺北市,新北市 [--pupils 20000] [--bad 100] --data ../shared/data [--database \"Host=…\"] [--folder …] [--seed 1] [--kills 3] [--ways page,commandline,api,sftp]";

    private static readonly string[] Known = ["term", "counties", "pupils", "bad", "data", "database", "folder", "seed", "server", "kills", "ways"];

    /// <summary>Reads the words of a command line; null when they say something else.</summary>
    public static TermOptions? Read(IReadOnlyList<string> words)
    {
        if (
            Options.Values(words, Known) is not { } values
            || !Kernel.Term.TryParse(values.GetValueOrDefault("term", "115-1"), out var term)
            || !ulong.TryParse(values.GetValueOrDefault("seed", "1"), CultureInfo.InvariantCulture, out var seed)
            || !TryWhole(values.GetValueOrDefault("bad", "100"), out var bad)
            || !TryWhole(values.GetValueOrDefault("kills", "0"), out var kills)
            || !TryWhole(values.GetValueOrDefault("pupils", "0"), out var pupils)
            || WaysOf(values.GetValueOrDefault("ways", "page,commandline,api,sftp")) is not { } ways
        )
        {
            return null;
        }

        var counties = values.GetValueOrDefault("counties", "臺北市,新北市").Split([',', '，', '、'], StringSplitOptions.RemoveEmptyEntries);
        return new TermOptions(
            new TermPlan(term, [.. counties.Select(c => c.Replace('台', '臺'))], seed) { Pupils = pupils == 0 ? null : pupils, BadPerTenThousand = bad },
            values.GetValueOrDefault("data", Path.Combine("..", "shared", "data")),
            values.GetValueOrDefault("database"),
            values.GetValueOrDefault("folder"),
            values.GetValueOrDefault("server"),
            kills
        )
        {
            Ways = ways,
        };
    }

    private static List<Way>? WaysOf(string words)
    {
        var ways = words.Split(',').Select(word => Enum.TryParse<Way>(word, ignoreCase: true, out var way) ? way : (Way?)null).ToList();
        return ways.Contains(null) ? null : [.. ways.OfType<Way>()];
    }

    private static bool TryWhole(string text, out int number) => int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number) && number >= 0;
}

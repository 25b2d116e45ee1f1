using System.Globalization;

namespace StudentNet.Simulator.Years;

/// <summary>What the command line asks for.</summary>
/// <param name="DataFolder">The folder of published files (<c>--data</c>).</param>
/// <param name="Database">Connection string of an empty PostgreSQL database; null: the embedded one.</param>
/// <param name="Folder">Where the server keeps its data; null: a temporary folder that is removed afterwards.</param>
/// <param name="Server">Path of the application's assembly; null: beside the simulator's own build.</param>
/// <param name="Kills">How often the server is killed, at drawn moments.</param>
public sealed record YearsOptions(YearsPlan Plan, string DataFolder, string? Database, string? Folder, string? Server, int Kills)
{
    public const string Usage =
        "simulate-years --year 115 --years 3 [--children 600] [--kinds 300] --data ../shared/data [--database \"Host=…\"] [--folder …] [--seed 1] [--kills 3] [--days all|eventful]";

    private static readonly string[] Known = ["year", "years", "children", "kinds", "data", "database", "folder", "seed", "server", "kills", "days"];

    /// <summary>Reads the words of a command line; null when they say something else.</summary>
    public static YearsOptions? Read(IReadOnlyList<string> words)
    {
        if (
            Options.Values(words, Known) is not { } values
            || !SchoolYear.TryParse(values.GetValueOrDefault("year", "115"), out var year)
            || !ulong.TryParse(values.GetValueOrDefault("seed", "1"), CultureInfo.InvariantCulture, out var seed)
            || !TryWhole(values.GetValueOrDefault("years", "3"), 1, 4, out var years)
            || !TryWhole(values.GetValueOrDefault("children", "600"), 1, 100_000, out var children)
            || !TryWhole(values.GetValueOrDefault("kinds", "300"), 1, Lives.Kinds.Count, out var kinds)
            || !TryWhole(values.GetValueOrDefault("kills", "0"), 0, 100, out var kills)
            || values.GetValueOrDefault("days", "all") is not ("all" or "eventful")
        )
        {
            return null;
        }

        return new YearsOptions(
            new YearsPlan(year, years, children, kinds, seed) { EveryDay = values.GetValueOrDefault("days") != "eventful" },
            values.GetValueOrDefault("data", Path.Combine("..", "shared", "data")),
            values.GetValueOrDefault("database"),
            values.GetValueOrDefault("folder"),
            values.GetValueOrDefault("server"),
            kills
        );
    }

    private static bool TryWhole(string text, int least, int most, out int number) =>
        int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out number) && number >= least && number <= most;
}

using System.Text;
using System.Text.RegularExpressions;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Years;

/// <summary>A village of a played county.</summary>
/// <param name="Code">Eleven characters.</param>
public sealed record PlayedVillage(string Code, string Township, string Name);

/// <summary>A county with the few villages and schools that are played.</summary>
/// <param name="Elementary">Codes of its 國小, in order.</param>
/// <param name="Junior">Codes of its 國中.</param>
public sealed record PlayedCounty(string Name, string Code, IReadOnlyList<PlayedVillage> Villages, IReadOnlyList<string> Elementary, IReadOnlyList<string> Junior)
{
    public IReadOnlyList<string> Schools { get; } = [.. Elementary, .. Junior];
}

/// <summary>A few schools and villages of published counties, and the parts of the published lists that name them.</summary>
public sealed partial class Town
{
    private Town(IReadOnlyList<PlayedCounty> counties, byte[] villages, byte[] elementary, byte[] junior)
    {
        (Counties, Villages, ElementaryList, JuniorList) = (counties, villages, elementary, junior);
    }

    public IReadOnlyList<PlayedCounty> Counties { get; }

    /// <summary>The published list of villages, of the played ones.</summary>
    public byte[] Villages { get; }

    /// <summary>The published list of 國小, of the played ones.</summary>
    public byte[] ElementaryList { get; }

    public byte[] JuniorList { get; }

    /// <param name="elementary">How many 國小 of each county are played.</param>
    /// <param name="junior">How many 國中.</param>
    public static Town Load(PublishedData data, IReadOnlyList<string> counties, int villages, int elementary, int junior)
    {
        var played = counties
            .Select(name => new PlayedCounty(
                name,
                data.CountyCode(name),
                [
                    .. CsvFile
                        .Rows(data.Villages)
                        .Where(row => row["countyname"] == name && row["villname"].Length > 0)
                        .Take(villages)
                        .Select(row => new PlayedVillage(row["villcode"], row["townname"], row["villname"])),
                ],
                Codes(data.SchoolLists(SchoolLevel.Elementary)[0], name, elementary),
                Codes(data.SchoolLists(SchoolLevel.JuniorHigh)[0], name, junior)
            ))
            .ToList();
        return new Town(
            played,
            Part(data.Villages, played.SelectMany(c => c.Villages.Select(v => v.Code))),
            Part(data.SchoolLists(SchoolLevel.Elementary)[0], played.SelectMany(c => c.Elementary)),
            Part(data.SchoolLists(SchoolLevel.JuniorHigh)[0], played.SelectMany(c => c.Junior))
        );
    }

    /// <summary>Schools of one level only, in the order of the list: the code of such a unit is the published one.</summary>
    private static IReadOnlyList<string> Codes(string list, string county, int many)
    {
        var codes = CsvFile.Rows(list).Where(row => row["county"] == county && Plain().IsMatch(row["name"])).Take(many).Select(row => row["code"]).ToList();
        return codes.Count == many ? codes : throw new RefusedException($"{county} 公布的學校不足 {many} 所");
    }

    private static byte[] Part(string path, IEnumerable<string> codes)
    {
        var wanted = codes.ToHashSet(StringComparer.Ordinal);
        var lines = File.ReadAllLines(path);
        return Encoding.UTF8.GetBytes(string.Join('\n', lines.Take(1).Concat(lines.Skip(1).Where(line => wanted.Contains(line.Split(',')[0])))) + '\n');
    }

    [GeneratedRegex("^[^()（）]*國[小中]$")]
    private static partial Regex Plain();
}

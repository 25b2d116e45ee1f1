using System.Globalization;
using System.Text;
using StudentNet.Simulator.Country;

namespace StudentNet.Simulator.Term;

/// <summary>Characters that names and villages really have and old systems lose: of planes 2, 3 and 15, from the registry's and CNS 11643's published tables.</summary>
internal sealed class RareCharacters
{
    private readonly string[] _ofVillages;
    private readonly string[] _ofStandard;

    public RareCharacters(PublishedData data)
    {
        _ofVillages = [.. Runes(CsvFile.Rows(data.RareVillages).Select(row => row["ris_name"])).Distinct().Order(StringComparer.Ordinal)];
        _ofStandard = [.. data.StandardPlanes.SelectMany(File.ReadLines).Select(Character).OfType<string>()];
    }

    /// <summary>One of them: as often from a village's name as from the national standard.</summary>
    public string Draw(SeededDraw draw) => draw.Pick(draw.Chance(5_000) ? _ofVillages : _ofStandard);

    private static IEnumerable<string> Runes(IEnumerable<string> texts) =>
        texts.SelectMany(text => text.EnumerateRunes()).Where(rune => !rune.IsBmp).Select(rune => rune.ToString());

    /// <summary>A line of the table: <c>3-2144⇥2000B</c>.</summary>
    private static string? Character(string line) =>
        line.Split('\t') is [_, var point]
        && int.TryParse(point, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        && Rune.TryCreate(value, out var rune)
            ? rune.ToString()
            : null;
}

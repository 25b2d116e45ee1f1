namespace StudentNet.Simulator.Country;

/// <summary>One line of a county's district table that names a village and a school.</summary>
public sealed record DistrictEntry(string VillageCode, string SchoolCode, bool IsBasic, NeighbourhoodSet Neighbourhoods);

/// <summary>A county's district table as its clerks read it on paper: which schools a neighbourhood may go to.</summary>
public sealed class DistrictTable
{
    /// <summary>Neighbourhoods of a village that the table does not divide.</summary>
    private const int UsualNeighbourhoods = 20;

    private readonly ILookup<string, DistrictEntry> _byVillage;

    public DistrictTable(IEnumerable<DistrictEntry> entries) => _byVillage = entries.ToLookup(e => e.VillageCode, StringComparer.Ordinal);

    /// <summary>Reads the lines of a level; lines without village or school code, or with neighbourhoods that nobody can read, are left out.</summary>
    public static DistrictTable Load(PublishedData data, SchoolLevel level)
    {
        var letter = level == SchoolLevel.Elementary ? "E" : "J";
        return new(
            CsvFile
                .Rows(data.Districts)
                .Where(row => row["level"] == letter && row["villcode"].Length > 0 && row["school_code"].Length > 0)
                .Select(row => (
                    Village: row["villcode"],
                    School: row["school_code"],
                    Basic: row["zone_type"] == "基本",
                    Set: NeighbourhoodSet.Parse(row["neighbourhoods"], row["neighbourhoods_inverted"] == "1")
                ))
                .Where(line => line.Set.IsValid)
                .Select(line => new DistrictEntry(line.Village, line.School, line.Basic, line.Set.Set!))
        );
    }

    /// <summary>The schools that an address may go to, the basic ones first.</summary>
    public IReadOnlyList<DistrictEntry> At(string villageCode, int? neighbourhood) =>
        [
            .. _byVillage[villageCode]
                .Where(e => neighbourhood is { } n ? e.Neighbourhoods.Contains(n) : e.Neighbourhoods.IsEverything)
                .OrderByDescending(e => e.IsBasic)
                .ThenBy(e => e.SchoolCode, StringComparer.Ordinal),
        ];

    /// <summary>
    /// How many neighbourhoods a village has as far as the table tells: the highest number it names and two beyond, so that gaps are lived in too.
    /// </summary>
    public int NeighbourhoodsOf(string villageCode)
    {
        var named = _byVillage[villageCode]
            .Select(e => e.Neighbourhoods.Contains(NeighbourhoodSet.Max) ? e.Neighbourhoods.Complement() : e.Neighbourhoods)
            .SelectMany(set => set.Spans)
            .Select(span => span.To)
            .DefaultIfEmpty(0)
            .Max();
        return named == 0 ? UsualNeighbourhoods : named + 2;
    }
}

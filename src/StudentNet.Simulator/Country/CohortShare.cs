namespace StudentNet.Simulator.Country;

/// <summary>A village's people of two neighbouring ages, as published.</summary>
public sealed record VillageAges(string Code, string County, string Township, string Village, int Younger, int Older);

/// <summary>A village and how many of its children enter school.</summary>
public sealed record VillageCohort(string Code, string County, string Township, string Village, int Children);

/// <summary>
/// How many children of a village enter. Whole years of age are published for the end of December; a cohort is born from 9/2 to 9/1, so of those
/// who are 5 in December two thirds (born January to 1 September) and of those who are 6 one third (born from 2 September on) enter together.
/// </summary>
/// <remarks>
/// The one rounding rule: a county gets its sum of thirds rounded to the nearest child; every village gets the whole part of its own, and the children
/// still missing go one each to the villages with the largest remainders, equal ones in the order of the village codes.
/// </remarks>
public static class CohortShare
{
    /// <summary>The ages at the December before entry: 5 and 6 for 國小, 11 and 12 for 國中.</summary>
    public static (int Younger, int Older) AgesAt(SchoolYear year, SchoolLevel level)
    {
        var older = year.Gregorian - 1 - (Cohort.Entering(year, level).Year - 1);
        return (older - 1, older);
    }

    /// <summary>Villages in the order of their codes, rounded.</summary>
    public static IReadOnlyList<VillageCohort> Round(IEnumerable<VillageAges> villages) =>
        [.. villages.GroupBy(v => v.County).SelectMany(OfCounty).OrderBy(v => v.Code, StringComparer.Ordinal)];

    private static IEnumerable<VillageCohort> OfCounty(IEnumerable<VillageAges> villages)
    {
        var thirds = villages.Select(v => (Village: v, Thirds: (2 * v.Younger) + v.Older)).ToList();
        var total = (thirds.Sum(v => v.Thirds) + 1) / 3;
        var missing = total - thirds.Sum(v => v.Thirds / 3);
        var more = thirds
            .OrderByDescending(v => v.Thirds % 3)
            .ThenBy(v => v.Village.Code, StringComparer.Ordinal)
            .Take(missing)
            .Select(v => v.Village.Code)
            .ToHashSet(StringComparer.Ordinal);
        return thirds.Select(v => new VillageCohort(
            v.Village.Code,
            v.Village.County,
            v.Village.Township,
            v.Village.Village,
            (v.Thirds / 3) + (more.Contains(v.Village.Code) ? 1 : 0)
        ));
    }
}

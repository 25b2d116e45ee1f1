using StudentNet.Simulator.Country;

namespace StudentNet.Simulator.Play;

/// <summary>A school that takes part.</summary>
/// <param name="Code">Code of the unit, as the system has it.</param>
/// <param name="ActivationCode">One-time code of its AA account.</param>
public sealed record SchoolUnit(string Code, string Name, string County, string Township, bool IsPrivate, string AdministratorName, string ActivationCode)
{
    /// <summary>The ministry's six characters.</summary>
    public string MinistryCode => Code[..6];
}

/// <summary>The schools of the counties that are played, as the counties' lists of AA accounts name them.</summary>
public sealed class Schools
{
    private readonly Dictionary<string, SchoolUnit> _byMinistryCode;
    private readonly ILookup<(string County, string Township), SchoolUnit> _publicOfTownship;
    private readonly ILookup<string, SchoolUnit> _publicOfCounty;
    private readonly ILookup<string, SchoolUnit> _privateOfCounty;

    public Schools(IEnumerable<SchoolUnit> units)
    {
        All = [.. units.OrderBy(u => u.Code, StringComparer.Ordinal)];
        _byMinistryCode = All.ToDictionary(u => u.MinistryCode, StringComparer.Ordinal);
        _publicOfTownship = All.Where(u => !u.IsPrivate).ToLookup(u => (u.County, u.Township));
        _publicOfCounty = All.Where(u => !u.IsPrivate).ToLookup(u => u.County);
        _privateOfCounty = All.Where(u => u.IsPrivate).ToLookup(u => u.County);
    }

    public IReadOnlyList<SchoolUnit> All { get; }

    /// <summary>A unit by its code or by the ministry's six characters; null: it is not one of those played.</summary>
    public SchoolUnit? Find(string? code) => code is { Length: >= 6 } ? _byMinistryCode.GetValueOrDefault(code[..6]) : null;

    /// <summary>A public school near a home, by draw; null where the county has none.</summary>
    public SchoolUnit? Near(Home home, SeededDraw draw, string? except = null)
    {
        var township = _publicOfTownship[(home.County, home.Township)].Where(u => u.Code != except).ToList();
        var schools = township.Count > 0 ? township : [.. _publicOfCounty[home.County].Where(u => u.Code != except)];
        return schools.Count == 0 ? null : draw.Pick(schools);
    }

    /// <summary>A private school of a county, by draw; null where it has none.</summary>
    public SchoolUnit? Private(string county, SeededDraw draw)
    {
        var schools = _privateOfCounty[county].ToList();
        return schools.Count == 0 ? null : draw.Pick(schools);
    }
}

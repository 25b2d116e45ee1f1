using StudentNet.Platform.Data;

namespace StudentNet.Platform.Accounts;

/// <summary>A duty: one row of <c>Reference/duties.csv</c>.</summary>
/// <param name="Code">Code, as appointments and <c>functions.csv</c> name it.</param>
/// <param name="Level">Side of the network it belongs to.</param>
/// <param name="AppointedBy">Duties that may appoint to it.</param>
/// <param name="Lapses">Whether it ends with the school year, on 8/1.</param>
/// <param name="OnlyNamed">Whether it opens only the functions that name it: an AA account does nothing but enable people.</param>
/// <param name="Landing">Where its day begins.</param>
/// <param name="Schools">Which schools have it: <c>ours</c> those of a level (國小、國中), <c>foreign</c> those of none (外僑學校); empty: all.</param>
public sealed record Duty(
    string Code,
    Level Level,
    string Title,
    string Purpose,
    IReadOnlySet<string> AppointedBy,
    bool Lapses,
    bool OnlyNamed,
    string Landing,
    string Schools
)
{
    /// <summary>The one duty of an AA account; its sign-in name is the school's code.</summary>
    public const string Administrator = "Administrator";

    public const string Registrar = "Registrar";

    public const string CountyOfficer = "CountyOfficer";

    public const string MinistryOfficer = "MinistryOfficer";

    public const string TownshipCommittee = "TownshipCommittee";

    public const string ForeignSchool = "ForeignSchool";

    /// <summary>The duties that the program names; each must be in the file. The others it only reads there.</summary>
    internal static IReadOnlyList<string> Named { get; } = [Administrator, Registrar, CountyOfficer, MinistryOfficer, TownshipCommittee, ForeignSchool];

    /// <summary>First day without the duty, for one taken up on <paramref name="from"/>; null: it does not lapse.</summary>
    public DateOnly? LapseAfter(DateOnly from) => Lapses ? SchoolYear.Of(from).Next.FirstDay : null;
}

/// <summary>All duties, by code.</summary>
public sealed class DutyCatalogue
{
    private readonly Dictionary<string, Duty> _duties;

    private DutyCatalogue(IEnumerable<Duty> duties)
    {
        _duties = duties.ToDictionary(d => d.Code, StringComparer.Ordinal);
        foreach (var unknown in Duty.Named.Concat(All.SelectMany(d => d.AppointedBy)).Where(code => !_duties.ContainsKey(code)))
        {
            throw new InvalidOperationException($"duties.csv has no {unknown}, which the program or a row of the file names: add its row, or rename it there.");
        }
    }

    public IReadOnlyCollection<Duty> All => _duties.Values;

    /// <summary>The duty of a code; an unknown code is a bug and throws.</summary>
    public Duty this[string code] =>
        _duties.TryGetValue(code, out var duty) ? duty : throw new InvalidOperationException($"duties.csv has no {code}.");

    public Duty? Find(string? code) => code is null ? null : _duties.GetValueOrDefault(code);

    /// <summary>The duties that a holder of <paramref name="duty"/> gives to others.</summary>
    public IReadOnlyList<Duty> GivenBy(string duty) => [.. All.Where(d => d.AppointedBy.Contains(duty))];

    /// <summary>Reads <c>Reference/duties.csv</c>.</summary>
    public static DutyCatalogue Load() =>
        new(
            ReferenceFile.Rows(
                "duties.csv",
                row => new Duty(
                    row("code"),
                    Enum.Parse<Level>(row("level")),
                    row("title"),
                    row("purpose"),
                    row("appointed_by").Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal),
                    row("lapses") == "yes",
                    row("only_named") == "yes",
                    row("landing"),
                    row("schools")
                )
            )
        );
}

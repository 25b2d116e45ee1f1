namespace StudentNet.Simulator.Country;

/// <summary>What becomes of a child in the year: the hidden truth. Shares and outcomes are in <c>fates.csv</c>.</summary>
public enum Fate
{
    /// <summary>Comes to the school it was allocated to.</summary>
    Attends,

    /// <summary>Comes to another school of its choice list; where there is no choice, to the allocated one.</summary>
    ChoosesListed,

    /// <summary>Comes to another public school, which adds it.</summary>
    OtherPublic,

    /// <summary>Comes to a private school, which adds it.</summary>
    PrivateSchool,

    /// <summary>Registers at the allocated school, but is admitted at another.</summary>
    ChangesMind,

    /// <summary>Two schools register it; the second admits it.</summary>
    RegistersTwice,

    /// <summary>Moves after 3/20 and before the allocation; comes where its new address says.</summary>
    MovesBefore,

    /// <summary>Moves after the allocation was published; its new school adds it.</summary>
    MovesAfter,

    /// <summary>Moves to a county nobody plays and is seen in no school.</summary>
    MovesAway,

    /// <summary>Lives abroad; the registry does not know.</summary>
    Abroad,

    /// <summary>Lives abroad, and the registry has struck it off.</summary>
    AbroadReported,

    /// <summary>Goes to a school for foreigners; no source tells the comparison yet.</summary>
    ForeignSchool,

    /// <summary>Nobody knows.</summary>
    Missing,

    /// <summary>Stays at home without any approval; the school keeps calling.</summary>
    StaysHome,

    /// <summary>暫緩入學 with approval.</summary>
    Deferred,

    /// <summary>非學 with approval.</summary>
    HomeEducation,

    /// <summary>Registered, and never seen again.</summary>
    NeverComes,

    /// <summary>Dies; the registry reports it.</summary>
    Dies,

    /// <summary>Loses the nationality; the registry reports it.</summary>
    LosesNationality,
}

/// <summary>Where a child must be found after the comparison.</summary>
public enum Outcome
{
    /// <summary>In exactly one school.</summary>
    Admitted,

    /// <summary>In none, and something accounts for it.</summary>
    Accounted,

    /// <summary>In none, and nothing does.</summary>
    Tracked,
}

/// <summary>How often a fate befalls a child, and where the child must be found.</summary>
public sealed record FateShare(Fate Fate, int PerTenThousand, Outcome Outcome);

/// <summary>The table of fates.</summary>
public static class Fates
{
    /// <summary>In the order of <c>fates.csv</c>; the shares make up 10,000.</summary>
    public static IReadOnlyList<FateShare> All { get; } = Load();

    public static Outcome OutcomeOf(Fate fate) => All.Single(f => f.Fate == fate).Outcome;

    /// <summary>The fate at a point of 0 … 9,999.</summary>
    public static Fate At(int point)
    {
        foreach (var share in All)
        {
            point -= share.PerTenThousand;
            if (point < 0)
            {
                return share.Fate;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(point));
    }

    private static List<FateShare> Load()
    {
        using var stream = typeof(Fates).Assembly.GetManifestResourceStream("fates.csv")!;
        using var text = new StreamReader(stream);
        using var csv = Sylvan.Data.Csv.CsvDataReader.Create(text);
        var shares = new List<FateShare>();
        while (csv.Read())
        {
            shares.Add(new FateShare(Enum.Parse<Fate>(csv.GetString(0)), csv.GetInt32(1), Enum.Parse<Outcome>(csv.GetString(2))));
        }

        return shares.Sum(s => s.PerTenThousand) == 10_000
            ? shares
            : throw new InvalidDataException("The shares of fates.csv do not make up 10,000.");
    }
}

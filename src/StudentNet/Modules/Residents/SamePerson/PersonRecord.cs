
namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>One record of a person as an officer sees it beside another.</summary>
/// <param name="Numbers">All its numbers, the shown one first.</param>
/// <param name="Home">The latest residence; null: no list of the registry has it.</param>
/// <param name="Facts">What all modules know, with where it is in words.</param>
/// <param name="IsWithin">The officer's county answers for it; otherwise addresses and names of schools stay out.</param>
public sealed record PersonRecord(Person Person, IReadOnlyList<PersonIdentifier> Numbers, Residence? Home, IReadOnlyList<PlacedFact> Facts, bool IsWithin)
{
    public PersonIdentifier? Shown => Numbers.FirstOrDefault(n => n.IsCurrent);

    /// <summary>The village; with the address where the officer's county answers.</summary>
    public string? Place => Home is null ? null : PlaceOf(Home, IsWithin);

    internal static string PlaceOf(Residence home, bool isWithin) => isWithin ? $"{home.VillageText}　{home.Address}" : home.VillageText;

    public IEnumerable<PlacedFact> Of(string kind) => Facts.Where(f => f.Fact.Kind == kind);
}

/// <summary>Who a record is, for a page about something else of the child.</summary>
/// <param name="Number">The shown number, in clear: pages mask it; null: the record has none.</param>
public sealed record PersonLabel(string Name, string? Number, DateOnly BirthDate);

/// <summary>A fact and where it is.</summary>
/// <param name="Where">The school where the officer may read it, else no more than its county; null: no school.</param>
public sealed record PlacedFact(PersonFact Fact, string? Where);

/// <summary>The pair as the officer saw it: who merged or exchanged meanwhile has raised a version.</summary>
public sealed record SeenPair(long First, int FirstVersion, long Second, int SecondVersion);

/// <summary>Two records side by side, and what would become of their rows if the first one stayed.</summary>
public sealed record PersonPair(PersonRecord First, PersonRecord Second, IReadOnlyList<PersonMergeLook> Looks)
{
    public bool HasSameBirthDate => First.Person.BirthDate == Second.Person.BirthDate;

    public bool HasSameName => First.Person.NormalisedName == Second.Person.NormalisedName;

    /// <summary>Name or birth date differ: it takes more than a look to know that this is one child.</summary>
    public bool IsDoubtful => !HasSameBirthDate || !HasSameName;

    /// <summary>What both claim differently: after a merge both stand, and schools and county are asked to decide.</summary>
    public IReadOnlyList<string> LeftToDecide =>
        [
            .. First
                .Facts.Concat(Second.Facts)
                .Select(f => f.Fact.Claim)
                .OfType<PersonClaim>()
                .GroupBy(c => c.What)
                .Where(g => g.Select(c => c.Value).Distinct().Count() > 1)
                .Select(g => g.Key),
        ];

    /// <summary>The headings under which either has something.</summary>
    public IReadOnlyList<string> Kinds => [.. First.Facts.Concat(Second.Facts).Select(f => f.Fact.Kind).Where(k => k != "設籍").Distinct()];

    /// <summary>What of a kind of change would happen: 新生歷程 3 筆.</summary>
    public IReadOnlyList<string> Rows(params MergedRowChange[] changes) =>
        [.. Looks.Where(l => changes.Contains(l.Change)).GroupBy(l => l.Table).Select(g => $"{PersonRowWords.Of(g.Key)} {g.Sum(l => l.Rows):N0} 筆")];
}

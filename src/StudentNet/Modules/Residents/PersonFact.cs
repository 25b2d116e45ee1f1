namespace StudentNet.Modules.Residents;

/// <summary>Something that a module knows of a record of a person: an entry, what a school said, a case, a roll. For an officer who holds two records side by side.</summary>
/// <param name="Kind">What it is, as a heading: 新生, 學校登錄, 列管個案.</param>
/// <param name="Words">What it says, without the school.</param>
/// <param name="At">When it last changed, UTC.</param>
public sealed record PersonFact(long PersonId, string Kind, string Words, DateTime At)
{
    /// <summary>The school it is about; null: none.</summary>
    public string? SchoolCode { get; init; }

    /// <summary>The county that answers, beside that of the school; null: none.</summary>
    public string? CountyCode { get; init; }

    /// <summary>Set where a child can have only one such thing: two records that claim different ones leave the choice to a person.</summary>
    public PersonClaim? Claim { get; init; }
}

/// <summary>What can be true of a child only once.</summary>
/// <param name="What">In words, the same for both records: 115 學年度國小報到.</param>
/// <param name="Value">Which school, which case.</param>
public sealed record PersonClaim(string What, string Value);

/// <summary>A module that knows things of persons: its part of what is seen before two records become one, and which county answers for it.</summary>
public interface IPersonFacts
{
    /// <summary>Everything it knows of these few records.</summary>
    Task<IReadOnlyList<PersonFact>> OfAsync(IReadOnlyList<long> people, CancellationToken cancellation = default);

    /// <summary>
    /// The records for which a county answers by what this module knows, table by table: parts of a statement, never read as a whole. Whoever asks for a few
    /// records asks each part for them, so that each table is entered by the key of the person.
    /// </summary>
    IReadOnlyList<IQueryable<long>> AnsweredBy(string county);
}

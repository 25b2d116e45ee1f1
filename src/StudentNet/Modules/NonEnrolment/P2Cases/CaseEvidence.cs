using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Ledger;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>What other sources say of a tracked child, each with when we learned it.</summary>
/// <param name="Crossing">The last border crossing; null: none is known.</param>
/// <param name="BorderThrough">Until which day the border's lists tell; null: none has come yet.</param>
/// <param name="LowIncome">The household's kind on the newest monthly list that names the child; null: not named.</param>
/// <param name="LowIncomeMonth">The newest month of that list, named or not, as ROC year × 100 + month; null: none has come yet.</param>
public sealed record CaseEvidence(
    BorderCrossing? Crossing,
    DateOnly? BorderThrough,
    DateTime? BorderReceivedAt,
    LowIncomeKind? LowIncome,
    int? LowIncomeMonth,
    IReadOnlyList<CaseSibling> Siblings
)
{
    /// <summary>Reads it. Three statements, each of one child or one household.</summary>
    public static async Task<CaseEvidence> ReadAsync(StudentNetDb db, CaseRow row, DateOnly today, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(row);
        var (person, number) = (row.Case.PersonId, row.Number);
        var crossing = await db.Set<BorderCrossing>()
            .AsNoTracking()
            .Where(c => c.PersonId == person)
            .OrderByDescending(c => c.CrossedOn)
            .ThenByDescending(c => c.Clock)
            .ThenBy(c => c.Direction == BorderDirection.Out)
            .FirstOrDefaultAsync(cancellation);
        // What is asked of one row only is asked as single values: SQLite has no lateral join.
        var found = await db.Set<Person>()
            .Where(p => p.PersonId == person)
            .Select(p => new
            {
                Through = db.Set<BorderList>().Max(l => (DateOnly?)l.Through),
                ReceivedAt = db.Set<BorderList>().Max(l => (DateTime?)l.ReceivedAt),
                Month = db.Set<LowIncomeMark>().Max(m => (int?)m.Month),
                NamedIn = db.Set<LowIncomeMark>().Where(m => m.Number == number).Max(m => (int?)m.Month),
                Kind = db.Set<LowIncomeMark>().Where(m => m.Number == number).OrderByDescending(m => m.Month).Select(m => (LowIncomeKind?)m.Kind).FirstOrDefault(),
            })
            .FirstAsync(cancellation);
        return new CaseEvidence(
            crossing,
            found.Through,
            found.ReceivedAt,
            found.NamedIn == found.Month ? found.Kind : null,
            found.Month,
            row.Residence?.Household is { } household ? await SiblingsAsync(db, person, household, today, cancellation) : []
        );
    }

    /// <summary>Other children of compulsory age in the household, with where the ledger says that they are.</summary>
    private static async Task<IReadOnlyList<CaseSibling>> SiblingsAsync(StudentNetDb db, long person, string household, DateOnly today, CancellationToken cancellation)
    {
        var year = SchoolYear.Of(today);
        var (oldest, youngest) = (P1Comparison.ComparisonRun.OldestCohort(today, SchoolLevel.JuniorHigh), Cohort.Entering(year, SchoolLevel.Elementary).Year);
        var siblings = await (
            from residence in db.Set<Residence>()
            join child in db.Set<Person>() on residence.PersonId equals child.PersonId
            where residence.Household == household && residence.Until == null && child.PersonId != person && child.Cohort >= oldest && child.Cohort <= youngest && child.Ended == null && child.MergedInto == null
            join standing in db.Set<Standing>().Where(s => s.SupersededAt == null && s.ValidFrom <= today && s.ValidUntil > today) on child.PersonId equals standing.PersonId into standings
            from standing in standings.DefaultIfEmpty()
            join organisation in db.Set<Organisation>() on standing.OrganisationCode equals organisation.Code into organisations
            from organisation in organisations.DefaultIfEmpty()
            orderby child.BirthDate
            select new { child.PersonId, child.BirthDate, Rule = (int?)standing.Rule, organisation.Name }
        ).ToListAsync(cancellation);
        return [.. siblings.Select(s => new CaseSibling(s.PersonId, s.BirthDate, s.Rule is { } rule ? StandingRules.Of(rule).StandingTitle : null, s.Name))];
    }
}

/// <summary>Another child of compulsory age in the household.</summary>
/// <param name="Standing">Where the ledger says that it is; null: it has not been decided yet.</param>
/// <param name="Organisation">Who answers for it.</param>
public sealed record CaseSibling(long PersonId, DateOnly BirthDate, string? Standing, string? Organisation);

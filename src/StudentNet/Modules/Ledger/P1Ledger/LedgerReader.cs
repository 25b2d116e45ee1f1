using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>How many children of one age stand in one way.</summary>
public sealed record LedgerCell(string? County, int Cohort, int Rule, int People);

/// <summary>The latest nightly check.</summary>
/// <param name="At">When it ended, UTC.</param>
public sealed record LedgerNight(DateTime At, long Children, long Differences);

/// <summary>The ledger of a day as it is shown: the counts of a scope, and the last night's check.</summary>
public sealed record LedgerFigures(DateOnly Day, IReadOnlyList<LedgerCell> Cells, LedgerNight? Night)
{
    public int Total => Cells.Sum(c => c.People);

    /// <summary>Children of a group; null: of all.</summary>
    public int Of(StandingGroup group) => Cells.Where(c => StandingRules.Of(c.Rule).Group == group).Sum(c => c.People);

    /// <summary>Children of an age and a standing; null: of all.</summary>
    public int Of(int? age, string? standing) =>
        Cells.Where(c => (age is null || SchoolAge(c.Cohort, Day) == age) && (standing is null || StandingRules.Of(c.Rule).Standing == standing)).Sum(c => c.People);

    /// <summary>Full years on the last 9/1: six in the first year of school.</summary>
    public static int SchoolAge(int cohort, DateOnly day) => LastFirstOfSeptember(day) - cohort;

    /// <summary>The cohort that is of an age on a day.</summary>
    public static int CohortOf(int age, DateOnly day) => LastFirstOfSeptember(day) - age;

    private static int LastFirstOfSeptember(DateOnly day) => day >= new DateOnly(day.Year, 9, 1) ? day.Year : day.Year - 1;
}

/// <summary>A child of a list of the ledger: how it stands on the day, since when, by what.</summary>
public sealed class LedgerRow : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Standing.PersonId;

    public required Standing Standing { get; init; }

    public required Person Person { get; init; }

    /// <summary>Current number, in clear: masked where it is shown.</summary>
    public string? Number { get; init; }

    /// <summary>Who answers.</summary>
    public string? Organisation { get; init; }

    public StandingRule Rule => StandingRules.Of(Standing.Rule);
}

/// <summary>Reads the ledger for pages, each as far as the caller's scope goes.</summary>
public sealed class LedgerReader(StudentNetDb db)
{
    /// <summary>
    /// The counts of a scope: kept ones of the latest counted day for ministry and county, a school's children one by one. Null: nothing has been counted yet.
    /// </summary>
    /// <param name="county">Only this county, for the ministry.</param>
    public async Task<LedgerFigures?> FiguresAsync(Scope scope, string? county, DateOnly today, CancellationToken cancellation = default)
    {
        var night = await NightAsync(cancellation);
        if (scope is Scope.School)
        {
            var own = await Within(scope, today)
                .GroupBy(s => new { s.Cohort, s.Rule })
                .Select(g => new LedgerCell(null, g.Key.Cohort, g.Key.Rule, g.Count()))
                .ToListAsync(cancellation);
            return new LedgerFigures(today, own, night);
        }

        var latest = db.Set<StandingCount>().Where(c => c.Day <= today).OrderByDescending(c => c.Day).Select(c => c.Day).Take(1);
        var narrowed = scope is Scope.County { Code: var code } ? code : county;
        var cells = await db.Set<StandingCount>()
            .Where(c => latest.Contains(c.Day) && c.People != 0 && (narrowed == null || c.CountyCode == narrowed))
            .Select(c => new { c.Day, Cell = new LedgerCell(c.CountyCode, c.Cohort, c.Rule, c.People) })
            .ToListAsync(cancellation);
        return cells is [var first, ..] ? new LedgerFigures(first.Day, [.. cells.Select(c => c.Cell)], night) : null;
    }

    /// <summary>
    /// The periods of a day that a scope may see: a county those of its residents and of whom it answers for, a school those it answers for, the ministry all.
    /// </summary>
    public IQueryable<Standing> Within(Scope scope, DateOnly day) =>
        db.Set<Standing>()
            .AsNoTracking()
            .Where(s => s.SupersededAt == null && s.ValidFrom <= day && s.ValidUntil > day)
            .Within(scope, county: code => s => s.CountyCode == code, school: code => s => s.OrganisationCode == code);

    /// <summary>The same with child and answering organisation, for a list.</summary>
    public IQueryable<LedgerRow> Rows(IQueryable<Standing> periods) =>
        from row in periods.WithPerson(db, s => s.PersonId)
        join organisation in db.Set<Organisation>() on row.Row.OrganisationCode equals organisation.Code into organisations
        from organisation in organisations.DefaultIfEmpty()
        select new LedgerRow { Standing = row.Row, Person = row.Person, Number = row.Number, Organisation = organisation.Name };

    /// <summary>Names of all counties, for the ministry.</summary>
    public Task<Dictionary<string, string>> CountiesAsync(CancellationToken cancellation = default) =>
        db.Set<Organisation>().Where(o => o.Level == Level.County).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);

    /// <summary>
    /// Everything the ledger ever said of a child, where it is the scope's: a county's while the child lives in it, a school's while it answers, the ministry's. Null: it is
    /// not, or there is no such child.
    /// </summary>
    /// <param name="known">As it was known at the end of this day; null: as it is known now.</param>
    public async Task<LedgerChild?> ChildAsync(Scope scope, long person, DateOnly today, DateOnly? known, CancellationToken cancellation = default)
    {
        // Whose the child is: before 9/1 of its first year, theirs who will answer then.
        var theirs = db.Set<Standing>()
            .Where(s => s.PersonId == person)
            .Within(scope, county: code => s => s.CountyCode == code || s.OrganisationCode == code, school: code => s => s.OrganisationCode == code);
        if (scope is not Scope.National)
        {
            var open = db.Set<Standing>().Where(s => s.PersonId == person && s.SupersededAt == null && s.ValidUntil > today);
            theirs = theirs.Where(s => s.SupersededAt == null && s.ValidUntil > today && !open.Any(earlier => earlier.ValidFrom < s.ValidFrom));
        }

        var all = await db.Set<Standing>()
            .AsNoTracking()
            .Where(s => s.PersonId == person && theirs.Any())
            .OrderBy(s => s.ValidFrom)
            .ThenBy(s => s.Seq)
            .ToListAsync(cancellation);
        if (all.Count == 0)
        {
            return null;
        }

        var until = known is { } day && day < today ? TaipeiTime.StartOfDayUtc(day.AddDays(1)) : (DateTime?)null;
        var shown = all.Where(s => until is { } end ? s.RecordedAt < end && (s.SupersededAt is null || s.SupersededAt >= end) : s.SupersededAt is null).ToList();
        var codes = shown.SelectMany(s => new[] { s.OrganisationCode, s.CountyCode }).OfType<string>().Distinct().ToList();
        var who = await db.Set<Person>()
            .AsNoTracking()
            .Where(p => p.PersonId == person && theirs.Any())
            .Select(p => new
            {
                Person = p,
                Number = db.Set<PersonIdentifier>().Where(i => i.PersonId == person && i.IsCurrent).Select(i => i.Number).FirstOrDefault(),
            })
            .SingleAsync(cancellation);
        var names = await db.Set<Organisation>().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Level == Level.School ? $"{o.Code} {o.Name}" : o.Name, cancellation);
        return new LedgerChild(who.Person, who.Number, shown, all.Count(s => s.SupersededAt is not null), names);
    }

    private async Task<LedgerNight?> NightAsync(CancellationToken cancellation)
    {
        var last = await db.Set<Run>()
            .Where(r => r.Kind == LedgerRun.Name && r.Status == RunStatus.Done)
            .OrderByDescending(r => r.Id)
            .Select(r => new { r.EndedAt, r.Outcome })
            .FirstOrDefaultAsync(cancellation);
        if (last is not { EndedAt: { } at, Outcome: { } outcome })
        {
            return null;
        }

        var figures = JsonSerializer.Deserialize<Dictionary<string, long>>(outcome)!;
        return new LedgerNight(at, figures.GetValueOrDefault("children"), figures.GetValueOrDefault("standings_differing"));
    }
}

/// <summary>One child's history in the ledger.</summary>
/// <param name="Periods">In order; without those that the ledger has learned better of.</param>
/// <param name="Superseded">How many it has.</param>
/// <param name="Names">Names of the organisations by code.</param>
public sealed record LedgerChild(Person Person, string? Number, IReadOnlyList<Standing> Periods, int Superseded, IReadOnlyDictionary<string, string> Names)
{
    /// <summary>Name of an organisation; its code where it has none.</summary>
    public string NameOf(string code) => Names.GetValueOrDefault(code, code);
}

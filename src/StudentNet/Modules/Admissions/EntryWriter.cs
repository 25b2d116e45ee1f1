using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Counts;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions;

/// <summary>Who does something to a set of entries, and why: it stands in the event of each.</summary>
/// <param name="At">UTC.</param>
/// <param name="RunId">The run that does it; null: a person or a file.</param>
/// <param name="Detail">What the history shall say of it besides.</param>
public sealed record EntryAct(DateTime At, long? AccountId, string? OrganisationCode, long? RunId, string? Detail)
{
    /// <summary>Of a person, a client or a file.</summary>
    public static EntryAct Of(Act act, string? detail = null) => new(act?.At ?? throw new ArgumentNullException(nameof(act)), act.AccountId, act.OrganisationCode, null, detail);
}

/// <summary>
/// What can be done to the entries of many children at once (design §7): Admissions is the only writer of <c>entry</c>, <c>entry_event</c>,
/// <c>entry_choice</c> and <c>entry_mark</c>; other modules hand in a <see cref="PersonSet"/> and ask, the allocation its run. What schools say of single children goes through
/// <see cref="MarkRegister"/>. Every statement that writes entries as a set stands beside this file, in <c>entries-….sql</c>. All inside the caller's transaction.
/// </summary>
public static class EntryWriter
{
    /// <summary>Children whose state is decided together: enough for a few statements, few enough for the memory.</summary>
    private const int Together = 5000;

    /// <summary>
    /// Lists the children of the set that enter at the level in the year (by cohort), and those of its counties who were deferred last year: each gets
    /// an entry 待分發 in the county it lives in. Children that have one keep it as it is.
    /// </summary>
    public static async Task ListAsync(PersonSet people, SchoolYear year, SchoolLevel level, EntryAct act, CancellationToken cancellation = default)
    {
        await RunAsync(people, "entries-deferred", year, level, act, cancellation);
        await RunAsync(people, "entries-list", year, level, act, cancellation);
        await NotePlacesAsync(people, year, level, cancellation);
    }

    /// <summary>Moves the entries of the children of the set that live in another county than their entry says.</summary>
    public static async Task MoveAsync(PersonSet people, SchoolYear year, SchoolLevel level, EntryAct act, CancellationToken cancellation = default)
    {
        await NotePlacesAsync(people, year, level, cancellation);
        await RunAsync(people, "entries-move", year, level, act, cancellation);
        await NotePlacesAsync(people, year, level, cancellation);
    }

    /// <summary>The registry has ended the residence of these children, or it goes on after all: the figures count who lives in the country.</summary>
    public static async Task EndedAsync(StudentNetDb db, IReadOnlyCollection<long> people, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(db);
        foreach (var some in people.Chunk(Together))
        {
            foreach (var place in await db.Set<Entry>().Where(e => some.Contains(e.PersonId)).Select(e => new { e.Year, e.CountyCode, e.AllocatedSchool }).Distinct().ToListAsync(cancellation))
            {
                db.Summary<EntrySummary>().NotePlace(place.Year, place.CountyCode, place.AllocatedSchool);
            }
        }
    }

    /// <summary>
    /// The national comparison found the children of the set nowhere: those that no school admitted become 未入學 and stay so, whatever schools say of
    /// their registration, until one admits them. Returns how many became so.
    /// </summary>
    public static async Task<int> NotFoundAsync(PersonSet people, SchoolYear year, SchoolLevel level, EntryAct act, CancellationToken cancellation = default)
    {
        await RunAsync(people, "entries-not-found", year, level, act, cancellation);
        // Those that wait for their allocation wait no more.
        await NotePlacesAsync(people, year, level, cancellation);
        return await DecideAsync(people, year, level, EntryEvents.NotFound, act, cancellation);
    }

    /// <summary>
    /// Gives the entries of a county what a run of the allocation decided for them (<c>allocation_change</c>). One that somebody changed since the
    /// run began stays as it is, and leaves the run's changes.
    /// </summary>
    public static async Task AllocateAsync(StudentNetDb db, string county, SchoolYear year, SchoolLevel level, EntryAct act, CancellationToken cancellation = default)
    {
        await NoteCountyAsync(db, county, year, level, cancellation);
        await OfCountyAsync(db, "entries-allocate", county, year, level, act, cancellation);
        await NoteCountyAsync(db, county, year, level, cancellation);
    }

    /// <summary>
    /// Shows the schools every allocated child of the county that they were not shown yet. The act's time is to the millisecond, which both
    /// databases keep, for these children are looked for by it.
    /// </summary>
    public static async Task PublishAsync(StudentNetDb db, string county, SchoolYear year, SchoolLevel level, EntryAct act, CancellationToken cancellation = default)
    {
        await OfCountyAsync(db, "entries-publish", county, year, level, act, cancellation);
        await NoteCountyAsync(db, county, year, level, cancellation);
    }

    /// <summary>
    /// Takes back what was published at an instant, but for the children on whom a school has acted since. Returns how many wait for a publication again.
    /// </summary>
    /// <param name="published">The instant of the publication, as <see cref="PublishAsync"/> stored it.</param>
    public static async Task<int> UnpublishAsync(
        StudentNetDb db,
        string county,
        SchoolYear year,
        SchoolLevel level,
        DateTime published,
        EntryAct act,
        CancellationToken cancellation = default
    )
    {
        var shown = db.Set<Entry>().Where(e => e.Year == year && e.Level == level && e.CountyCode == county && e.PublishedAt == published);
        var before = await shown.CountAsync(cancellation);
        await db.RunAsync("entries-unpublish", new { county, year, level, published, now = act.At, account = act.AccountId ?? 0 }, cancellation);
        await NoteCountyAsync(db, county, year, level, cancellation);
        return before - await shown.CountAsync(cancellation);
    }

    /// <summary>
    /// Lets the state of each entry of the set follow from its marks (<see cref="EntryOutcome"/>, decision 35), the same rule as for one child. The
    /// caller has locked the entries, so that no school says anything new in between. Returns how many changed.
    /// </summary>
    private static async Task<int> DecideAsync(PersonSet people, SchoolYear year, SchoolLevel level, string what, EntryAct act, CancellationToken cancellation)
    {
        var (db, changed, after) = (people.Db, 0, 0L);
        await db.RunAsync("entries-decided-table", null, cancellation);
        while (true)
        {
            var set = people.People;
            var entries = await db.Set<Entry>()
                .AsNoTracking()
                .Where(e => e.Year == year && e.Level == level && e.PersonId > after && set.Contains(e.PersonId))
                .OrderBy(e => e.PersonId)
                .Take(Together)
                .ToListAsync(cancellation);
            if (entries.Count == 0)
            {
                break;
            }

            var (first, last) = (entries[0].PersonId, entries[^1].PersonId);
            var marks = (
                await db.Set<EntryMark>()
                    .AsNoTracking()
                    .Where(m => m.Year == year && m.Level == level && m.PersonId >= first && m.PersonId <= last && set.Contains(m.PersonId))
                    .ToListAsync(cancellation)
            ).ToLookup(m => m.PersonId);
            changed += await WriteAsync(db, entries.Where(e => EntryOutcome.Of(e, [.. marks[e.PersonId]]).ApplyTo(e)), cancellation);
            after = last;
        }

        if (changed > 0)
        {
            await db.AnalyseAsync(cancellation, "decided_entry");
            await RunAsync(people, "entries-decide", year, level, act, cancellation, what);
        }

        return changed;
    }

    /// <summary>Names the places that the entries of the set speak of, for the kept figures.</summary>
    private static async Task NotePlacesAsync(PersonSet people, SchoolYear year, SchoolLevel level, CancellationToken cancellation)
    {
        var (set, summary) = (people.People, people.Db.Summary<EntrySummary>());
        var places = people.Db.Set<Entry>().Where(e => e.Year == year && e.Level == level && set.Contains(e.PersonId));
        foreach (var place in await places.Select(e => new { e.CountyCode, e.AllocatedSchool }).Distinct().ToListAsync(cancellation))
        {
            summary.NotePlace(year, place.CountyCode, place.AllocatedSchool);
        }
    }

    /// <summary>Names the schools to which children of a county are allocated, and the children that are not.</summary>
    private static async Task NoteCountyAsync(StudentNetDb db, string county, SchoolYear year, SchoolLevel level, CancellationToken cancellation)
    {
        var summary = db.Summary<EntrySummary>();
        summary.NotePlace(year, county, null);
        var schools = db.Set<Entry>().Where(e => e.Year == year && e.Level == level && e.CountyCode == county && e.AllocatedSchool != null);
        foreach (var school in await schools.Select(e => e.AllocatedSchool!).Distinct().ToListAsync(cancellation))
        {
            summary.NoteSchool(year, school);
        }
    }

    private static async Task<int> WriteAsync(StudentNetDb db, IEnumerable<Entry> decided, CancellationToken cancellation)
    {
        await using var writer = await BulkWriter.OpenAsync(
            db,
            "decided_entry",
            [
                new BulkColumn("person_id", BulkType.Long),
                new BulkColumn("state", BulkType.Text),
                new BulkColumn("registered_school", BulkType.Text),
                new BulkColumn("admitted_school", BulkType.Text),
                new BulkColumn("reason", BulkType.Text),
                new BulkColumn("reason_detail", BulkType.Text),
            ],
            cancellation
        );
        foreach (var entry in decided)
        {
            object?[] row = [entry.PersonId, entry.State.ToString(), entry.RegisteredSchool, entry.AdmittedSchool, entry.Reason, entry.ReasonDetail];
            await writer.WriteAsync(row, cancellation);
        }

        await writer.CompleteAsync(cancellation);
        return (int)writer.Rows;
    }

    private static Task<int> OfCountyAsync(
        StudentNetDb db,
        string statement,
        string county,
        SchoolYear year,
        SchoolLevel level,
        EntryAct act,
        CancellationToken cancellation
    ) => db.RunAsync(statement, new { county, year, level, now = act.At, account = act.AccountId ?? 0, run = act.RunId ?? 0 }, cancellation);

    private static Task<int> RunAsync(
        PersonSet people,
        string statement,
        SchoolYear year,
        SchoolLevel level,
        EntryAct act,
        CancellationToken cancellation,
        string? what = null
    )
    {
        ArgumentNullException.ThrowIfNull(people);
        return people.Db.RunAsync(
            statement,
            new
            {
                year,
                level,
                cohort = Cohort.Entering(year, level).Year,
                what,
                now = act.At,
                account = act.AccountId ?? 0,
                organisation = act.OrganisationCode,
                run = act.RunId ?? 0,
                detail = act.Detail,
                deferring = Reasons.Deferring,
            },
            cancellation
        );
    }
}

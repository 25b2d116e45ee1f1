using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>The one source of case lists (P2, P3): case, child, current number and latest residence, within a <see cref="Scope"/>.</summary>
public sealed class CaseRoster(StudentNetDb db)
{
    /// <summary>
    /// Cases the scope may see: a school those it tracks, a county those it answers for and those its schools track, a township those of its
    /// residents, the ministry all.
    /// </summary>
    public IQueryable<CaseRow> Within(Scope scope)
    {
        var schools = db.SchoolsOf(scope);
        return Rows(
            db.Set<TrackedCase>()
                .AsNoTracking()
                .Within(
                    scope,
                    county: code => c => c.CountyCode == code || schools.Any(o => o.Code == c.SchoolCode),
                    township: code => c => db.Homes().Any(r => r.PersonId == c.PersonId && r.TownshipCode == code),
                    school: code => c => c.SchoolCode == code
                )
        );
    }

    /// <summary>Narrows to a state as it is on a day, to a name or the last three characters of a number, and to those whose release is proposed.</summary>
    public static IQueryable<CaseRow> Filter(IQueryable<CaseRow> rows, CaseState? state, string? search, DateOnly today, bool isProposed = false, bool isEarlier = false, CaseMark? mark = null)
    {
        rows = mark switch
        {
            CaseMark.Search => rows.Where(r => r.Case.ReleasedAt == null && r.Case.SearchedSince != null),
            CaseMark.Refusal => rows.Where(r => r.Case.ReleasedAt == null && r.Case.RefusedOn != null),
            CaseMark.Appeal => rows.Where(r => r.Case.ReleasedAt == null && r.Case.AppealedAt != null),
            CaseMark.ReleaseAsked => rows.Where(r => r.Case.ReleasedAt == null && r.Case.ReleaseAskedAt != null),
            CaseMark.HandOver => rows.Where(r => r.Case.ReleasedAt == null && r.Case.HandOverTo != null),
            _ => rows,
        };
        if (isEarlier)
        {
            var (now, before) = CurrentYears(today);
            rows = rows.Where(r => r.Case.ReleasedAt == null && r.Case.Year != now && r.Case.Year != before);
        }

        if (isProposed)
        {
            rows = rows.Where(r => r.Case.ReleasedAt == null && r.Case.ProposedReleasePass != null);
        }

        if (search?.Trim() is { Length: > 0 } text)
        {
            var name = NameText.Normalise(text);
            var number = text.ToUpperInvariant();
            rows = rows.Where(r => r.Person.NormalisedName.Contains(name) || r.LastThree == number || r.Case.CaseNo == number);
        }

        // The same conditions as TrackedCase.State, said to the database.
        return state switch
        {
            CaseState.Released => rows.Where(r => r.Case.ReleasedAt != null),
            CaseState.AwaitingDesignation => rows.Where(r => r.Case.ReleasedAt == null && r.Case.SchoolCode == null),
            CaseState.Overdue => rows.Where(r => r.Case.ReleasedAt == null && r.Case.SchoolCode != null && r.Case.NextVisitDue < today),
            CaseState.Visiting => rows.Where(r =>
                r.Case.ReleasedAt == null && r.Case.SchoolCode != null && (r.Case.NextVisitDue == null || r.Case.NextVisitDue >= today)
            ),
            _ => rows,
        };
    }

    /// <summary>The school years whose cases are the current work; from 10/15 on those of the year before stand on the list of earlier years (歷年未入學, domain §3).</summary>
    private static (SchoolYear Now, SchoolYear Before) CurrentYears(DateOnly today)
    {
        var year = SchoolYear.Of(today);
        return (year, today >= new DateOnly(year.Gregorian, 10, 15) ? year : year.Previous);
    }

    /// <summary>How many cases are in each state on a day.</summary>
    public static async Task<CaseCounts> CountAsync(IQueryable<CaseRow> rows, DateOnly today, CancellationToken cancellation = default)
    {
        var (now, before) = CurrentYears(today);
        var counts = await rows.GroupBy(r => new
            {
                Earlier = r.Case.ReleasedAt == null && r.Case.Year != now && r.Case.Year != before,
                Released = r.Case.ReleasedAt != null,
                Designated = r.Case.SchoolCode != null,
                Overdue = r.Case.NextVisitDue < today,
                Proposed = r.Case.ReleasedAt == null && r.Case.ProposedReleasePass != null,
                Search = r.Case.ReleasedAt == null && r.Case.SearchedSince != null,
                Refusal = r.Case.ReleasedAt == null && r.Case.RefusedOn != null,
                Appeal = r.Case.ReleasedAt == null && r.Case.AppealedAt != null,
                ReleaseAsked = r.Case.ReleasedAt == null && r.Case.ReleaseAskedAt != null,
                HandOver = r.Case.ReleasedAt == null && r.Case.HandOverTo != null,
            })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancellation);
        return new CaseCounts(
            counts.Where(c => !c.Key.Released && !c.Key.Designated).Sum(c => c.Count),
            counts.Where(c => !c.Key.Released && c.Key.Designated && !c.Key.Overdue).Sum(c => c.Count),
            counts.Where(c => !c.Key.Released && c.Key.Designated && c.Key.Overdue).Sum(c => c.Count),
            counts.Where(c => c.Key.Released).Sum(c => c.Count)
        )
        {
            ReleaseProposed = counts.Where(c => c.Key.Proposed).Sum(c => c.Count),
            Earlier = counts.Where(c => c.Key.Earlier).Sum(c => c.Count),
            Marks = new Dictionary<CaseMark, int>
            {
                [CaseMark.Search] = counts.Where(c => c.Key.Search).Sum(c => c.Count),
                [CaseMark.Refusal] = counts.Where(c => c.Key.Refusal).Sum(c => c.Count),
                [CaseMark.Appeal] = counts.Where(c => c.Key.Appeal).Sum(c => c.Count),
                [CaseMark.ReleaseAsked] = counts.Where(c => c.Key.ReleaseAsked).Sum(c => c.Count),
                [CaseMark.HandOver] = counts.Where(c => c.Key.HandOver).Sum(c => c.Count),
            },
        };
    }

    /// <summary>Cases that an organisation is asked to take over: until it accepts they are another's, and in no list of its own.</summary>
    public IQueryable<CaseRow> AskedOf(string organisation) => Rows(db.Set<TrackedCase>().AsNoTracking().Where(c => c.HandOverTo == organisation && c.ReleasedAt == null));

    private IQueryable<CaseRow> Rows(IQueryable<TrackedCase> cases) =>
        from tracked in cases.WithPerson(db, c => c.PersonId)
        join residence in db.Homes() on tracked.Person.PersonId equals residence.PersonId into residences
        from residence in residences.DefaultIfEmpty()
        join school in db.Set<Organisation>() on tracked.Row.SchoolCode ?? tracked.Row.ProposedSchool equals school.Code into schools
        from school in schools.DefaultIfEmpty()
        join entry in db.Set<Entry>() on new { tracked.Row.PersonId, tracked.Row.Year, tracked.Row.Level } equals new { entry.PersonId, entry.Year, entry.Level } into entries
        from entry in entries.DefaultIfEmpty()
        join named in db.Set<Organisation>() on entry.ReasonDetail equals named.Code into places
        from named in places.DefaultIfEmpty()
        select new CaseRow
        {
            Entry = entry,
            NamedSchool = named.Name,
            Case = tracked.Row,
            Person = tracked.Person,
            Number = tracked.Number,
            LastThree = tracked.LastThree,
            Residence = residence,
            SchoolName = school.Name,
        };
}

/// <summary>One case of a list, with the child.</summary>
public sealed class CaseRow : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Case.PersonId;

    public required TrackedCase Case { get; init; }

    public required Person Person { get; init; }

    /// <summary>Current number, in clear: masked where it is shown. Null while no number is known.</summary>
    public string? Number { get; init; }

    public string? LastThree { get; init; }

    public Residence? Residence { get; init; }

    /// <summary>The child's entry of the year: allocation, registration, reason; null: it is on no list.</summary>
    public Entry? Entry { get; init; }

    /// <summary>Name of the school that the reason names by its code.</summary>
    public string? NamedSchool { get; init; }

    /// <summary>What the school that answered for the child wrote: 私校（○○國小）. Empty: nothing.</summary>
    public string Said => Reasons.Words(Entry?.Reason, Entry?.ReasonDetail, EntryStage.Registration, code => $"{code} {NamedSchool}".Trim());

    /// <summary>The school that tracks, or the proposed one while none is designated.</summary>
    public string? SchoolName { get; init; }
}

/// <summary>What is going on in an open case, beside its state.</summary>
public enum CaseMark
{
    /// <summary>協尋中</summary>
    Search,

    /// <summary>拒學</summary>
    Refusal,

    /// <summary>申訴中</summary>
    Appeal,

    /// <summary>申請解列中</summary>
    ReleaseAsked,

    /// <summary>移交、改派中</summary>
    HandOver,
}

/// <summary>Cases by state.</summary>
public sealed record CaseCounts(int AwaitingDesignation, int Visiting, int Overdue, int Released)
{
    /// <summary>Of those still looked for: a comparison or a merge has found them, and the county must confirm.</summary>
    public int ReleaseProposed { get; init; }

    /// <summary>Of those still looked for: cases of earlier school years.</summary>
    public int Earlier { get; init; }

    /// <summary>Of those still looked for, by what is going on.</summary>
    public IReadOnlyDictionary<CaseMark, int> Marks { get; init; } = new Dictionary<CaseMark, int>();

    /// <summary>Everybody still looked for.</summary>
    public int Open => AwaitingDesignation + Visiting + Overdue;

    /// <summary>Everybody who is, or was.</summary>
    public int All => Open + Released;

    /// <summary>How many <see cref="CaseRoster.Filter"/> leaves; null where these counts do not say, because of a search or of two filters together.</summary>
    public int? Of(CaseState? state, bool isProposed, string? search) =>
        (state, isProposed, string.IsNullOrWhiteSpace(search)) switch
        {
            (_, _, false) => null,
            (null, true, _) => ReleaseProposed,
            (_, true, _) => null,
            (CaseState.Released, _, _) => Released,
            (CaseState.AwaitingDesignation, _, _) => AwaitingDesignation,
            (CaseState.Overdue, _, _) => Overdue,
            (CaseState.Visiting, _, _) => Visiting,
            _ => All,
        };
}

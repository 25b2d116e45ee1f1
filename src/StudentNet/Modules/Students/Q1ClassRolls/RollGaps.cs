using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>
/// 轉出未轉入 and 重複在籍 of some schools in a term: what must not stay unseen by school, county and ministry (domain §8). The rolls of Q1 are asked
/// first, then the lists of Q3 and Q5: a child who went to a foreign school is not lost, and one who stands on a roll besides is counted twice.
/// </summary>
/// <param name="schools">Codes of the schools that answer for the children.</param>
internal sealed class RollGaps(StudentNetDb db, Term term, IQueryable<string> schools, DateTime now)
{
    /// <summary>So long a child may be between two schools.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(3);

    /// <summary>People of one statement: the embedded database takes no more parameters than it was built for.</summary>
    private const int Some = 500;

    private readonly DateTime _lateBefore = now - Grace;

    /// <summary>Q3's and Q5's lists as they stand; of a term that is over, as they stood on its last day.</summary>
    private readonly DateOnly _day = new[] { TaipeiTime.Today(now), term.LastDay }.Min();

    /// <summary>How many of each there are; nobody's name or number is read.</summary>
    public async Task<RollDoubtCounts> CountAsync(CancellationToken cancellation = default)
    {
        var (doubled, left, forgotten, late) = Counted;
        return await db.AsOneRow()
            .Select(_ => new RollDoubtCounts(doubled.Count(), left.Count(l => l.At < late), forgotten.Count(), left.Count(l => l.At >= late)))
            .SingleAsync(cancellation);
    }

    /// <summary>The same, and what else the tabs of a school's page count, in one statement.</summary>
    public async Task<RollTabCounts> CountWithTabsAsync(string school, CancellationToken cancellation = default)
    {
        var (doubled, left, forgotten, late) = Counted;
        var classes = Rolls(term).Where(p => p.SchoolCode == school).Select(p => new { p.ClassKind, p.Grade, p.ClassName }).Distinct();
        var files = db.Set<Receipt>().Where(r => r.Format == ClassRollFormat.Code && r.OrganisationCode == school);
        var bySystem = FiledBySystem.Of(db).Where(s => s.Code == school);
        return await db.AsOneRow()
            .Select(_ => new RollTabCounts(
                bySystem.Any(),
                classes.Count(),
                files.Count(),
                new RollDoubtCounts(doubled.Count(), left.Count(l => l.At < late), forgotten.Count(), left.Count(l => l.At >= late))
            ))
            .SingleAsync(cancellation);
    }

    /// <summary>What is counted, as parts of one statement.</summary>
    private (IQueryable<long> Doubled, IQueryable<Departure> Left, IQueryable<ClassPupil> Forgotten, DateTime Late) Counted => (Doubled, LastLeft, NotTakenOver, _lateBefore);

    /// <summary>逾 3 日未轉入 by school, nobody named: whom the county, and the ministry, has to ask.</summary>
    public async Task<IReadOnlyDictionary<string, int>> OverdueBySchoolAsync(CancellationToken cancellation = default)
    {
        var left = await Left.Select(e => new { e.PersonId, e.SchoolCode, e.At, e.Seq }).ToListAsync(cancellation);
        var late = left.GroupBy(e => e.PersonId).Select(g => g.MaxBy(e => (e.At, e.Seq))!).Where(e => e.At < _lateBefore).Select(e => e.SchoolCode);
        var forgotten = await NotTakenOver.GroupBy(p => p.SchoolCode).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellation);
        return late.CountBy(code => code)
            .Concat(forgotten.Select(f => KeyValuePair.Create(f.Key, f.Count)))
            .GroupBy(c => c.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Sum(c => c.Value), StringComparer.Ordinal);
    }

    /// <summary>Children of some kinds, kind by kind; among those who left, the longest ago first.</summary>
    /// <param name="counts">What <see cref="CountAsync"/> has said of each kind, in which <paramref name="skip"/> and <paramref name="take"/> are a part.</param>
    public async Task<IReadOnlyList<RollDoubt>> ReadAsync(
        IEnumerable<RollDoubtKind> kinds,
        RollDoubtCounts counts,
        int skip,
        int take,
        CancellationToken cancellation = default
    )
    {
        var rows = new List<RollDoubt>();
        foreach (var kind in kinds)
        {
            if (skip < counts[kind] && rows.Count < take)
            {
                rows.AddRange(await ReadAsync(kind, skip, take - rows.Count, cancellation));
            }

            skip = Math.Max(0, skip - counts[kind]);
        }

        return rows;
    }

    private Task<IReadOnlyList<RollDoubt>> ReadAsync(RollDoubtKind kind, int skip, int take, CancellationToken cancellation) =>
        kind switch
        {
            RollDoubtKind.Doubled => ReadDoubledAsync(skip, take, cancellation),
            RollDoubtKind.NotTakenOver => ReadNotTakenOverAsync(skip, take, cancellation),
            RollDoubtKind.Late => ReadLeftAsync(kind, LastLeft.Where(l => l.At < _lateBefore), skip, take, cancellation),
            _ => ReadLeftAsync(kind, LastLeft.Where(l => l.At >= _lateBefore), skip, take, cancellation),
        };

    private async Task<IReadOnlyList<RollDoubt>> ReadDoubledAsync(int skip, int take, CancellationToken cancellation)
    {
        var places = new List<(long PersonId, string SchoolCode, string Where)>();
        var people = await Doubled.OrderBy(id => id).Skip(skip).Take(take).ToListAsync(cancellation);
        foreach (var some in people.Chunk(Some))
        {
            var rolls = await Rolls(term).AsNoTracking().Where(p => some.Contains(p.PersonId)).ToListAsync(cancellation);
            places.AddRange(rolls.Select(p => (p.PersonId, p.SchoolCode, ClassOf(p.Line))));
            var foreign = await Foreign.Where(p => some.Contains(p.PersonId)).Select(p => new { p.PersonId, p.SchoolCode }).ToListAsync(cancellation);
            places.AddRange(foreign.Select(p => (p.PersonId, p.SchoolCode, "外籍生名單（Q3）")));
            var abroad = await AtForeignSchools.Where(p => some.Contains(p.PersonId)).Select(p => new { p.PersonId, p.SchoolCode }).ToListAsync(cancellation);
            places.AddRange(abroad.Select(p => (p.PersonId, p.SchoolCode, "外僑學校名單（Q5）")));
        }

        var lists = places.OrderBy(p => p.SchoolCode, StringComparer.Ordinal).ToLookup(p => p.PersonId, p => (p.SchoolCode, p.Where));
        return await DescribeAsync([.. people.Select(id => new Found(id, RollDoubtKind.Doubled, [.. lists[id]], null))], cancellation);
    }

    private async Task<IReadOnlyList<RollDoubt>> ReadLeftAsync(RollDoubtKind kind, IQueryable<Departure> departures, int skip, int take, CancellationToken cancellation)
    {
        var left = await departures.OrderBy(l => l.At).ThenBy(l => l.PersonId).Skip(skip).Take(take).ToListAsync(cancellation);
        var last = new Dictionary<long, ClassPupilEvent>();
        foreach (var some in left.Select(l => l.PersonId).Chunk(Some))
        {
            var events = await Left.AsNoTracking().Where(e => some.Contains(e.PersonId)).ToListAsync(cancellation);
            foreach (var ofOne in events.GroupBy(e => e.PersonId))
            {
                last[ofOne.Key] = ofOne.MaxBy(e => (e.At, e.Seq))!;
            }
        }

        return await DescribeAsync(
            [.. left.Select(l => last[l.PersonId]).Select(e => new Found(e.PersonId, kind, [(e.SchoolCode, ClassOf(RollLine.Parse(e.Content)))], e.At))],
            cancellation
        );
    }

    private async Task<IReadOnlyList<RollDoubt>> ReadNotTakenOverAsync(int skip, int take, CancellationToken cancellation)
    {
        var pupils = await NotTakenOver.AsNoTracking().OrderBy(p => p.SchoolCode).ThenBy(p => p.PersonId).Skip(skip).Take(take).ToListAsync(cancellation);
        return await DescribeAsync(
            [.. pupils.Select(p => new Found(p.PersonId, RollDoubtKind.NotTakenOver, [(p.SchoolCode, ClassOf(p.Line))], null))],
            cancellation
        );
    }

    /// <summary>Names, numbers and schools of what was found.</summary>
    private async Task<IReadOnlyList<RollDoubt>> DescribeAsync(IReadOnlyList<Found> found, CancellationToken cancellation)
    {
        var people = new Dictionary<long, (string Name, DateOnly BirthDate, string? Number)>();
        foreach (var some in found.Select(f => f.PersonId).Chunk(Some))
        {
            var named = await db.Set<Person>()
                .Where(p => some.Contains(p.PersonId))
                .WithPerson(db, p => p.PersonId)
                .Select(r => new { r.Person.PersonId, r.Person.Name, r.Person.BirthDate, r.Number })
                .ToListAsync(cancellation);
            named.ForEach(p => people[p.PersonId] = (p.Name, p.BirthDate, p.Number));
        }

        var titles = new Dictionary<string, (string Name, string? Telephone)>(StringComparer.Ordinal);
        foreach (var some in found.SelectMany(f => f.Places).Select(p => p.SchoolCode).Distinct().Chunk(Some))
        {
            var titled = await db.Set<Organisation>().Where(o => some.Contains(o.Code)).Select(o => new { o.Code, o.Name, Telephone = db.Set<School>().Where(s => s.Code == o.Code).Select(s => s.Telephone).FirstOrDefault() }).ToListAsync(cancellation);
            titled.ForEach(o => titles[o.Code] = (o.Name, o.Telephone));
        }

        return
        [
            .. found.Select(f => new RollDoubt(
                f.PersonId,
                people[f.PersonId].Name,
                people[f.PersonId].Number,
                people[f.PersonId].BirthDate,
                f.Kind,
                [.. f.Places.Select(p => new RollPlace(p.SchoolCode, titles[p.SchoolCode].Name, p.Where) { Telephone = titles[p.SchoolCode].Telephone })],
                f.LeftAt
            )),
        ];
    }

    private static string ClassOf(RollLine line) => $"{line.Grade} 年 {line.ClassName} 班";

    private IQueryable<ClassPupil> Rolls(Term of)
    {
        var (year, number) = (of.Year, of.Number);
        return db.Set<ClassPupil>().Where(p => p.Year == year && p.Term == number);
    }

    private IQueryable<ForeignPupil> Foreign => ForeignCounts.Standing(db, term.Year, _day);

    private IQueryable<ForeignSchoolPupil> AtForeignSchools
    {
        get
        {
            var day = _day;
            return db.Set<ForeignSchoolPupil>().There(day).Where(p => p.EnrolledOn <= day);
        }
    }

    /// <summary>Departures of children who stand nowhere; a child may have left twice.</summary>
    private IQueryable<ClassPupilEvent> Left
    {
        get
        {
            var (year, number) = (term.Year, term.Number);
            var (here, foreign, abroad) = (Rolls(term), Foreign, AtForeignSchools);
            return db.Set<ClassPupilEvent>()
                .Where(e => e.Year == year && e.Term == number && e.What == "left" && schools.Contains(e.SchoolCode))
                .Where(e => db.Set<Person>().Any(p => p.PersonId == e.PersonId && p.MergedInto == null && p.Ended == null))
                .Where(e => !here.Any(p => p.PersonId == e.PersonId))
                .Where(e => !foreign.Any(p => p.PersonId == e.PersonId) && !abroad.Any(p => p.PersonId == e.PersonId));
        }
    }

    /// <summary>Each of those children once.</summary>
    private IQueryable<Departure> LastLeft => Left.GroupBy(e => e.PersonId).Select(g => new Departure { PersonId = g.Key, At = g.Max(e => e.At) });

    private IQueryable<ClassPupil> NotTakenOver
    {
        get
        {
            var (year, number) = (term.Year, term.Number);
            // After the second term grades 6 and 9 have left school by finishing it.
            var finishes = term.Previous.Number == 2;
            var (here, foreign, abroad) = (Rolls(term), Foreign, AtForeignSchools);
            return Rolls(term.Previous)
                .Where(p => schools.Contains(p.SchoolCode) && !(finishes && (p.Grade == 6 || p.Grade == 9)))
                .Where(p => db.Set<Person>().Any(q => q.PersonId == p.PersonId && q.MergedInto == null && q.Ended == null))
                // A school that has sent nothing yet has forgotten nobody.
                .Where(p => here.Any(h => h.SchoolCode == p.SchoolCode) && !here.Any(h => h.PersonId == p.PersonId))
                .Where(p => !db.Set<ClassPupilEvent>().Any(e => e.PersonId == p.PersonId && e.Year == year && e.Term == number && e.What == "left"))
                .Where(p => !foreign.Any(f => f.PersonId == p.PersonId) && !abroad.Any(f => f.PersonId == p.PersonId));
        }
    }

    /// <summary>Each child once.</summary>
    private IQueryable<long> Doubled
    {
        get
        {
            var (all, foreign, abroad) = (Rolls(term), Foreign, AtForeignSchools);
            // Each list is entered from the schools' own rows, so that a school's page does not go through the country's.
            var onRolls = all.Where(p => schools.Contains(p.SchoolCode))
                .Where(p =>
                    all.Any(o => o.PersonId == p.PersonId && o.SchoolCode != p.SchoolCode)
                    || foreign.Any(o => o.PersonId == p.PersonId)
                    || abroad.Any(o => o.PersonId == p.PersonId)
                )
                .Select(p => p.PersonId);
            var onForeign = foreign.Where(p => schools.Contains(p.SchoolCode) && all.Any(o => o.PersonId == p.PersonId)).Select(p => p.PersonId);
            var onAbroad = abroad.Where(p => schools.Contains(p.SchoolCode) && all.Any(o => o.PersonId == p.PersonId)).Select(p => p.PersonId);
            return onRolls.Union(onForeign).Union(onAbroad);
        }
    }

    private sealed class Departure
    {
        public long PersonId { get; init; }

        public DateTime At { get; init; }
    }

    private sealed record Found(long PersonId, RollDoubtKind Kind, IReadOnlyList<(string SchoolCode, string Where)> Places, DateTime? LeftAt);
}

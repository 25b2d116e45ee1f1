using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.ClassRolls;

/// <summary>A child that stands on no list of the term although it stood on a roll.</summary>
/// <param name="LeftAt">When it left the roll, UTC; null: it was on the roll of the term before and was not taken over.</param>
/// <param name="Last">Where it stood last.</param>
public sealed record RollGap(long PersonId, string Name, string? Number, DateOnly BirthDate, string SchoolCode, string SchoolName, DateTime? LeftAt, RollLine Last)
{
    /// <summary>轉出後 3 日內 another school may still take it up (domain §8).</summary>
    public bool IsOverdue(DateTime now) => LeftAt is not { } left || now - left > RollGaps.Grace;
}

/// <summary>A child on the lists of two schools in a term, at least one of them a roll.</summary>
public sealed record DoubleRoll(long PersonId, string Name, string? Number, DateOnly BirthDate, IReadOnlyList<RollPlace> Places);

/// <summary>One of the lists a child stands on.</summary>
/// <param name="Where">1 年 01 班; 外籍生名單（Q3）; 外僑學校名單（Q5）.</param>
public sealed record RollPlace(string SchoolCode, string SchoolName, string Where);

/// <summary>
/// 轉出未轉入 and 重複在籍: what must not stay unseen by school, county and ministry. The rolls of Q1 are asked first, then the lists of Q3 and Q5:
/// a child who went to a foreign school is not lost, and one who stands on a roll besides is counted twice.
/// </summary>
public static class RollGaps
{
    /// <summary>So long a child may be between two schools.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(3);

    /// <summary>Children of some schools who left a roll, or were not taken over from the last term, and stand nowhere.</summary>
    public static async Task<IReadOnlyList<RollGap>> OfAsync(
        StudentNetDb db,
        Term term,
        IQueryable<string> schools,
        DateOnly today,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var left = await (
            from e in Left(db, term, schools, today)
            join person in db.Set<Person>() on e.PersonId equals person.PersonId
            join school in db.Set<Organisation>() on e.SchoolCode equals school.Code
            select new { Event = e, person.Name, person.BirthDate, School = school.Name }
        ).ToListAsync(cancellation);
        var forgotten = await (
            from p in Forgotten(db, term, schools, today)
            join person in db.Set<Person>() on p.PersonId equals person.PersonId
            join school in db.Set<Organisation>() on p.SchoolCode equals school.Code
            select new { Pupil = p, person.Name, person.BirthDate, School = school.Name }
        ).ToListAsync(cancellation);
        var numbers = await NumbersAsync(db, [.. left.Select(l => l.Event.PersonId), .. forgotten.Select(f => f.Pupil.PersonId)], cancellation);
        return
        [
            .. left
                .GroupBy(l => l.Event.PersonId)
                .Select(g => g.MaxBy(l => (l.Event.At, l.Event.Seq))!)
                .Select(l => new RollGap(
                    l.Event.PersonId,
                    l.Name,
                    numbers.GetValueOrDefault(l.Event.PersonId),
                    l.BirthDate,
                    l.Event.SchoolCode,
                    l.School,
                    l.Event.At,
                    RollLine.Parse(l.Event.Content)
                ))
                .OrderBy(l => l.LeftAt),
            .. forgotten
                .Select(f => new RollGap(
                    f.Pupil.PersonId,
                    f.Name,
                    numbers.GetValueOrDefault(f.Pupil.PersonId),
                    f.BirthDate,
                    f.Pupil.SchoolCode,
                    f.School,
                    null,
                    f.Pupil.Line
                ))
                .OrderBy(f => f.SchoolCode, StringComparer.Ordinal)
                .ThenBy(f => f.PersonId),
        ];
    }

    /// <summary>Children on several lists, at least one of them a roll and at least one of them of <paramref name="schools"/>.</summary>
    public static async Task<IReadOnlyList<DoubleRoll>> DoublesAsync(
        StudentNetDb db,
        Term term,
        IQueryable<string> schools,
        DateOnly today,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var places = new List<(long PersonId, string SchoolCode, string Where)>();
        var people = await Doubled(db, term, schools, today).ToListAsync(cancellation);
        var (foreign, abroad) = (Foreign(db, term, today), AtForeignSchools(db, term, today));
        foreach (var some in people.Chunk(500))
        {
            var rolls = await Rolls(db, term).AsNoTracking().Where(p => some.Contains(p.PersonId)).ToListAsync(cancellation);
            places.AddRange(rolls.Select(p => (p.PersonId, p.SchoolCode, $"{p.Grade} 年 {p.ClassName} 班")));
            var listed = await foreign.Where(p => some.Contains(p.PersonId)).Select(p => new { p.PersonId, p.SchoolCode }).ToListAsync(cancellation);
            places.AddRange(listed.Select(p => (p.PersonId, p.SchoolCode, "外籍生名單（Q3）")));
            var at = await abroad.Where(p => some.Contains(p.PersonId)).Select(p => new { p.PersonId, p.SchoolCode }).ToListAsync(cancellation);
            places.AddRange(at.Select(p => (p.PersonId, p.SchoolCode, "外僑學校名單（Q5）")));
        }

        var names = await NamesAsync(db, people, cancellation);
        var numbers = await NumbersAsync(db, people, cancellation);
        var codes = places.Select(p => p.SchoolCode).Distinct().ToList();
        var titles = await db.Set<Organisation>().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);
        return
        [
            .. places
                .GroupBy(p => p.PersonId)
                .OrderBy(g => g.Key)
                .Select(g => new DoubleRoll(
                    g.Key,
                    names[g.Key].Name,
                    numbers.GetValueOrDefault(g.Key),
                    names[g.Key].BirthDate,
                    [.. g.OrderBy(p => p.SchoolCode, StringComparer.Ordinal).Select(p => new RollPlace(p.SchoolCode, titles[p.SchoolCode], p.Where))]
                )),
        ];
    }

    /// <summary>How many of each there are; nobody's name or number is read.</summary>
    public static async Task<RollDoubtCounts> CountAsync(
        StudentNetDb db,
        Term term,
        IQueryable<string> schools,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        var today = TaipeiTime.Today(now);
        var doubles = await Doubled(db, term, schools, today).CountAsync(cancellation);
        var left = await Left(db, term, schools, today).GroupBy(e => e.PersonId).Select(g => g.Max(e => e.At)).ToListAsync(cancellation);
        var forgotten = await Forgotten(db, term, schools, today).CountAsync(cancellation);
        return new RollDoubtCounts(doubles, left.Count + forgotten, left.Count(at => now - at > Grace) + forgotten);
    }

    /// <summary>The schools a caller sees, as a set for statements.</summary>
    public static IQueryable<string> SchoolsOf(StudentNetDb db, Scope scope)
    {
        ArgumentNullException.ThrowIfNull(db);
        var schools = db.Set<Organisation>().Where(o => o.Level == Level.School);
        return scope switch
        {
            Scope.National => schools.Select(o => o.Code),
            Scope.County county => schools.Where(o => o.CountyCode == county.Code).Select(o => o.Code),
            Scope.School school => schools.Where(o => o.Code == school.Code).Select(o => o.Code),
            _ => schools.Where(_ => false).Select(o => o.Code),
        };
    }

    private static IQueryable<ClassPupil> Rolls(StudentNetDb db, Term term)
    {
        var (year, number) = (term.Year, term.Number);
        return db.Set<ClassPupil>().Where(p => p.Year == year && p.Term == number);
    }

    /// <summary>Q3's list as it stands; of a term that is over, as it stood on its last day.</summary>
    private static IQueryable<ForeignPupil> Foreign(StudentNetDb db, Term term, DateOnly today) => ForeignCounts.Standing(db, term.Year, DayOf(term, today));

    /// <summary>Q5's list, likewise.</summary>
    private static IQueryable<ForeignSchoolPupil> AtForeignSchools(StudentNetDb db, Term term, DateOnly today)
    {
        var day = DayOf(term, today);
        return db.Set<ForeignSchoolPupil>().Where(p => p.EnrolledOn <= day && (p.LeftOn == null || p.LeftOn >= day));
    }

    private static DateOnly DayOf(Term term, DateOnly today) => today < term.LastDay ? today : term.LastDay;

    private static IQueryable<ClassPupilEvent> Left(StudentNetDb db, Term term, IQueryable<string> schools, DateOnly today)
    {
        var (year, number) = (term.Year, term.Number);
        var (here, foreign, abroad) = (Rolls(db, term), Foreign(db, term, today), AtForeignSchools(db, term, today));
        return db.Set<ClassPupilEvent>()
            .Where(e => e.Year == year && e.Term == number && e.What == "left" && schools.Contains(e.SchoolCode))
            .Where(e => db.Set<Person>().Any(p => p.PersonId == e.PersonId && p.MergedInto == null && p.Ended == null))
            .Where(e => !here.Any(p => p.PersonId == e.PersonId))
            .Where(e => !foreign.Any(p => p.PersonId == e.PersonId) && !abroad.Any(p => p.PersonId == e.PersonId));
    }

    private static IQueryable<ClassPupil> Forgotten(StudentNetDb db, Term term, IQueryable<string> schools, DateOnly today)
    {
        var (year, number) = (term.Year, term.Number);
        // After the second term grades 6 and 9 have left school by finishing it.
        var finishes = term.Previous.Number == 2;
        var (here, foreign, abroad) = (Rolls(db, term), Foreign(db, term, today), AtForeignSchools(db, term, today));
        return Rolls(db, term.Previous)
            .Where(p => schools.Contains(p.SchoolCode) && !(finishes && (p.Grade == 6 || p.Grade == 9)))
            .Where(p => db.Set<Person>().Any(q => q.PersonId == p.PersonId && q.MergedInto == null && q.Ended == null))
            // A school that has sent nothing yet has forgotten nobody.
            .Where(p => here.Any(h => h.SchoolCode == p.SchoolCode) && !here.Any(h => h.PersonId == p.PersonId))
            .Where(p => !db.Set<ClassPupilEvent>().Any(e => e.PersonId == p.PersonId && e.Year == year && e.Term == number && e.What == "left"))
            .Where(p => !foreign.Any(f => f.PersonId == p.PersonId) && !abroad.Any(f => f.PersonId == p.PersonId));
    }

    /// <summary>Each child once.</summary>
    private static IQueryable<long> Doubled(StudentNetDb db, Term term, IQueryable<string> schools, DateOnly today)
    {
        var (all, foreign, abroad) = (Rolls(db, term), Foreign(db, term, today), AtForeignSchools(db, term, today));
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

    private static async Task<Dictionary<long, (string Name, DateOnly BirthDate)>> NamesAsync(
        StudentNetDb db,
        IReadOnlyCollection<long> people,
        CancellationToken cancellation
    )
    {
        var names = new Dictionary<long, (string, DateOnly)>();
        foreach (var some in people.Chunk(500))
        {
            foreach (
                var one in await db.Set<Person>()
                    .Where(p => some.Contains(p.PersonId))
                    .Select(p => new { p.PersonId, p.Name, p.BirthDate })
                    .ToListAsync(cancellation)
            )
            {
                names[one.PersonId] = (one.Name, one.BirthDate);
            }
        }

        return names;
    }

    private static async Task<Dictionary<long, string>> NumbersAsync(StudentNetDb db, IReadOnlyCollection<long> people, CancellationToken cancellation)
    {
        var numbers = new Dictionary<long, string>();
        foreach (var some in people.Distinct().Chunk(500))
        {
            var found = await db.Set<PersonIdentifier>()
                .Where(i => i.IsCurrent && some.Contains(i.PersonId))
                .Select(i => new { i.PersonId, i.Number })
                .ToListAsync(cancellation);
            foreach (var one in found)
            {
                numbers[one.PersonId] = one.Number;
            }
        }

        return numbers;
    }
}

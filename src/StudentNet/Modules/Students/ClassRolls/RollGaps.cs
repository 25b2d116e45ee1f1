using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.ClassRolls;

/// <summary>A child that stands on no roll of the term although it stood on one.</summary>
/// <param name="LeftAt">When it left the roll, UTC; null: it was on the roll of the term before and was not taken over.</param>
/// <param name="Last">Where it stood last.</param>
public sealed record RollGap(long PersonId, string Name, string? Number, DateOnly BirthDate, string SchoolCode, string SchoolName, DateTime? LeftAt, RollLine Last)
{
    /// <summary>轉出後 3 日內 another school may still take it up (domain §8).</summary>
    public bool IsOverdue(DateTime now) => LeftAt is not { } left || now - left > RollGaps.Grace;
}

/// <summary>A child on the rolls of two schools in a term.</summary>
public sealed record DoubleRoll(long PersonId, string Name, string? Number, DateOnly BirthDate, IReadOnlyList<(string SchoolCode, string SchoolName, RollLine Line)> Rolls);

/// <summary>轉出未轉入 and 重複在籍: what must not stay unseen by school, county and ministry.</summary>
public static class RollGaps
{
    /// <summary>So long a child may be between two schools.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(3);

    /// <summary>Children of some schools (null: of all) who left a roll, or were not taken over from the last term, and stand nowhere.</summary>
    public static async Task<IReadOnlyList<RollGap>> OfAsync(
        StudentNetDb db,
        Term term,
        IQueryable<string> schools,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var (year, number) = (term.Year, term.Number);
        var here = db.Set<ClassPupil>().Where(p => p.Year == year && p.Term == number);
        var people = db.Set<Person>().Where(p => p.MergedInto == null && p.Ended == null);
        var left = await (
            from e in db.Set<ClassPupilEvent>().Where(e => e.Year == year && e.Term == number && e.What == "left" && schools.Contains(e.SchoolCode))
            join person in people on e.PersonId equals person.PersonId
            join school in db.Set<Organisation>() on e.SchoolCode equals school.Code
            where !here.Any(p => p.PersonId == e.PersonId)
            select new { Event = e, person.Name, person.BirthDate, School = school.Name }
        ).ToListAsync(cancellation);
        var (lastYear, lastNumber) = (term.Previous.Year, term.Previous.Number);
        // After the second term grades 6 and 9 have left school by finishing it.
        var finishes = lastNumber == 2;
        var forgotten = await (
            from p in db.Set<ClassPupil>().Where(p => p.Year == lastYear && p.Term == lastNumber && schools.Contains(p.SchoolCode))
            where !(finishes && (p.Grade == 6 || p.Grade == 9))
            join person in people on p.PersonId equals person.PersonId
            join school in db.Set<Organisation>() on p.SchoolCode equals school.Code
            where here.Any(h => h.SchoolCode == p.SchoolCode) && !here.Any(h => h.PersonId == p.PersonId)
            where !db.Set<ClassPupilEvent>().Any(e => e.PersonId == p.PersonId && e.Year == year && e.Term == number && e.What == "left")
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

    /// <summary>Children on the rolls of several schools, at least one of them among <paramref name="schools"/>.</summary>
    public static async Task<IReadOnlyList<DoubleRoll>> DoublesAsync(
        StudentNetDb db,
        Term term,
        IQueryable<string> schools,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var all = db.Set<ClassPupil>().AsNoTracking().Where(p => p.Year == term.Year && p.Term == term.Number);
        var rows = await (
            from p in all
            where all.Any(o => o.PersonId == p.PersonId && o.SchoolCode != p.SchoolCode)
            where all.Any(o => o.PersonId == p.PersonId && schools.Contains(o.SchoolCode))
            join person in db.Set<Person>() on p.PersonId equals person.PersonId
            join school in db.Set<Organisation>() on p.SchoolCode equals school.Code
            select new { Pupil = p, person.Name, person.BirthDate, School = school.Name }
        ).ToListAsync(cancellation);
        var numbers = await NumbersAsync(db, [.. rows.Select(r => r.Pupil.PersonId)], cancellation);
        return
        [
            .. rows.GroupBy(r => r.Pupil.PersonId)
                .Select(g => new DoubleRoll(
                    g.Key,
                    g.First().Name,
                    numbers.GetValueOrDefault(g.Key),
                    g.First().BirthDate,
                    [.. g.OrderBy(r => r.Pupil.SchoolCode, StringComparer.Ordinal).Select(r => (r.Pupil.SchoolCode, r.School, r.Pupil.Line))]
                ))
                .OrderBy(d => d.PersonId),
        ];
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

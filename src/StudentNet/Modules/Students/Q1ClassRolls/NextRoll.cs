using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>A pupil of the draft.</summary>
/// <param name="Line">What the row would say; null: known to come, and in no class yet.</param>
/// <param name="Came">How a pupil is known who was not on last term's roll: N5 已入學, 本學期轉入; null: carried over.</param>
public sealed record NextPupil(Person Person, string? Number, PersonNumberKind? NumberKind, int Grade, RollLine? Line, string? Came = null) : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Person.PersonId;
}

/// <summary>A pupil of last term's roll who is not in the draft.</summary>
/// <param name="Why">已在 範二國小 的名單, 已註銷戶籍.</param>
public sealed record NextLeaver(Person Person, string? Number, RollLine Line, string Why) : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Person.PersonId;
}

/// <summary>A term's roll as it follows from the one before: promoted by a year in the first term, as it was in the second.</summary>
/// <param name="From">The term it follows from.</param>
/// <param name="Graduates">How many of the last grade have finished.</param>
/// <param name="OnRoll">How many are on the roll of the term already.</param>
public sealed record NextRoll(Term From, IReadOnlyList<NextPupil> Pupils, IReadOnlyList<NextLeaver> Leavers, int Graduates, int OnRoll)
{
    /// <summary>Those who have a class: what the roll can begin with.</summary>
    public IReadOnlyList<NextPupil> Placed { get; } = [.. Pupils.Where(p => p.Line is not null)];

    /// <summary>Those who come from elsewhere, with a class or without.</summary>
    public IReadOnlyList<NextPupil> Arrivals { get; } = [.. Pupils.Where(p => p.Came is not null)];

    /// <summary>To be put into classes: admitted by N5, or placed here by the special-education network.</summary>
    public IReadOnlyList<NextPupil> Unplaced { get; } = [.. Pupils.Where(p => p.Line is null)];

    /// <summary>The classes with their pupils, by grade and name.</summary>
    public IEnumerable<(int Grade, string ClassName, int Pupils)> Classes =>
        Placed
            .GroupBy(p => (p.Grade, p.Line!.ClassName))
            .Select(g => (g.Key.Grade, g.Key.ClassName, g.Count()))
            .OrderBy(c => c.Grade)
            .ThenBy(c => ClassNames.Order(c.ClassName), StringComparer.Ordinal);
}

/// <summary>Reads the draft of a school's roll. It writes nothing: the draft comes in as a file comes in, with its preview.</summary>
public sealed class NextRollQuery(StudentNetDb db)
{
    /// <summary>
    /// The draft of a term: last term's roll without those who have finished, died, or stand on another school's roll of the term; with those who are known to
    /// come: already on this term's roll, admitted by N5, placed here by the special-education network. Whoever is on this term's roll keeps what it says.
    /// </summary>
    public async Task<NextRoll> OfAsync(string school, SchoolLevel level, Term term, CancellationToken cancellation = default)
    {
        var (year, number) = (term.Year, term.Number);
        var isNewYear = number == 1;
        var last = await RollRows.Of(db, school, term.Previous, new RollFilter()).ToListAsync(cancellation);
        var finishing = level == SchoolLevel.Elementary ? 6 : 9;
        var staying = last.Where(r => !(isNewYear && r.Pupil.Grade == finishing)).ToList();
        var from = term.Previous;
        var elsewhere = (
            await db.Set<ClassPupil>()
                .Where(p => p.Year == year && p.Term == number && p.SchoolCode != school)
                .Where(p => db.Set<ClassPupil>().Any(l => l.PersonId == p.PersonId && l.Year == from.Year && l.Term == from.Number && l.SchoolCode == school))
                .Join(db.Set<Organisation>(), p => p.SchoolCode, o => o.Code, (p, o) => new { p.PersonId, o.Name })
                .ToListAsync(cancellation)
        ).ToLookup(p => p.PersonId, p => p.Name);
        // How the county writes classes, and of which month the latest list of special education is: both in one look.
        var (naming, month) = await db.AsOneRow()
            .Select(_ => new ValueTuple<ClassNaming, DateOnly?>(
                db.Set<CountyParameter>()
                    .Where(p => p.Year == year && p.Level == level && db.Set<Organisation>().Any(o => o.Code == school && o.CountyCode == p.CountyCode))
                    .Select(p => p.ClassNaming)
                    .FirstOrDefault(),
                db.Set<SpecialList>().Max(l => (DateOnly?)l.Month)
            ))
            .SingleAsync(cancellation);
        var already = (await RollRows.Of(db, school, term, new RollFilter()).ToListAsync(cancellation)).ToDictionary(r => r.Person.PersonId);
        var pupils = new List<NextPupil>();
        var leavers = new List<NextLeaver>();
        foreach (var row in staying)
        {
            var grade = row.Pupil.Grade + (isNewYear ? 1 : 0);
            var line = row.Pupil.Line with { Grade = grade, ClassName = ClassNames.Promoted(row.Pupil.ClassName, row.Pupil.Grade, grade, naming) };
            if (already.GetValueOrDefault(row.Person.PersonId) is { } there)
            {
                pupils.Add(new NextPupil(row.Person, row.Number, row.NumberKind, there.Pupil.Grade, there.Pupil.Line));
            }
            else if (elsewhere[row.Person.PersonId].FirstOrDefault() is { } other)
            {
                leavers.Add(new NextLeaver(row.Person, row.Number, row.Pupil.Line, $"已在{other}的名單"));
            }
            else if (row.Person.Ended is not null)
            {
                leavers.Add(new NextLeaver(row.Person, row.Number, row.Pupil.Line, "戶籍已註銷"));
            }
            else
            {
                pupils.Add(new NextPupil(row.Person, row.Number, row.NumberKind, line.Grade, line));
            }
        }

        var known = last.Select(r => r.Person.PersonId).ToHashSet();
        foreach (var row in already.Values.Where(r => !known.Contains(r.Person.PersonId)))
        {
            pupils.Add(new NextPupil(row.Person, row.Number, row.NumberKind, row.Pupil.Grade, row.Pupil.Line, "本學期轉入"));
            known.Add(row.Person.PersonId);
        }

        if (isNewYear)
        {
            var admitted = await db.Set<Entry>()
                .Where(e => e.Year == year && e.Level == level && e.AdmittedSchool == school)
                .WithPerson(db, e => e.PersonId)
                .Where(r => r.Person.Nationality == Nationalities.Own)
                .OrderBy(r => r.Person.BirthDate)
                .ThenBy(r => r.Person.PersonId)
                .ToListAsync(cancellation);
            pupils.AddRange(
                admitted
                    .Where(r => !known.Contains(r.Person.PersonId))
                    .Select(r => new NextPupil(r.Person, r.Number, r.NumberKind, level == SchoolLevel.Elementary ? 1 : 7, null, "N5 已入學"))
            );
            known.UnionWith(admitted.Select(r => r.Person.PersonId));
        }

        pupils.AddRange(await PlacedHereAsync(school, term, finishing, known, month, cancellation));

        return new NextRoll(from, pupils, leavers, last.Count - staying.Count, already.Count);
    }

    /// <summary>Whom the latest list of the special-education network places at the school though no roll of it, nor another's of the term, has them.</summary>
    private async Task<IEnumerable<NextPupil>> PlacedHereAsync(string school, Term term, int finishing, HashSet<long> known, DateOnly? latest, CancellationToken cancellation)
    {
        var (year, number) = (term.Year, term.Number);
        var placed = await db.Set<SpecialPlacement>()
            .Where(p => p.SchoolCode == school && p.Until == null)
            .Where(p => !db.Set<ClassPupil>().Any(o => o.PersonId == p.PersonId && o.Year == year && o.Term == number))
            .WithPerson(db, p => p.PersonId)
            .Where(r => r.Person.Nationality == Nationalities.Own && r.Person.Ended == null)
            .ToListAsync(cancellation);
        // A list of the year before says the grade of that year.
        var promoted = latest is { } month && SchoolYear.Of(month) < year ? 1 : 0;
        return placed
            .Where(r => !known.Contains(r.Person.PersonId) && r.Row.Grade + promoted <= finishing)
            .OrderBy(r => r.Row.Grade)
            .ThenBy(r => r.Person.PersonId)
            .Select(r => new NextPupil(r.Person, r.Number, r.NumberKind, r.Row.Grade + promoted, null, "特通網安置在本校"));
    }

    /// <summary>How many pupils the term is to be expected to have: what stays of last term's roll. 0: there was none.</summary>
    public Task<int> ExpectedAsync(string school, SchoolLevel level, Term term, CancellationToken cancellation = default)
    {
        var (from, finishing) = (term.Previous, level == SchoolLevel.Elementary ? 6 : 9);
        var isNewYear = term.Number == 1;
        return db.Set<ClassPupil>().CountAsync(p => p.SchoolCode == school && p.Year == from.Year && p.Term == from.Number && !(isNewYear && p.Grade == finishing), cancellation);
    }
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students;

/// <summary>How many foreign pupils a class has: the two columns of Q1 that are kept in Q3 (domain §8).</summary>
/// <param name="ClassName">Class within the grade; null: not in a class yet.</param>
/// <param name="InSchool">在校外籍生 (counted).</param>
/// <param name="OutOfSchool">非學外籍生 (not counted).</param>
public sealed record ForeignCount(string SchoolCode, int Grade, string? ClassName, int InSchool, int OutOfSchool);

/// <summary>Counts the foreign pupils for Q1. A child who left, or whose absence does not keep its place, is in neither column.</summary>
public static class ForeignCounts
{
    /// <summary>
    /// The pupils who stand on Q3's list on a day of a school year: there, not lost from sight, and not beyond the last grade of their school.
    /// </summary>
    public static IQueryable<ForeignPupil> Standing(StudentNetDb db, SchoolYear year, DateOnly asOf)
    {
        ArgumentNullException.ThrowIfNull(db);
        var (roc, placeless) = (year.Roc, ForeignAbsences.Placeless);
        return db.Set<ForeignPupil>()
            .There(asOf)
            .Where(p => p.ArrivedOn <= asOf)
            .Where(p => p.Absence == null || !placeless.Contains(p.Absence))
            .Where(p => p.Grade + roc - p.GradeYear <= (p.Grade <= 6 ? 6 : 9));
    }

    /// <summary>The pupils of some schools in a school year as of a day, by class.</summary>
    public static async Task<IReadOnlyList<ForeignCount>> OfAsync(
        StudentNetDb db,
        IReadOnlyCollection<string> schools,
        SchoolYear year,
        DateOnly asOf,
        CancellationToken cancellation = default
    )
    {
        var pupils = await Standing(db, year, asOf).AsNoTracking().Where(p => schools.Contains(p.SchoolCode)).ToListAsync(cancellation);
        return
        [
            .. pupils
                .GroupBy(p => (p.SchoolCode, Grade: p.GradeIn(year), p.ClassName))
                .Select(g => new ForeignCount(
                    g.Key.SchoolCode,
                    g.Key.Grade,
                    g.Key.ClassName,
                    g.Count(p => p.Kind == ForeignKind.InSchool),
                    g.Count(p => p.Kind == ForeignKind.OutOfSchool)
                )),
        ];
    }

    /// <summary>Grade 6 ends 國小 and grade 9 國中: whoever counted on beyond has left the school, whether or not it was said.</summary>
    public static bool HasLeftLevel(ForeignPupil pupil, SchoolYear year)
    {
        ArgumentNullException.ThrowIfNull(pupil);
        return pupil.GradeIn(year) > (pupil.Grade <= 6 ? 6 : 9);
    }
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
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
    /// <summary>The pupils of some schools in a school year as of a day, by class; grades beyond those of the level have left school and do not count.</summary>
    public static async Task<IReadOnlyList<ForeignCount>> OfAsync(
        StudentNetDb db,
        IReadOnlyCollection<string> schools,
        SchoolYear year,
        DateOnly asOf,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var placeless = ForeignAbsences.All.Where(a => !a.CountsInClass).Select(a => a.Code).ToList();
        var pupils = await db.Set<ForeignPupil>()
            .AsNoTracking()
            .Where(p => schools.Contains(p.SchoolCode) && p.ArrivedOn <= asOf && (p.LeftOn == null || p.LeftOn >= asOf))
            .Where(p => p.Absence == null || !placeless.Contains(p.Absence))
            .ToListAsync(cancellation);
        return
        [
            .. pupils
                .GroupBy(p => (p.SchoolCode, Grade: p.GradeIn(year), p.ClassName))
                .Where(g => g.Key.Grade <= 9 && !HasLeftLevel(g.First(), year))
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

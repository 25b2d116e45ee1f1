using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students.ClassRolls;

/// <summary>A class of a school in a term: its head count and the reductions its pupils bring.</summary>
/// <param name="ClassKind">班級類別; empty: foreign pupils whose class has no pupil of Q1 yet.</param>
public sealed record ClassCount(string ClassKind, int Grade, string ClassName, HeadCount Count, int Reduction)
{
    /// <summary>普通班(集).</summary>
    public string KindTitle => ClassKind.Length == 0 ? "—" : RollCodes.Kind(ClassKind).Short;

    /// <summary>Whether pupils and reductions together are more than the ceiling, where one holds.</summary>
    public bool IsOver(int ceiling) => ClassKind.Length > 0 && RollCodes.Kind(ClassKind).HasCeiling && Count.Counted + Reduction > ceiling;
}

/// <summary>Reads the classes of a school: national pupils from Q1's roll, foreign ones from Q3's list.</summary>
public static class ClassGrid
{
    public static async Task<IReadOnlyList<ClassCount>> ReadAsync(
        StudentNetDb db,
        string school,
        Term term,
        IReadOnlyList<ForeignInClass> foreign,
        CancellationToken cancellation = default
    )
    {
        var figures = await db.Set<ClassPupil>()
            .Where(p => p.SchoolCode == school && p.Year == term.Year && p.Term == term.Number)
            .GroupBy(p => new { p.ClassKind, p.Grade, p.ClassName, p.CountsAs })
            .Select(g => new { g.Key, Pupils = g.Count(), Reduction = g.Sum(p => p.Reduction) })
            .ToListAsync(cancellation);
        var classes = figures
            .GroupBy(f => (f.Key.ClassKind, f.Key.Grade, f.Key.ClassName))
            .Select(g => new ClassCount(
                g.Key.ClassKind,
                g.Key.Grade,
                g.Key.ClassName,
                HeadCount.Sum(g.Select(f => Of(f.Key.CountsAs, f.Pupils))),
                g.Sum(f => f.Reduction)
            ))
            .ToList();
        foreach (var pupils in foreign.Where(f => f.ClassName is not null))
        {
            var count = new HeadCount(EnrolledForeign: pupils.Enrolled, NonSchoolForeign: pupils.NonSchool);
            var at = classes.FindIndex(c => c.Grade == pupils.Grade && c.ClassName == pupils.ClassName);
            if (at < 0)
            {
                classes.Add(new ClassCount("", pupils.Grade, pupils.ClassName!, count, 0));
            }
            else
            {
                classes[at] = classes[at] with { Count = classes[at].Count + count };
            }
        }

        return [.. classes.OrderBy(c => c.Grade).ThenBy(c => c.ClassName, StringComparer.Ordinal).ThenBy(c => c.ClassKind, StringComparer.Ordinal)];
    }

    /// <summary>So many pupils in one figure.</summary>
    public static HeadCount Of(PupilFigure figure, int pupils) =>
        figure switch
        {
            PupilFigure.EnrolledNational => new HeadCount(EnrolledNational: pupils),
            PupilFigure.NonSchoolWithPlace => new HeadCount(NonSchoolWithPlace: pupils),
            PupilFigure.LongSick => new HeadCount(LongSick: pupils),
            PupilFigure.NonSchoolNational => new HeadCount(NonSchoolNational: pupils),
            PupilFigure.DroppedOut => new HeadCount(DroppedOut: pupils),
            _ => new HeadCount(Abroad: pupils),
        };
}

/// <summary>Foreign pupils of a class, from Q3's list.</summary>
/// <param name="ClassName">Null: on the list, in no class yet.</param>
public sealed record ForeignInClass(string SchoolCode, int Grade, string? ClassName, int Enrolled, int NonSchool);

/// <summary>Where Q1 gets its two foreign columns: they are kept in Q3 (slide: Q3外籍生尚未建置於Q1各班學生名單).</summary>
internal static class ForeignPupilsOfClasses
{
    public static async Task<IReadOnlyList<ForeignInClass>> OfAsync(StudentNetDb db, IReadOnlyCollection<string> schools, Term term, CancellationToken cancellation)
    {
        // The list is kept day by day: a term shows it as it stands on the term's last day, which for the term under way is as it stands now.
        var counts = await ForeignCounts.OfAsync(db, schools, term.Year, term.LastDay, cancellation);
        return [.. counts.Select(c => new ForeignInClass(c.SchoolCode, c.Grade, c.ClassName, c.InSchool, c.OutOfSchool))];
    }
}

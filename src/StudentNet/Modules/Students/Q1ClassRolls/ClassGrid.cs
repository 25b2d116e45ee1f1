using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>A class of a school in a term: its head count and the reductions its pupils bring.</summary>
/// <param name="ClassKind">班級類別; empty: foreign pupils whose class has no pupil of Q1 yet.</param>
public sealed record ClassCount(string ClassKind, int Grade, string ClassName, HeadCount Count, int Reduction)
{
    /// <summary>普通班(集).</summary>
    public string KindTitle => ClassKind.Length == 0 ? "—" : RollCodes.Kind(ClassKind).Short;

    /// <summary>Whether pupils and reductions together are more than the ceiling, where one holds.</summary>
    public bool IsOver(int ceiling) => ClassKind.Length > 0 && RollCodes.Kind(ClassKind).HasCeiling && Count.Counted + Reduction > ceiling;
}

/// <summary>The classes of a school, and its foreign pupils who are in no class yet: together they are the school's head count.</summary>
public sealed record SchoolClasses(IReadOnlyList<ClassCount> Classes, HeadCount Unplaced)
{
    public HeadCount Total => HeadCount.Sum(Classes.Select(c => c.Count)) + Unplaced;

    /// <summary>The classes in the order of a column of the grid, a minus in front turns it round; without one, by grade and class.</summary>
    public static IEnumerable<ClassCount> Sorted(IEnumerable<ClassCount> classes, string? sort)
    {
        var key = sort?.TrimStart('-');
        if (key is null || !Sorts.TryGetValue(key, out var of))
        {
            return classes;
        }

        return sort![0] == '-' ? classes.OrderByDescending(of) : classes.OrderBy(of);
    }

    /// <summary>The grid as a file.</summary>
    public static IReadOnlyList<TableColumn<ClassCount>> Columns(int ceiling) =>
        [
            new("班級類別", c => c.KindTitle),
            new("年級", c => c.Grade),
            new("班級", c => c.ClassName),
            FigureColumn.Of<ClassCount>("Q1.national", c => c.Count.EnrolledNational),
            FigureColumn.Of<ClassCount>("Q1.foreign", c => c.Count.EnrolledForeign),
            FigureColumn.Of<ClassCount>("Q1.placed", c => c.Count.NonSchoolWithPlace),
            FigureColumn.Of<ClassCount>("Q1.nonschool", c => c.Count.NonSchoolNational),
            FigureColumn.Of<ClassCount>("Q1.nonschoolforeign", c => c.Count.NonSchoolForeign),
            FigureColumn.Of<ClassCount>("Q1.dropped", c => c.Count.DroppedOut),
            FigureColumn.Of<ClassCount>("Q1.abroad", c => c.Count.Abroad),
            FigureColumn.Of<ClassCount>("Q1.sick", c => c.Count.LongSick),
            FigureColumn.Of<ClassCount>("Q1.reduction", c => c.Reduction),
            FigureColumn.Of<ClassCount>("Q1.inclass", c => c.Count.Counted),
            new("超過上限", c => c.IsOver(ceiling)),
        ];

    private static readonly Dictionary<string, Func<ClassCount, IComparable>> Sorts = new(StringComparer.Ordinal)
    {
        ["kind"] = c => c.ClassKind,
        ["grade"] = c => c.Grade,
        ["national"] = c => c.Count.EnrolledNational,
        ["foreign"] = c => c.Count.EnrolledForeign,
        ["nonschool"] = c => c.Count.NonSchoolNational + c.Count.NonSchoolWithPlace,
        ["nonschoolforeign"] = c => c.Count.NonSchoolForeign,
        ["dropped"] = c => c.Count.DroppedOut,
        ["abroad"] = c => c.Count.Abroad,
        ["sick"] = c => c.Count.LongSick,
        ["reduction"] = c => c.Reduction,
        ["count"] = c => c.Count.Counted,
    };
}

/// <summary>Reads the classes of a school: national pupils from Q1's roll, foreign ones from Q3's list.</summary>
public static class ClassGrid
{
    public static async Task<SchoolClasses> ReadAsync(StudentNetDb db, string school, Term term, CancellationToken cancellation = default)
    {
        var foreign = await ForeignPupilsOfClasses.OfAsync(db, [school], term, cancellation);
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

        return new SchoolClasses(
            [.. classes.OrderBy(c => c.Grade).ThenBy(c => ClassNames.Order(c.ClassName), StringComparer.Ordinal).ThenBy(c => c.ClassKind, StringComparer.Ordinal)],
            HeadCount.Sum(foreign.Where(f => f.ClassName is null).Select(f => new HeadCount(EnrolledForeign: f.Enrolled, NonSchoolForeign: f.NonSchool)))
        );
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

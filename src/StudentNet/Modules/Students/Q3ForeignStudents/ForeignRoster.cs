using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>Which part of the list is shown.</summary>
public enum ForeignShow
{
    /// <summary>On the list: not left.</summary>
    Listed,

    /// <summary>Of these, those who have not returned to Taiwan.</summary>
    Absent,

    /// <summary>Of these, those in no class yet.</summary>
    Unassigned,

    /// <summary>Those who left.</summary>
    Left,
}

/// <summary>The lists of foreign pupils within a <see cref="Scope"/>. Whoever shows rows records the look.</summary>
public sealed class ForeignRoster(StudentNetDb db)
{
    /// <summary>All rows that the scope may see: a school its own, a county those of its schools, the ministry all.</summary>
    public IQueryable<PupilRow<ForeignPupil>> Within(Scope scope) => db.Set<ForeignPupil>().Within(db, scope);

    /// <summary>Those of a part of the list as of a day.</summary>
    public IQueryable<PupilRow<ForeignPupil>> Within(Scope scope, ForeignShow show, DateOnly today)
    {
        var pupils = db.Set<ForeignPupil>();
        var part = show switch
        {
            ForeignShow.Left => pupils.Gone(today),
            ForeignShow.Absent => pupils.There(today).Where(p => p.Absence != null),
            ForeignShow.Unassigned => pupils.There(today).Where(p => p.ClassName == null),
            _ => pupils.There(today),
        };
        return part.Within(db, scope);
    }

    /// <summary>Pupils in each part of the list as of a day.</summary>
    public async Task<IReadOnlyDictionary<ForeignShow, int>> CountAsync(Scope scope, DateOnly today, CancellationToken cancellation = default)
    {
        var listed = Within(scope, ForeignShow.Listed, today);
        var absent = Within(scope, ForeignShow.Absent, today);
        var unassigned = Within(scope, ForeignShow.Unassigned, today);
        var left = Within(scope, ForeignShow.Left, today);
        var counts = await db.AsOneRow()
            .Select(_ => new { Listed = listed.Count(), Absent = absent.Count(), Unassigned = unassigned.Count(), Left = left.Count() })
            .SingleAsync(cancellation);
        return new Dictionary<ForeignShow, int>
        {
            [ForeignShow.Listed] = counts.Listed,
            [ForeignShow.Absent] = counts.Absent,
            [ForeignShow.Unassigned] = counts.Unassigned,
            [ForeignShow.Left] = counts.Left,
        };
    }

    /// <summary>Rows in a stable order; <c>class</c>, <c>name</c>, <c>nationality</c>, <c>school</c>, a minus in front turns it round.</summary>
    public static IOrderedQueryable<PupilRow<ForeignPupil>> Sort(IQueryable<PupilRow<ForeignPupil>> rows, string? sort)
    {
        var (key, isDown) = sort is ['-', .. var rest] ? (rest, true) : (sort, false);
        var sorted = (key, isDown) switch
        {
            ("name", false) => rows.OrderBy(r => r.Person.NormalisedName),
            ("name", true) => rows.OrderByDescending(r => r.Person.NormalisedName),
            ("nationality", false) => rows.OrderBy(r => r.Person.Nationality),
            ("nationality", true) => rows.OrderByDescending(r => r.Person.Nationality),
            ("school", false) => rows.OrderBy(r => r.Pupil.SchoolCode),
            ("school", true) => rows.OrderByDescending(r => r.Pupil.SchoolCode),
            // A grade said a year ago is one higher now: grade minus year orders as the grade of any year does.
            (_, false) => rows.OrderBy(r => r.Pupil.Grade - r.Pupil.GradeYear).ThenBy(r => r.Pupil.ClassName),
            (_, true) => rows.OrderByDescending(r => r.Pupil.Grade - r.Pupil.GradeYear).ThenByDescending(r => r.Pupil.ClassName),
        };
        return sorted.ThenBy(r => r.Pupil.PersonId).ThenBy(r => r.Pupil.SchoolCode);
    }
}

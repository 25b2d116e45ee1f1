using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>How far one school is with its class rolls.</summary>
/// <param name="Overdue">逾 3 日未轉入: its pupils whom no school has taken up.</param>
/// <param name="Last">Its latest submission; null: not submitted.</param>
/// <param name="BySystem">由系統代送: it need not submit, its pupils on the roll are its filing.</param>
public sealed record SchoolRolls(string Code, string Name, string CountyCode, HeadCount Count, int Classes, int Overdue, DateTime? ChangedAt, Submission? Last, bool BySystem)
{
    /// <summary>Days since it should have submitted; 0: not late.</summary>
    public int DaysLate { get; init; }

    /// <summary>Rolls were changed after the last submission.</summary>
    public bool IsChanged => Last is not null && ChangedAt > Last.At;

    /// <summary>It has said that its rolls are complete, or its county's system files them.</summary>
    public bool IsFiled => Last is not null || (BySystem && Count.Total > 0);
}

/// <summary>Reads how far the schools are: one pass over the rolls of the term, whatever the number of schools.</summary>
public static class RollProgress
{
    public static async Task<IReadOnlyList<SchoolRolls>> OfAsync(
        StudentNetDb db,
        Term term,
        SchoolLevel level,
        string? county,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        var today = TaipeiTime.Today(now);
        var schools = await db.Set<School>()
            .AsNoTracking()
            .Where(s => s.Level == level && (county == null || s.CountyCode == county) && s.Kind != SchoolKind.Foreign && (s.ClosedOn == null || s.ClosedOn >= today))
            .OrderBy(s => s.Code)
            .Select(s => new { s.Code, s.Name, s.CountyCode, s.UsesRecordSystem })
            .ToListAsync(cancellation);
        var codes = db.Set<School>().Where(s => s.Level == level && (county == null || s.CountyCode == county)).Select(s => s.Code);
        var classes = await db.Set<ClassPupil>()
            .Where(p => p.Year == term.Year && p.Term == term.Number && codes.Contains(p.SchoolCode))
            .GroupBy(p => new { p.SchoolCode, p.ClassKind, p.Grade, p.ClassName, p.CountsAs })
            .Select(g => new { g.Key, Pupils = g.Count(), ChangedAt = g.Max(p => p.ChangedAt) })
            .ToListAsync(cancellation);
        var bySchool = classes.ToLookup(c => c.Key.SchoolCode, StringComparer.Ordinal);
        var window = RollTerm.Window(term);
        var stamps = (
            await db.Set<Submission>()
                .AsNoTracking()
                .Where(s => s.Window == window && s.Year == term.Year && s.Level == level)
                .ToListAsync(cancellation)
        ).ToLookup(s => s.OrganisationCode, StringComparer.Ordinal);
        var foreign = (await ForeignPupilsOfClasses.OfAsync(db, [.. schools.Select(s => s.Code)], term, cancellation)).ToLookup(f => f.SchoolCode, StringComparer.Ordinal);
        var overdue = await new RollGaps(db, term, codes, now).OverdueBySchoolAsync(cancellation);
        return
        [
            .. schools.Select(s => new SchoolRolls(
                s.Code,
                s.Name,
                s.CountyCode,
                HeadCount.Sum(
                    bySchool[s.Code]
                        .Select(c => ClassGrid.Of(c.Key.CountsAs, c.Pupils))
                        .Concat(foreign[s.Code].Select(f => new HeadCount(EnrolledForeign: f.Enrolled, NonSchoolForeign: f.NonSchool)))
                ),
                ClassesOf(bySchool[s.Code].Select(c => (c.Key.ClassKind, c.Key.Grade, c.Key.ClassName)), foreign[s.Code]),
                overdue.GetValueOrDefault(s.Code),
                bySchool[s.Code].Select(c => (DateTime?)c.ChangedAt).Max(),
                stamps[s.Code].MaxBy(x => x.Seq),
                s.UsesRecordSystem
            )),
        ];
    }

    /// <summary>As the school's own grid has them: a class in which only foreign pupils are is a class too.</summary>
    private static int ClassesOf(IEnumerable<(string Kind, int Grade, string Name)> national, IEnumerable<ForeignInClass> foreign)
    {
        var classes = national.ToHashSet();
        var known = classes.Select(c => (c.Grade, c.Name)).ToHashSet();
        return classes.Count + foreign.Where(f => f.ClassName is not null && f.Enrolled + f.NonSchool > 0).Select(f => (f.Grade, f.ClassName!)).Distinct().Count(c => !known.Contains(c));
    }
}

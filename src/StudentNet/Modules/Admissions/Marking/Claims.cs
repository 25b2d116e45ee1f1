using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>Children that more than one school says it has (domain §6): both schools and their counties see them.</summary>
public static class Claims
{
    /// <summary>The marks "here" of a stage that another school's contradicts.</summary>
    public static IQueryable<EntryMark> Contested(StudentNetDb db, SchoolYear year, SchoolLevel level, EntryStage stage)
    {
        var claims = db.Set<EntryMark>().Where(m => m.Year == year && m.Level == level && m.Stage == stage && m.State == MarkState.Here);
        return claims.Where(m => claims.Any(o => o.PersonId == m.PersonId && o.SchoolCode != m.SchoolCode));
    }

    /// <summary>Those of one school.</summary>
    public static IQueryable<EntryMark> OfSchool(StudentNetDb db, MarkedList list) =>
        Contested(db, list.Year, list.Level, list.Stage).Where(m => m.SchoolCode == list.School.Code);
}

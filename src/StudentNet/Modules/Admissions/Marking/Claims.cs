using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

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

    /// <summary>Those of the children whom a scope concerns: it answers for the child, or one of the schools is its own.</summary>
    public static IQueryable<EntryMark> Within(StudentNetDb db, SchoolYear year, SchoolLevel level, EntryStage stage, Scope scope)
    {
        var schools = db.SchoolsOf(scope).Select(o => o.Code);
        var entries = db.Set<Entry>()
            .Where(e => e.Year == year && e.Level == level)
            .Within(scope, county: code => e => e.CountyCode == code);
        var contested = Contested(db, year, level, stage);
        return contested.Where(m =>
            contested.Any(o => o.PersonId == m.PersonId && schools.Contains(o.SchoolCode)) || entries.Any(e => e.PersonId == m.PersonId)
        );
    }

    /// <summary>Those of one school.</summary>
    public static IQueryable<EntryMark> OfSchool(StudentNetDb db, MarkedList list) =>
        Contested(db, list.Year, list.Level, list.Stage).Where(m => m.SchoolCode == list.School.Code);
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Admissions.N2AllocationLists;

/// <summary>
/// The allocation lists of one school (N2.31), all of published allocations only: its own, the choice lists that name it, and who moved in or
/// out since the publication.
/// </summary>
public sealed class SchoolLists(StudentNetDb db, EntryRoster roster)
{
    /// <summary>Whom the county published to the school.</summary>
    public IQueryable<RosterRow> Own(string school, SchoolYear year, SchoolLevel level) =>
        roster.Of(Published(year, level).Where(e => e.AllocatedSchool == school));

    /// <summary>Children whose choice list names the school, whether it is their default or another is.</summary>
    public IQueryable<RosterRow> Choices(string school, SchoolYear year, SchoolLevel level) =>
        roster.Of(
            Published(year, level)
                .Where(e => db.Set<EntryChoice>().Any(c => c.PersonId == e.PersonId && c.Year == year && c.Level == level && c.SchoolCode == school))
        );

    /// <summary>遷出: on the school's list, but living elsewhere since, or published to it once and since allocated to another.</summary>
    public IQueryable<RosterRow> Left(string school, SchoolYear year, SchoolLevel level)
    {
        var once = db.Set<EntryEvent>()
            .Where(v => v.Year == year && v.Level == level && v.SchoolCode == school && v.What == EntryEvents.Published)
            .Select(v => v.PersonId);
        return roster
            .Of(db.Set<Entry>().AsNoTracking().Where(e => e.Year == year && e.Level == level && once.Contains(e.PersonId)))
            .Where(r => r.Entry.AllocatedSchool != school || r.Entry.PublishedAt == null || (r.Entry.ResidenceSeq != null && r.Entry.ResidenceSeq != r.Residence!.Seq));
    }

    /// <summary>
    /// 遷入: published to another school, and moved since into a 基本 rule of this one. The school learns of them as it would at the counter; their
    /// place changes only when the county allocates anew.
    /// </summary>
    public IQueryable<RosterRow> Arrived(string school, string county, long plan, SchoolYear year, SchoolLevel level) =>
        roster
            .Of(Published(year, level).Where(e => e.CountyCode == county && e.AllocatedSchool != school))
            .Where(r => r.Entry.ResidenceSeq != null && r.Entry.ResidenceSeq != r.Residence!.Seq)
            .Where(r =>
                db.Set<DistrictRule>()
                    .Any(d =>
                        d.PlanId == plan
                        && d.SchoolCode == school
                        && d.Zone == ZoneKind.Basic
                        && d.VillageCode == r.Residence!.VillageCode
                        && db.Set<DistrictSpan>()
                            .Any(s =>
                                s.PlanId == plan
                                && s.RuleNo == d.RuleNo
                                && s.FromNeighbourhood <= (r.Residence.Neighbourhood ?? 0)
                                && s.ToNeighbourhood >= (r.Residence.Neighbourhood ?? 0)
                            )
                    )
            );

    /// <summary>Children in villages of the school's rules who still need a person at the county, by cause: figures only, they are nobody's pupils yet.</summary>
    public async Task<IReadOnlyList<(string Cause, int Count)>> UnresolvedAsync(
        string school,
        string county,
        long plan,
        SchoolYear year,
        SchoolLevel level,
        CancellationToken cancellation
    )
    {
        var villages = db.Set<DistrictRule>().Where(d => d.PlanId == plan && d.SchoolCode == school).Select(d => d.VillageCode);
        var causes = await roster
            .Of(db.Set<Entry>().AsNoTracking().Where(e => e.Year == year && e.Level == level && e.CountyCode == county && e.State == EntryState.NeedsPerson))
            .Where(r => r.Person.Ended == null && villages.Contains(r.Residence!.VillageCode!))
            .GroupBy(r => r.Entry.Cause)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancellation);
        return [.. causes.Select(c => (c.Key ?? "", c.Count)).OrderByDescending(c => c.Count)];
    }

    private IQueryable<Entry> Published(SchoolYear year, SchoolLevel level) =>
        db.Set<Entry>().AsNoTracking().Where(e => e.Year == year && e.Level == level && e.PublishedAt != null);
}

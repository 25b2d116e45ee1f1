using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students;

/// <summary>On which lists of pupils a child stands (Q1, Q3, Q5), for an officer who holds two records side by side.</summary>
internal sealed class PupilFacts(StudentNetDb db) : IPersonFacts
{
    public async Task<IReadOnlyList<PersonFact>> OfAsync(IReadOnlyList<long> people, CancellationToken cancellation = default)
    {
        var pupils = await db.Set<ClassPupil>()
            .AsNoTracking()
            .Where(p => people.Contains(p.PersonId))
            .OrderBy(p => p.Year)
            .ThenBy(p => p.Term)
            .ToListAsync(cancellation);
        var foreigners = await db.Set<ForeignPupil>().AsNoTracking().Where(p => people.Contains(p.PersonId)).ToListAsync(cancellation);
        var abroad = await db.Set<ForeignSchoolPupil>().AsNoTracking().Where(p => people.Contains(p.PersonId)).ToListAsync(cancellation);
        return
        [
            .. pupils.Select(p => new PersonFact(p.PersonId, "學生名單", $"{p.Year.Title}第 {p.Term} 學期 {p.Line.Words}", p.ChangedAt)
            {
                SchoolCode = p.SchoolCode,
                Claim = new PersonClaim($"{p.Year.Title}第 {p.Term} 學期的班級", p.SchoolCode),
            }),
            .. foreigners.Select(p => new PersonFact(p.PersonId, "學生名單", p.LeftOn is null ? "外籍生" : "外籍生，已離校", p.ChangedAt) { SchoolCode = p.SchoolCode }),
            .. abroad.Select(p => new PersonFact(p.PersonId, "學生名單", p.LeftOn is null ? "外僑學校學生" : "外僑學校學生，已離校", p.ChangedAt)
            {
                SchoolCode = p.SchoolCode,
            }),
        ];
    }

    public IReadOnlyList<IQueryable<long>> AnsweredBy(string county) =>
        [
            from pupil in db.Set<ClassPupil>()
            join school in db.Set<Organisation>() on pupil.SchoolCode equals school.Code
            where school.CountyCode == county
            select pupil.PersonId,
            from pupil in db.Set<ForeignPupil>()
            join school in db.Set<Organisation>() on pupil.SchoolCode equals school.Code
            where school.CountyCode == county
            select pupil.PersonId,
            from pupil in db.Set<ForeignSchoolPupil>()
            join school in db.Set<Organisation>() on pupil.SchoolCode equals school.Code
            where school.CountyCode == county
            select pupil.PersonId,
        ];
}

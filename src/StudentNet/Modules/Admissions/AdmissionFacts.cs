using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Admissions;

/// <summary>Entries and what schools said of them, for an officer who holds two records side by side.</summary>
internal sealed class AdmissionFacts(StudentNetDb db) : IPersonFacts
{
    public async Task<IReadOnlyList<PersonFact>> OfAsync(IReadOnlyList<long> people, CancellationToken cancellation = default)
    {
        var entries = await db.Set<Entry>().AsNoTracking().Where(e => people.Contains(e.PersonId)).OrderBy(e => e.Year).ToListAsync(cancellation);
        var marks = await db.Set<EntryMark>()
            .AsNoTracking()
            .Where(m => people.Contains(m.PersonId) && m.State != MarkState.Cleared)
            .OrderBy(m => m.Year)
            .ThenBy(m => m.At)
            .ToListAsync(cancellation);
        return
        [
            .. entries.Select(e => new PersonFact(e.PersonId, "新生", $"{e.Year.Title}{e.Level.Title()} {AllocationWords.Of(e).Word}", e.ChangedAt)
            {
                SchoolCode = e.AdmittedSchool ?? e.RegisteredSchool ?? e.AllocatedSchool,
                CountyCode = e.CountyCode,
            }),
            .. marks.Select(m => new PersonFact(m.PersonId, "學校登錄", Words(m), m.At)
            {
                SchoolCode = m.SchoolCode,
                Claim = m.State == MarkState.Here ? new PersonClaim($"{m.Year.Title}{m.Level.Title()}{StageWords.Of(m.Stage).Verb}", m.SchoolCode) : null,
            }),
        ];
    }

    public IReadOnlyList<IQueryable<long>> AnsweredBy(string county) =>
        [
            db.Set<Entry>()
                .Where(e =>
                    e.CountyCode == county
                    || db.Set<Organisation>().Any(o => o.CountyCode == county && (o.Code == e.AdmittedSchool || o.Code == e.RegisteredSchool))
                )
                .Select(e => e.PersonId),
        ];

    private static string Words(EntryMark mark)
    {
        var stage = StageWords.Of(mark.Stage);
        return $"{mark.Year.Title}{mark.Level.Title()} {(mark.State == MarkState.Here ? stage.Here : stage.NotHere)}";
    }
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>Tracked cases, for an officer who holds two records side by side.</summary>
internal sealed class CaseFacts(StudentNetDb db, TimeProvider time) : IPersonFacts
{
    public async Task<IReadOnlyList<PersonFact>> OfAsync(IReadOnlyList<long> people, CancellationToken cancellation = default)
    {
        var today = Kernel.TaipeiTime.Today(time.GetUtcNow().UtcDateTime);
        var cases = await db.Set<TrackedCase>().AsNoTracking().Where(c => people.Contains(c.PersonId)).OrderBy(c => c.OpenedAt).ToListAsync(cancellation);
        return
        [
            .. cases.Select(c => new PersonFact(c.PersonId, "列管個案", $"{c.CaseNo} {CaseWords.Of(c.State(today)).Word}", c.ReleasedAt ?? c.OpenedAt)
            {
                SchoolCode = c.SchoolCode,
                CountyCode = c.CountyCode,
                Claim = c.ReleasedAt is null ? new PersonClaim("列管中的個案", c.CaseNo) : null,
            }),
        ];
    }

    public IReadOnlyList<IQueryable<long>> AnsweredBy(string county) => [db.Set<TrackedCase>().Where(c => c.CountyCode == county).Select(c => c.PersonId)];
}

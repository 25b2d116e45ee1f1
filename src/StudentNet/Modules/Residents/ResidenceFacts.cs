using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Residents;

/// <summary>Where a person lives: the county of the latest residence answers for the child.</summary>
internal sealed class ResidenceFacts(StudentNetDb db) : IPersonFacts
{
    public async Task<IReadOnlyList<PersonFact>> OfAsync(IReadOnlyList<long> people, CancellationToken cancellation = default) =>
        [
            .. (await db.Set<Residence>().AsNoTracking().Where(r => people.Contains(r.PersonId) && r.Until == null).ToListAsync(cancellation)).Select(
                r => new PersonFact(r.PersonId, "設籍", r.VillageText, r.ReceivedAt) { CountyCode = r.CountyCode }
            ),
        ];

    public IReadOnlyList<IQueryable<long>> AnsweredBy(string county) => [db.Set<Residence>().Where(r => r.CountyCode == county && r.Until == null).Select(r => r.PersonId)];
}

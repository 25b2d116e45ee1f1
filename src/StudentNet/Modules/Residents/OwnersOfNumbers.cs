using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Residents;

/// <summary>Whose numbers are, as the records of persons know them, also by a number that somebody had before.</summary>
internal sealed class OwnersOfNumbers(StudentNetDb db) : IOwnersOfNumbers
{
    public async Task<IReadOnlyCollection<long>> OfAsync(IReadOnlyCollection<string> numbers, CancellationToken cancellation) =>
        await db.Set<PersonIdentifier>()
            .Where(i => numbers.Contains(i.Number))
            .Join(db.Set<Person>(), i => i.PersonId, p => p.PersonId, (_, p) => p.MergedInto ?? p.PersonId)
            .Distinct()
            .ToListAsync(cancellation);
}

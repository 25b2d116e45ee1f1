using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Residents;

/// <summary>
/// Puts right the numbers of two children of one birth date who have each other's (decision 92): nothing but the shown number changes hands, and
/// every school and county that has one of the two is told.
/// </summary>
public sealed class NumberExchange(StudentNetDb db, IEnumerable<IPersonFacts> sources)
{
    /// <summary>Where a county reads of it.</summary>
    private const string CountyLink = "/N7.21/same";

    /// <summary>Exchanges, or says why not. Both records are held: who exchanges at the same moment is refused with <see cref="DbUpdateConcurrencyException"/>.</summary>
    public async Task<Problem?> ExchangeAsync(Person first, Person second, string because, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.BirthDate != second.BirthDate)
        {
            return new Problem("exchange.birth-date", "出生日期不同，不能對調證號", "對調只用於雙胞胎等出生日期相同的學生；單純打錯證號請以異動名單更正");
        }

        return await db.WriteAsync(
            act,
            async () =>
            {
                await PersonMerge.HoldAsync(db, [first, second], cancellation);
                var shown = await db.Set<PersonIdentifier>()
                    .Where(i => (i.PersonId == first.PersonId || i.PersonId == second.PersonId) && i.IsCurrent)
                    .ToListAsync(cancellation);
                var (own, other) = (shown.SingleOrDefault(i => i.PersonId == first.PersonId), shown.SingleOrDefault(i => i.PersonId == second.PersonId));
                if (own is null || other is null)
                {
                    return new Problem("exchange.no-number", "有一筆紀錄沒有證號，不能對調", "請先補登證號");
                }

                (own.PersonId, other.PersonId) = (second.PersonId, first.PersonId);
                db.Add(
                    new NumbersExchanged
                    {
                        Id = await IdBlock.TakeAsync(db, "numbers-exchanged", 1, cancellation),
                        First = first.PersonId,
                        Second = second.PersonId,
                        FirstNumber = own.Number,
                        SecondNumber = other.Number,
                        At = act.At,
                        AccountId = act.AccountId,
                        OrganisationCode = act.OrganisationCode,
                        Because = because,
                    }
                );
                await PersonMerge.NoteAsync(db, first.PersonId, "number", own.Number, other.Number, act.At, cancellation);
                await PersonMerge.NoteAsync(db, second.PersonId, "number", other.Number, own.Number, act.At, cancellation);
                await TellAsync([first.PersonId, second.PersonId], act, cancellation);
                return (Problem?)null;
            },
            static problem => problem,
            cancellation
        );
    }

    private async Task TellAsync(IReadOnlyList<long> people, Act act, CancellationToken cancellation)
    {
        var facts = new List<PersonFact>();
        foreach (var source in sources)
        {
            facts.AddRange(await source.OfAsync(people, cancellation));
        }

        var codes = facts.Select(f => f.SchoolCode).OfType<string>().Distinct().ToList();
        var schools = await db.Set<Organisation>().AsNoTracking().Where(o => codes.Contains(o.Code)).ToListAsync(cancellation);
        var counties = facts.Select(f => f.CountyCode).Concat(schools.Select(s => s.CountyCode)).OfType<string>().Distinct();
        foreach (var (organisation, link) in schools.Select(s => (s.Code, "/N3.31")).Concat(counties.Select(c => (c, CountyLink))))
        {
            db.Add(
                new OrganisationNotice
                {
                    OrganisationCode = organisation,
                    Text = "兩名同日出生的學生證號互換，縣市已對調，請以新的證號為準",
                    Link = link,
                    PersonId = people[0],
                    At = act.At,
                }
            );
        }
    }
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Residents.N7Protected;

/// <summary>One protected child of a list.</summary>
public sealed class SuppressionRow : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Suppression.PersonId;

    public required AddressSuppression Suppression { get; init; }

    public required Person Person { get; init; }

    /// <summary>Current number, in clear: masked where it is shown.</summary>
    public string? Number { get; init; }

    public string? LastThree { get; init; }

    /// <summary>Who may see the address; null: nobody.</summary>
    public string? Viewer { get; init; }
}

/// <summary>
/// Enters and lifts the suppression of a child's address, and tells the address to the one person whom the county has named. What is done with the address itself is the databases' business
/// (residence-hidden.shape).
/// </summary>
public sealed class SuppressionRegister(StudentNetDb db, PersonRegister people)
{
    private static readonly Problem Unknown = new("suppression.unknown", "查無這名學生，或不是設籍本縣市", "請核對證號與姓名") { Field = "Number" };

    /// <summary>The suppressions that a county has entered.</summary>
    public IQueryable<SuppressionRow> Of(string county) =>
        from found in db.Set<AddressSuppression>().AsNoTracking().Where(s => s.CountyCode == county).WithPerson(db, s => s.PersonId)
        select new SuppressionRow
        {
            Suppression = found.Row,
            Person = found.Person,
            Number = found.Number,
            LastThree = found.LastThree,
            Viewer = db.Set<Appointment>().Where(a => a.AccountId == found.Row.ViewerAccountId && a.OrganisationCode == county).OrderByDescending(a => a.Id).Select(a => a.PersonName).FirstOrDefault(),
        };

    /// <summary>The child of a number and name whose latest residence lies in the county; whoever it is otherwise, one answer.</summary>
    public async Task<(long? Person, Problem? Problem)> FindAsync(string county, PersonNumber number, string name, CancellationToken cancellation = default) =>
        await people.OfNumberAsync(number.Value, cancellation) is { } person
        && person.NormalisedName == NameText.Normalise(InvisibleText.Without(name))
        && await db.Set<Residence>().Where(r => r.PersonId == person.PersonId).OrderByDescending(r => r.ReceivedAt).ThenByDescending(r => r.Seq).Select(r => r.CountyCode).FirstOrDefaultAsync(cancellation) == county
            ? (person.PersonId, null)
            : (null, Unknown);

    /// <summary>From now on the address of the child is told to nobody but the viewer. A document that is there already is refused.</summary>
    public async Task<Problem?> ProtectAsync(long person, string authority, string document, long? viewer, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        if (await db.Set<AddressSuppression>().AnyAsync(s => s.PersonId == person && s.DocumentNo == document && s.LiftedAt == null, cancellation))
        {
            return new Problem("suppression.twice", "這份文號已經登錄", "同一文號不必再登") { Field = "DocumentNo" };
        }

        db.Add(
            new AddressSuppression
            {
                PersonId = person,
                Seq = (await db.Set<AddressSuppression>().Where(s => s.PersonId == person).MaxAsync(s => (int?)s.Seq, cancellation) ?? 0) + 1,
                Authority = authority,
                DocumentNo = document,
                CountyCode = act.OrganisationCode!,
                ViewerAccountId = viewer,
                EnteredAt = act.At,
                AccountId = act.AccountId,
            }
        );
        await db.SaveAsync(act with { PersonId = person }, cancellation);
        return null;
    }

    /// <summary>The address is an address again. Only the county that entered the suppression lifts it.</summary>
    public async Task<Problem?> LiftAsync(long person, int seq, string? reason, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        var suppression = await db.Set<AddressSuppression>().SingleAsync(s => s.PersonId == person && s.Seq == seq && s.CountyCode == act.OrganisationCode, cancellation);
        if (suppression.LiftedAt is not null)
        {
            return new Problem("suppression.lifted", "已經解除", "請重新整理");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Problem("suppression.reason", "解除要填原因", "例如 保護令期滿") { Field = "Reason" };
        }

        (suppression.LiftedAt, suppression.LiftReason) = (act.At, reason.Trim());
        await db.SaveAsync(act with { PersonId = person }, cancellation);
        return null;
    }

    /// <summary>The address of the latest residence, for the one who may see it; null: the caller is somebody else, or it is not suppressed.</summary>
    public async Task<string?> AddressForAsync(AddressSuppression suppression, Caller caller, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(suppression);
        ArgumentNullException.ThrowIfNull(caller);
        return suppression.LiftedAt is null && suppression.ViewerAccountId == caller.AccountId
            ? await db.Set<ResidenceHidden>().Where(h => h.PersonId == suppression.PersonId).OrderByDescending(h => h.Seq).Select(h => h.Address).FirstOrDefaultAsync(cancellation)
            : null;
    }
}

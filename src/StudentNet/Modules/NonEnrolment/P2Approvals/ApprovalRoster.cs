using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.NonEnrolment.P2Approvals;

/// <summary>Dated approvals within a <see cref="Scope"/>: a county sees what it has entered, and those of children who live in it. Whoever shows rows records the look.</summary>
public sealed class ApprovalRoster(StudentNetDb db)
{
    /// <summary>All rows of the scope.</summary>
    public IQueryable<ApprovalRow> Within(Scope scope)
    {
        var approvals = db.Set<Approval>()
            .AsNoTracking()
            .Within(scope, county: code => a => a.CountyCode == code || db.Homes().Any(r => r.PersonId == a.PersonId && r.CountyCode == code));
        return from found in approvals.WithPerson(db, a => a.PersonId)
            join county in db.Set<Organisation>() on found.Row.CountyCode equals county.Code into counties
            from county in counties.DefaultIfEmpty()
            select new ApprovalRow
            {
                Approval = found.Row,
                Person = found.Person,
                Number = found.Number,
                LastThree = found.LastThree,
                County = county.Name,
            };
    }

    /// <summary>Narrows to where they stand on a day (as <see cref="Approval.State"/> says), and to a name, the last three characters of a number or a document.</summary>
    public static IQueryable<ApprovalRow> Filter(IQueryable<ApprovalRow> rows, ApprovalState? state, string? search, DateOnly today)
    {
        if (search?.Trim() is { Length: > 0 } text)
        {
            var (name, number) = (NameText.Normalise(text), text.ToUpperInvariant());
            rows = rows.Where(r => r.Person.NormalisedName.Contains(name) || r.LastThree == number || r.Approval.DocumentNo.Contains(text));
        }

        var soon = today.AddDays(ApprovalKinds.DaysBeforeEnd);
        return state switch
        {
            ApprovalState.Voided => rows.Where(r => r.Approval.VoidedAt != null),
            ApprovalState.Ended => rows.Where(r => r.Approval.VoidedAt == null && r.Approval.ValidThrough < today),
            ApprovalState.Ending => rows.Where(r => r.Approval.VoidedAt == null && r.Approval.ValidThrough >= today && r.Approval.ValidThrough < soon),
            ApprovalState.Running => rows.Where(r => r.Approval.VoidedAt == null && r.Approval.ValidThrough >= soon),
            _ => rows,
        };
    }

    /// <summary>How many stand where on a day.</summary>
    public static async Task<IReadOnlyDictionary<ApprovalState, int>> CountAsync(IQueryable<ApprovalRow> rows, DateOnly today, CancellationToken cancellation = default)
    {
        var soon = today.AddDays(ApprovalKinds.DaysBeforeEnd);
        var counts = await rows.GroupBy(r => new
            {
                IsVoided = r.Approval.VoidedAt != null,
                HasEnded = r.Approval.ValidThrough < today,
                IsEnding = r.Approval.ValidThrough < soon,
            })
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancellation);
        return counts
            .GroupBy(c => c.Key.IsVoided ? ApprovalState.Voided : c.Key.HasEnded ? ApprovalState.Ended : c.Key.IsEnding ? ApprovalState.Ending : ApprovalState.Running)
            .ToDictionary(g => g.Key, g => g.Sum(c => c.Count));
    }
}

/// <summary>One approval of a list, with the child.</summary>
public sealed class ApprovalRow : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Approval.PersonId;

    public required Approval Approval { get; init; }

    public required Person Person { get; init; }

    /// <summary>Current number, in clear: masked where it is shown.</summary>
    public string? Number { get; init; }

    public string? LastThree { get; init; }

    /// <summary>Name of the county that entered it.</summary>
    public string? County { get; init; }
}

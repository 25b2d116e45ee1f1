using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.N7NewResidents;

/// <summary>A proposed child as N7 shows it.</summary>
public sealed class ProposalRow : IAboutPerson
{
    long? IAboutPerson.AboutPerson => Person.PersonId;

    public required ProposedChild Proposal { get; init; }

    public required Person Person { get; init; }

    public required Organisation School { get; init; }

    public required Entry Entry { get; init; }

    /// <summary>Current number, in clear: masked where it is shown. Null after a merger.</summary>
    public string? Number { get; init; }

    /// <summary>The registry has named a residence since: the list caught up with the school.</summary>
    public bool IsResident { get; init; }

    public Status Status =>
        Proposal.State switch
        {
            ProposalState.Confirmed => new Status(Tone.Ok, "縣市已確認"),
            ProposalState.Returned => new Status(Tone.Warn, "退回補正", "arrow-counterclockwise"),
            ProposalState.Merged => new Status(Tone.None, "與名冊學生合併", "people"),
            _ => new Status(Tone.Warn, "待縣市確認", "hourglass-split"),
        };
}

/// <summary>A child of the same name and birth date: possibly the same, for the county to judge.</summary>
/// <param name="Number">In clear: masked where it is shown.</param>
public sealed record PossiblySame(long PersonId, string? Number, string? Place, string? School);

/// <summary>Proposed children: a school sees its own, a county those it looks into.</summary>
public sealed class ProposalRoster(StudentNetDb db)
{
    /// <summary>Rows within the scope, newest first.</summary>
    public IQueryable<ProposalRow> Within(Scope scope) =>
        from proposal in db.Set<ProposedChild>()
            .AsNoTracking()
            .Within(scope, county: code => p => p.CountyCode == code, school: code => p => p.SchoolCode == code)
            .WithPerson(db, p => p.PersonId)
        join school in db.Set<Organisation>() on proposal.Row.SchoolCode equals school.Code
        join entry in db.Set<Entry>()
            on new { proposal.Row.PersonId, proposal.Row.Year, proposal.Row.Level } equals new { entry.PersonId, entry.Year, entry.Level }
        orderby proposal.Row.ProposedAt descending, proposal.Row.PersonId
        select new ProposalRow
        {
            Proposal = proposal.Row,
            Person = proposal.Person,
            School = school,
            Entry = entry,
            Number = proposal.Number,
            IsResident = db.Set<Residence>().Any(r => r.PersonId == proposal.Row.PersonId),
        };

    /// <summary>The newest proposal of a child within the scope; null: none there.</summary>
    public Task<ProposalRow?> FindAsync(Scope scope, long personId, CancellationToken cancellation = default) =>
        Within(scope).Where(r => r.Proposal.PersonId == personId).OrderByDescending(r => r.Proposal.ProposedAt).FirstOrDefaultAsync(cancellation);

    /// <summary>Others of the same name and birth date, with what helps to tell them apart.</summary>
    public async Task<IReadOnlyList<PossiblySame>> PossiblySameAsync(ProposalRow row, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(row);
        var (person, year, level) = (row.Person, row.Proposal.Year, row.Proposal.Level);
        return await db.Set<Person>()
            .Where(p => p.NormalisedName == person.NormalisedName && p.BirthDate == person.BirthDate && p.PersonId != person.PersonId && p.MergedInto == null)
            .OrderBy(p => p.PersonId)
            .Select(p => new PossiblySame(
                p.PersonId,
                db.CurrentNumbers().Where(i => i.PersonId == p.PersonId).Select(i => i.Number).FirstOrDefault(),
                db.Homes().Where(r => r.PersonId == p.PersonId).Select(r => r.VillageText).FirstOrDefault(),
                db.Set<Entry>()
                    .Where(e => e.PersonId == p.PersonId && e.Year == year && e.Level == level)
                    .Select(e => e.AdmittedSchool ?? e.RegisteredSchool ?? e.AllocatedSchool)
                    .FirstOrDefault()
            ))
            .ToListAsync(cancellation);
    }
}

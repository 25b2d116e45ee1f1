using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>Everything a case page shows about one child: what the sources say, each with when we learned it, and what has been done.</summary>
public sealed record CaseFile
{
    public required CaseRow Row { get; init; }

    /// <summary>縣市鄉鎮市區村里鄰, from the latest residence; null without any.</summary>
    public string? Place { get; init; }

    /// <summary>How many people of the registry's household are known here, the child among them; null without a household number.</summary>
    public int? Household { get; init; }

    /// <summary>The comparison that last looked for the child, and what it found.</summary>
    public NationalComparison? Comparison { get; init; }

    public int? Pass { get; init; }

    /// <summary>Where else an admitted child has the same name and birth date, for a person to judge.</summary>
    public IReadOnlyList<string> PossibleMatches { get; init; } = [];

    /// <summary>The child's entry of the year: allocation, registration, reason.</summary>
    public Entry? Entry => Row.Entry;

    /// <summary>What schools have written about the child, the newest first.</summary>
    public IReadOnlyList<SchoolSaid> Said { get; init; } = [];

    /// <summary>Newest first.</summary>
    public required IReadOnlyList<CaseStep> Steps { get; init; }

    /// <summary>The day of 逾齡除案.</summary>
    public DateOnly AgeOutOn => AgeOut.Date(Row.Person.BirthDate, Row.Case.Level);

    /// <summary>Reads the file of a case that the scope has already let through.</summary>
    public static async Task<CaseFile> ReadAsync(StudentNetDb db, CaseRow row, CancellationToken cancellation = default)
    {
        var tracked = row.Case;
        var latest = await LatestFinding.OfAsync(db, tracked.PersonId, tracked.Level, cancellation);
        return new CaseFile
        {
            Row = row,
            Place = await PlaceAsync(db, row.Residence, cancellation),
            Household = row.Residence?.Household is { } household
                ? await db.Set<Residence>().CountAsync(r => r.Household == household && r.Until == null, cancellation)
                : null,
            Comparison = latest?.Comparison,
            Pass = latest?.Pass,
            PossibleMatches = latest is null ? [] : await PossibleMatchesAsync(db, tracked.PersonId, latest.Comparison.Id, cancellation),
            Said = await SaidBySchools.OfAsync(db, tracked.PersonId, tracked.Year, tracked.Level, cancellation),
            Steps = await CaseStep.ReadAsync(db, tracked, cancellation),
        };
    }

    private static async Task<string?> PlaceAsync(StudentNetDb db, Residence? residence, CancellationToken cancellation)
    {
        if (residence is null)
        {
            return null;
        }

        var codes = new[] { residence.CountyCode, residence.TownshipCode };
        var names = await db.Set<Organisation>().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);
        var county = residence.CountyCode is null ? "" : names.GetValueOrDefault(residence.CountyCode, "");
        var township = residence.TownshipCode is null ? "" : names.GetValueOrDefault(residence.TownshipCode, "");
        return $"{county}{township}{residence.VillageText}{(residence.Neighbourhood is { } number ? $" {number} 鄰" : "")}";
    }

    private static async Task<IReadOnlyList<string>> PossibleMatchesAsync(
        StudentNetDb db,
        long person,
        long comparison,
        CancellationToken cancellation
    ) =>
        await (
            from match in db.Set<PossibleMatch>()
            join school in db.Set<Organisation>() on match.SchoolCode equals school.Code
            where match.PersonId == person && match.ComparisonId == comparison
            select $"{school.Code} {school.Name}"
        ).ToListAsync(cancellation);
}

/// <summary>One line of a case's time line.</summary>
public sealed record CaseStep(CaseEvent Event, Visit? Visit, string? School, string? By)
{
    /// <summary>All steps of a case, newest first.</summary>
    public static async Task<IReadOnlyList<CaseStep>> ReadAsync(StudentNetDb db, TrackedCase tracked, CancellationToken cancellation = default)
    {
        var events = await db.Set<CaseEvent>()
            .AsNoTracking()
            .Where(e => e.PersonId == tracked.PersonId && e.CaseSeq == tracked.CaseSeq)
            .OrderByDescending(e => e.Seq)
            .Select(e => new
            {
                Event = e,
                School = db.Set<Organisation>().Where(o => o.Code == e.SchoolCode).Select(o => o.Name).FirstOrDefault(),
                By = db.Set<Organisation>().Where(o => o.Code == e.OrganisationCode).Select(o => o.Name).FirstOrDefault(),
            })
            .ToListAsync(cancellation);
        var visits = await db.Set<Visit>()
            .AsNoTracking()
            .Where(v => v.PersonId == tracked.PersonId && v.CaseSeq == tracked.CaseSeq)
            .ToDictionaryAsync(v => v.RecordedAt, cancellation);
        return
        [
            .. events.Select(e => new CaseStep(
                e.Event,
                e.Event.Kind == CaseEventKind.Visited ? visits.GetValueOrDefault(e.Event.At) : null,
                e.Event.SchoolCode is null ? null : $"{e.Event.SchoolCode} {e.School}",
                e.Event.OrganisationCode is null ? null : e.By ?? e.Event.OrganisationCode
            )),
        ];
    }
}

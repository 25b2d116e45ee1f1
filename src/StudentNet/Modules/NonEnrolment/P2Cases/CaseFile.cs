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

    /// <summary>What the border, the low-income list and the registry's household say.</summary>
    public required CaseEvidence Evidence { get; init; }

    /// <summary>In order of recording.</summary>
    public IReadOnlyList<CaseMeasure> Measures { get; init; } = [];

    /// <summary>In order of asking.</summary>
    public IReadOnlyList<CaseRequest> Requests { get; init; } = [];

    /// <summary>Names of the organisations that requests name, by code.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();

    /// <summary>The compulsory-attendance ladder as of the day of looking.</summary>
    public IReadOnlyList<LadderStep> Ladder { get; init; } = [];

    /// <summary>Visits that hold.</summary>
    public int Visits => Steps.Count(s => s.Visit is { VoidedAt: null });

    /// <summary>The request of a kind that waits for its answer.</summary>
    public CaseRequest? Open(CaseRequestKind kind) => Requests.FirstOrDefault(r => r.Kind == kind && r.IsOpen);

    /// <summary>Code and name of an organisation.</summary>
    public string NameOf(string code) => Names.TryGetValue(code, out var name) ? code.Length == 6 ? $"{code} {name}" : name : code;

    /// <summary>The day of 逾齡除案.</summary>
    public DateOnly AgeOutOn => AgeOut.Date(Row.Person.BirthDate, Row.Case.Level);

    /// <summary>Reads the file of a case that the scope has already let through.</summary>
    public static async Task<CaseFile> ReadAsync(StudentNetDb db, CaseWork work, CaseRow row, DateOnly today, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(row);
        var tracked = row.Case;
        var measures = await db.Set<CaseMeasure>().AsNoTracking().Where(m => m.PersonId == tracked.PersonId && m.CaseSeq == tracked.CaseSeq).OrderBy(m => m.Seq).ToListAsync(cancellation);
        var requests = await db.Set<CaseRequest>().AsNoTracking().Where(r => r.PersonId == tracked.PersonId && r.CaseSeq == tracked.CaseSeq).OrderBy(r => r.Seq).ToListAsync(cancellation);
        List<string> codes = [.. requests.SelectMany(r => new[] { r.FromCode, r.ToCode, r.SchoolCode }).OfType<string>().Distinct()];
        var steps = await CaseStep.ReadAsync(db, tracked, measures, requests, cancellation);
        var latest = await LatestFinding.OfAsync(db, tracked.PersonId, tracked.Level, cancellation);
        return new CaseFile
        {
            Row = row,
            Place = await PlaceAsync(db, row.Residence, cancellation),
            Comparison = latest?.Comparison,
            Pass = latest?.Pass,
            PossibleMatches = latest is null ? [] : await PossibleMatchesAsync(db, tracked.PersonId, latest.Comparison.Id, cancellation),
            Said = await SaidBySchools.OfAsync(db, tracked.PersonId, tracked.Year, tracked.Level, cancellation),
            Steps = steps,
            Evidence = await CaseEvidence.ReadAsync(db, row, today, cancellation),
            Measures = measures,
            Requests = requests,
            Names = codes.Count == 0 ? new Dictionary<string, string>() : await db.Set<Organisation>().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation),
            Ladder = (await work.LadderAsync(tracked, measures, cancellation)).Steps(steps.Count(s => s.Visit is { VoidedAt: null }), today),
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
    public CaseMeasure? Measure { get; init; }

    public CaseRequest? Request { get; init; }

    /// <summary>All steps of a case, newest first.</summary>
    public static async Task<IReadOnlyList<CaseStep>> ReadAsync(StudentNetDb db, TrackedCase tracked, IReadOnlyList<CaseMeasure> measures, IReadOnlyList<CaseRequest> requests, CancellationToken cancellation = default)
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
            )
            {
                Measure = e.Event.Kind == CaseEventKind.Measured ? measures.FirstOrDefault(m => m.Seq == e.Event.RefSeq) : null,
                Request = e.Event.Kind is CaseEventKind.Requested or CaseEventKind.Granted or CaseEventKind.Refused ? requests.FirstOrDefault(r => r.Seq == e.Event.RefSeq) : null,
            }),
        ];
    }
}

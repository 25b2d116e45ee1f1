using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>Reads the student records: a school's list, one pupil, how far the schools are.</summary>
public sealed class RecordRoster(StudentNetDb db)
{
    /// <summary>The term filed for on a day: its reference date (1/15, 7/15) was the last one (domain §3).</summary>
    public static Term FilingTerm(DateOnly today)
    {
        var (first, second) = (new DateOnly(today.Year, 1, 15), new DateOnly(today.Year, 7, 15));
        return today < first ? new Term(new SchoolYear(today.Year - 1913), 2)
            : today < second ? new Term(new SchoolYear(today.Year - 1912), 1)
            : new Term(new SchoolYear(today.Year - 1912), 2);
    }

    /// <summary>Terms that pages offer, newest first.</summary>
    public static IReadOnlyList<Term> Terms(DateOnly today) => [FilingTerm(today), FilingTerm(today).Previous, FilingTerm(today).Previous.Previous];

    /// <summary>Records of a school and term that count now, with the pupil; without their documents.</summary>
    public IQueryable<RecordRow> Of(string school, Term term) =>
        from row in db.Set<StudentRecord>()
            .AsNoTracking()
            .Where(r => r.SchoolCode == school && r.Year == term.Year && r.Term == term.Number && r.WithdrawnAt == null)
            .WithPerson(db, r => r.PersonId)
        let record = row.Row
        select new RecordRow
        {
            PersonId = record.PersonId,
            Name = row.Person.Name,
            NormalisedName = row.Person.NormalisedName,
            Number = row.Number,
            Sex = row.Person.Sex,
            BirthDate = row.Person.BirthDate,
            Grade = record.Grade,
            ClassName = record.ClassName,
            Seat = record.Seat,
            Status = record.Status,
            StatusOn = record.StatusOn,
            IsInSchool = record.IsInSchool,
            Gap = record.Gap,
            GapOn = record.GapOn,
            LastChange = record.LastChange,
            LastChangeOn = record.LastChangeOn,
            PreviousSchool = record.PreviousSchool,
            ReceivedAt = record.ReceivedAt,
            ReceiptId = record.ReceiptId,
        };

    /// <summary>Narrows a list: <c>gap</c>, <c>transfer</c>, <c>away</c>; a name, three last characters or a whole number.</summary>
    public IQueryable<RecordRow> Filter(IQueryable<RecordRow> rows, string? show, string? search, Term term)
    {
        var (from, to) = (term.FirstDay, term.LastDay);
        rows = show switch
        {
            "gap" => rows.Where(r => r.Gap != null),
            "away" => rows.Where(r => !r.IsInSchool),
            "transfer" => rows.Where(r => r.LastChangeOn >= from && r.LastChangeOn <= to),
            _ => rows,
        };
        if (search?.Trim() is not { Length: > 0 } text)
        {
            return rows;
        }

        var (name, number) = (NameText.Normalise(text), text.ToUpperInvariant());
        return rows.Where(r => r.NormalisedName.Contains(name) || r.Number == number || (number.Length == 3 && r.Number!.EndsWith(number)));
    }

    /// <summary>One pupil's record; null: none, or not of this school.</summary>
    public Task<StudentRecord?> FindAsync(long person, string school, Term term, CancellationToken cancellation = default) =>
        db.Set<StudentRecord>()
            .AsNoTracking()
            .SingleOrDefaultAsync(r => r.PersonId == person && r.SchoolCode == school && r.Year == term.Year && r.Term == term.Number, cancellation);

    /// <summary>How the schools of a county (null: of the country) stand, those without any record too.</summary>
    /// <param name="school">Only this one; null: all.</param>
    public async Task<IReadOnlyList<SchoolRecords>> ProgressAsync(Term term, SchoolLevel level, string? county, string? school, CancellationToken cancellation = default)
    {
        var filed = new Dictionary<string, (int Filed, int InSchool, int Gaps, DateTime? Last)>(StringComparer.Ordinal);
        var parameters = new { year = term.Year, term = term.Number, level, county, school };
        await foreach (
            var (code, figures) in db.QueryAsync(
                "records-progress",
                parameters,
                row => (row.GetString(0), (Number(row, 1), Number(row, 2), Number(row, 3), (DateTime?)Instant(row, 4))),
                cancellation
            )
        )
        {
            filed[code] = figures;
        }

        var due = await DueAsync(parameters, cancellation);
        var schools = await db.Set<School>()
            .AsNoTracking()
            // Foreign schools keep no records of ours: their pupils are Q5's.
            .Where(s => s.Level == level && s.Kind != SchoolKind.Foreign && (county == null || s.CountyCode == county) && (school == null || s.Code == school))
            .Where(s => s.ClosedOn == null || s.ClosedOn >= term.FirstDay)
            .OrderBy(s => s.Code)
            .Select(s => new { s.Code, s.Name, s.CountyCode, s.UsesRecordSystem })
            .ToListAsync(cancellation);
        return
        [
            .. schools.Select(s =>
            {
                var own = filed.GetValueOrDefault(s.Code);
                return new SchoolRecords(s.Code, s.Name, s.CountyCode, s.UsesRecordSystem, own.Filed, own.InSchool, own.Gaps, own.Last, due?.GetValueOrDefault(s.Code));
            }),
        ];
    }

    /// <summary>Pupils on the class rolls by school (Q1), and how many of them have a record; null while the term has no class roll at all.</summary>
    private async Task<Dictionary<string, RollMatch>?> DueAsync(object parameters, CancellationToken cancellation)
    {
        var due = new Dictionary<string, RollMatch>(StringComparer.Ordinal);
        await foreach (
            var (school, match) in db.QueryAsync("records-due", parameters, row => (row.GetString(0), new RollMatch(Number(row, 1), Number(row, 2))), cancellation)
        )
        {
            due[school] = match;
        }

        return due.Count == 0 ? null : due;
    }

    private static int Number(System.Data.Common.DbDataReader row, int i) => Convert.ToInt32(row.GetValue(i), CultureInfo.InvariantCulture);

    // The embedded database gives the greatest of instants as text.
    private static DateTime Instant(System.Data.Common.DbDataReader row, int i) =>
        row.GetValue(i) is DateTime instant
            ? instant
            : DateTime.Parse(row.GetString(i), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}

/// <summary>A pupil in a list of records.</summary>
public sealed class RecordRow : IAboutPerson
{
    long? IAboutPerson.AboutPerson => PersonId;

    public required long PersonId { get; init; }

    public required string Name { get; init; }

    public required string NormalisedName { get; init; }

    public string? Number { get; init; }

    public required Sex Sex { get; init; }

    public required DateOnly BirthDate { get; init; }

    public required int Grade { get; init; }

    public required string ClassName { get; init; }

    public int? Seat { get; init; }

    public string? Status { get; init; }

    public DateOnly? StatusOn { get; init; }

    public required bool IsInSchool { get; init; }

    public string? Gap { get; init; }

    public DateOnly? GapOn { get; init; }

    public string? LastChange { get; init; }

    public DateOnly? LastChangeOn { get; init; }

    public string? PreviousSchool { get; init; }

    public required DateTime ReceivedAt { get; init; }

    public required long ReceiptId { get; init; }

    public string StatusTitle => RecordCodes.StatusTable.TitleOf(Status ?? "Enrolled");

    public string? GapTitle => Gap is null ? null : RecordCodes.GapTable.TitleOf(Gap);
}

/// <summary>How far one school is with its records of a term.</summary>
/// <param name="IsFiledBySystem">學籍系統 2.0 of the county files for it.</param>
/// <param name="Last">When its latest record came; null: none yet.</param>
/// <param name="Roll">Against the class rolls; null while there are none.</param>
public sealed record SchoolRecords(
    string Code,
    string Name,
    string CountyCode,
    bool IsFiledBySystem,
    int Filed,
    int InSchool,
    int Gaps,
    DateTime? Last,
    RollMatch? Roll
)
{
    /// <summary>Days since it should have sent its records; 0: not late. Of a county: the most of its schools.</summary>
    public int DaysLate { get; init; }
}

/// <summary>Pupils on the rolls (Q1), and those of them who have a record (Q2).</summary>
public sealed record RollMatch(int Due, int Matched)
{
    /// <summary>填報率 in per cent, rounded down: 100 means everybody.</summary>
    public int Percent => Due == 0 ? 100 : (int)(100L * Matched / Due);

    public int Missing => Due - Matched;
}

using System.Data.Common;
using System.Text.Json;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.History.S1History;

/// <summary>A child that a search found, for the head of its history and for lists.</summary>
/// <param name="IsWithin">Whether the caller may see it. Where not, nothing of it is shown, and the answer is that of nobody.</param>
public sealed record HistoryPerson(
    long PersonId,
    string Name,
    Sex Sex,
    DateOnly BirthDate,
    int Cohort,
    ResidenceEnd? Ended,
    string? Number,
    string? Place,
    bool IsWithin
) : IAboutPerson
{
    long? IAboutPerson.AboutPerson => PersonId;
}

/// <summary>Finds children and reads what all modules know of one.</summary>
public sealed class HistoryQuery(StudentNetDb db, IEnumerable<IHistorySource> sources)
{
    private const string ByNumber = "p.person_id in (select k.person_id from number_known k where k.number = @number)";
    private const string ByPerson = "p.person_id = @person";
    private const string ByName = "p.normalised_name = @name";

    /// <summary>What modules contribute, in one order.</summary>
    public IReadOnlyList<IHistorySource> Sources { get; } = [.. sources.OrderBy(s => s.Name, StringComparer.Ordinal)];

    /// <summary>The child that a number leads to, whosever it is; null: it is nobody's.</summary>
    public Task<HistoryPerson?> OfNumberAsync(HistoryScope scope, PersonNumber number, CancellationToken cancellation = default) =>
        OneAsync(ByNumber, scope, new { number = number.Value }, cancellation);

    /// <summary>The same of a child that was chosen.</summary>
    public Task<HistoryPerson?> OfPersonAsync(HistoryScope scope, long person, CancellationToken cancellation = default) =>
        OneAsync(ByPerson, scope, new { person }, cancellation);

    /// <summary>The children of exactly this name whom the caller may see, the eldest first.</summary>
    /// <param name="name">As compared (<c>NameText.Normalise</c>).</param>
    public async Task<IReadOnlyList<HistoryPerson>> OfNameAsync(HistoryScope scope, string name, CancellationToken cancellation = default) =>
        [.. (await ReadAsync(ByName, scope, new { name }, cancellation)).Where(p => p.IsWithin).OrderBy(p => p.BirthDate).ThenBy(p => p.PersonId)];

    /// <summary>The children that many numbers lead to, whosever they are, by number; numbers that are nobody's are left out. Two statements.</summary>
    public async Task<IReadOnlyDictionary<string, HistoryPerson>> OfNumbersAsync(HistoryScope scope, IReadOnlyList<string> numbers, CancellationToken cancellation = default)
    {
        object sought = db.Dialect == Dialect.Postgres ? numbers.ToArray() : JsonSerializer.Serialize(numbers);
        var among = db.Dialect == Dialect.Postgres ? "k.number = any(@numbers)" : "k.number in (select j.value from json_each(@numbers) j)";
        var owners = new Dictionary<string, long>(StringComparer.Ordinal);
        await using (var command = await db.CommandAsync($"select k.number, k.person_id from number_known k where {among}", null, cancellation))
        {
            Add(command, "numbers", sought);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                owners[reader.GetString(0)] = reader.GetInt64(1);
            }
        }

        var people = (await ReadAsync($"p.person_id in (select k.person_id from number_known k where {among})", scope, new { numbers = sought }, cancellation)).ToDictionary(p => p.PersonId);
        return owners.Where(o => people.ContainsKey(o.Value)).ToDictionary(o => o.Key, o => people[o.Value], StringComparer.Ordinal);
    }

    /// <summary>Everything that the modules recorded of a child, in one statement; what has been replaced by something better too.</summary>
    public async Task<IReadOnlyList<HistoryRow>> RowsAsync(long person, CancellationToken cancellation = default)
    {
        var parts = Sources.Select(s => $"select '{s.Name}' as source, v.* from {s.View} v where v.person_id = @person");
        var text =
            $"select h.*, o.name, o.level, c.name from ({string.Join(" union all ", parts)}) h "
            + "left join organisation o on o.code = h.organisation_code left join organisation c on c.code = o.county_code";
        await using var command = await db.CommandAsync(text, new { person }, cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<HistoryRow>();
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(Row(reader));
        }

        return [.. rows.OrderBy(r => r.ReceivedAt).ThenBy(r => r.Seq)];
    }

    private async Task<HistoryPerson?> OneAsync(string who, HistoryScope scope, object key, CancellationToken cancellation) =>
        (await ReadAsync(who, scope, key, cancellation)).SingleOrDefault();

    private async Task<List<HistoryPerson>> ReadAsync(string who, HistoryScope scope, object key, CancellationToken cancellation)
    {
        var text = Sql.Text("history-people", db.Dialect)
            .Replace("{who}", who, StringComparison.Ordinal)
            .Replace("{temporary}", string.Join(", ", ReleaseReasons.Temporary.Select(code => $"'{code}'")), StringComparison.Ordinal);
        await using var command = await db.CommandAsync(
            text,
            new
            {
                everybody = scope.IsEverybody,
                township = scope.Township,
                school = scope.School,
                tracked = scope.Has(HistoryRange.Tracked),
                district = scope.Has(HistoryRange.District),
                pupils = scope.Has(HistoryRange.Pupils),
                level = scope.Level,
                year = scope.Term.Year,
                term = scope.Term.Number,
                last_year = scope.Term.Previous.Year,
                last_term = scope.Term.Previous.Number,
                entry_year = scope.EntryYear,
                newest = scope.Newest,
                roll_year = scope.RollYear,
                oldest = scope.Oldest,
            },
            cancellation
        );
        foreach (var property in key.GetType().GetProperties())
        {
            Add(command, property.Name, property.GetValue(key)!);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var people = new List<HistoryPerson>();
        while (await reader.ReadAsync(cancellation))
        {
            people.Add(Person(reader));
        }

        return people;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    private static HistoryPerson Person(DbDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            Enum.Parse<Sex>(row.GetString(2)),
            row.GetFieldValue<DateOnly>(3),
            row.GetInt32(4),
            Text(row, 5) is { } ended ? Enum.Parse<ResidenceEnd>(ended) : null,
            Text(row, 6),
            string.Concat(Text(row, 7), Text(row, 8), Text(row, 9)) is { Length: > 0 } place ? place : null,
            row.GetBoolean(10)
        );

    private static HistoryRow Row(DbDataReader row)
    {
        var column = 2;
        return new HistoryRow(
            row.GetString(0),
            row.GetInt32(column),
            row.GetString(column + 1),
            Day(row, column + 2),
            Day(row, column + 3),
            DateTime.SpecifyKind(row.GetDateTime(column + 4), DateTimeKind.Utc),
            Instant(row, column + 5),
            Instant(row, column + 6),
            Text(row, column + 7),
            Number(row, column + 8) is { } year ? new SchoolYear(year) : null,
            Number(row, column + 9),
            Number(row, column + 10),
            Text(row, column + 11),
            Text(row, column + 12),
            Text(row, column + 13)
        )
        {
            Organisation = Text(row, column + 14) is not { } name
                ? null
                : Enum.Parse<Level>(row.GetString(column + 15)) switch
                {
                    Level.School => $"{Text(row, column + 7)} {name}",
                    Level.Township => Text(row, column + 16) + name,
                    _ => name,
                },
        };
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static int? Number(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    private static DateOnly? Day(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateOnly>(column);

    private static DateTime? Instant(DbDataReader row, int column) => row.IsDBNull(column) ? null : DateTime.SpecifyKind(row.GetDateTime(column), DateTimeKind.Utc);
}

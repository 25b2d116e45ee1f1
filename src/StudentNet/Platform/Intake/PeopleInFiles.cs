using System.Text.RegularExpressions;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake.Reading;

namespace StudentNet.Platform.Intake;

/// <summary>Whose the numbers are that stand in files; the module that keeps the persons knows.</summary>
public interface IOwnersOfNumbers
{
    /// <summary>The persons whom some numbers lead to; numbers that nobody has are left out.</summary>
    Task<IReadOnlyCollection<long>> OfAsync(IReadOnlyCollection<string> numbers, CancellationToken cancellation);
}

/// <summary>
/// Records which children the rows of a file are about that is shown or handed out: a row knows a number, the audit keeps the record that it leads to.
/// Rows whose number nobody has are counted.
/// </summary>
public sealed partial class PeopleInFiles(FormatCatalogue formats, FileStore files, IOwnersOfNumbers owners)
{
    private const int AtOnce = 1_000;

    /// <summary>Records that findings or a preview were shown on a page.</summary>
    public async Task ReadAsync(StudentNetDb db, Act act, IEnumerable<string?> numbers, CancellationToken cancellation = default) =>
        await AuditTrail.ReadAsync(db, act, (await OfAsync(numbers, cancellation)).People, cancellation);

    /// <summary>Records that rows left as a file or as an answer.</summary>
    public async Task ExportAsync(StudentNetDb db, Act act, IEnumerable<string?> numbers, CancellationToken cancellation = default)
    {
        var (people, unknown) = await OfAsync(numbers, cancellation);
        await AuditTrail.ExportAsync(db, act, people, unknown, cancellation);
    }

    /// <summary>Records that a file left as it was received.</summary>
    public async Task ExportOriginalAsync(StudentNetDb db, Act act, Receipt receipt, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var format = formats[receipt.Format];
        var today = TaipeiTime.Today(receipt.ReceivedAt);
        var numbers = new List<string?>();
        await using (var stream = files.Open(receipt.FileHash))
        {
            using var reader = new RowReader(format, stream, today, FormatSettings.Of(format, receipt, today));
            while (!reader.HasFailed && reader.Next())
            {
                numbers.AddRange(In(reader, format));
            }
        }

        await ExportAsync(db, act, numbers, cancellation);
    }

    /// <summary>The children whom the staged rows of a file are about, as far as they are known; none where the rows are about something else.</summary>
    internal static async Task<IReadOnlyList<long>> OfRowsAsync(IntakeContext context, CancellationToken cancellation)
    {
        const string Person = "person_id";
        var people = new List<long>();
        if (context.Format.Working.All(c => c.Name != Person))
        {
            return people;
        }

        await using var command = await context.CommandAsync($"select {Person} from {{staging}} where {Person} is not null", null, cancellation);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            people.Add(reader.GetInt64(0));
        }

        return people;
    }

    /// <summary>The children who are stored, are not in the file, and leave when it is accepted; the differences have been counted.</summary>
    internal async Task<IReadOnlyCollection<long>> OfLeavingAsync(IntakeContext context, CancellationToken cancellation)
    {
        var numbers = new List<string?>();
        var receipt = context.Receipt.Id;
        if (context.Format.Preview?.RowsSql is { } sql
            && context.Db.Set<DifferenceCount>().Local.Any(d => d.ReceiptId == receipt && d is { Kind: DifferenceKind.Leaving, Number: > 0 }))
        {
            var parameters = new { kind = nameof(DifferenceKind.Leaving), offset = 0, limit = int.MaxValue };
            await foreach (var number in context.QueryAsync(sql, parameters, row => row.IsDBNull(3) ? null : row.GetString(3), cancellation))
            {
                numbers.Add(number);
            }
        }

        return (await OfAsync(numbers, cancellation)).People;
    }

    /// <summary>The numbers of the row under way: what stands in the columns of numbers, and whatever else looks like one.</summary>
    internal static IEnumerable<string> In(RowReader reader, FileFormat format)
    {
        if (reader.OriginalDocument.Length > 0)
        {
            return Number().Matches(System.Text.Encoding.UTF8.GetString(reader.OriginalDocument.Span)).Select(m => m.Value);
        }

        var numbers = new List<string>();
        for (var i = 0; i < reader.Headings.Count; i++)
        {
            var (heading, text) = (reader.Headings[i].Trim(), reader.Original(i));
            if (format.Columns.Any(c => c.Type.IsNumberOfPerson && (c.Title == heading || c.Aliases.Contains(heading))))
            {
                numbers.Add(text);
            }
            else
            {
                numbers.AddRange(Number().Matches(text).Select(m => m.Value));
            }
        }

        return numbers;
    }

    private async Task<(IReadOnlyCollection<long> People, int Unknown)> OfAsync(IEnumerable<string?> numbers, CancellationToken cancellation)
    {
        var (people, asked) = (new HashSet<long>(), 0);
        foreach (var some in numbers.OfType<string>().Select(n => n.Trim().ToUpperInvariant()).Where(n => n.Length > 0).Distinct().Chunk(AtOnce))
        {
            // What stands in a file as it came may be no text that a database can be asked about; nobody has such a number.
            people.UnionWith(await owners.OfAsync([.. some.Where(n => !n.Any(c => char.IsControl(c) || char.IsSurrogate(c)))], cancellation));
            asked += some.Length;
        }

        return (people, Math.Max(0, asked - people.Count));
    }

    [GeneratedRegex("(?<![A-Za-z0-9])[A-Za-z][A-Da-d1289][0-9]{8}(?![0-9])")]
    private static partial Regex Number();
}

using StudentNet.Platform.Data;
using StudentNet.Platform.Intake.Reading;

namespace StudentNet.Platform.Intake;

/// <summary>
/// Writes good rows and findings side by side. One connection carries one COPY at a time, so findings wait in memory, a few thousand at most,
/// until the rows make way for them.
/// </summary>
internal sealed class StagingWriter(StudentNetDb db, FileFormat format, long receipt) : IAsyncDisposable
{
    private const int MaxWaiting = 5_000;

    private static readonly BulkColumn[] FindingColumns =
    [
        new("receipt_id", BulkType.Long),
        new("seq", BulkType.Long),
        new("line", BulkType.Int),
        new("column_title", BulkType.Text),
        new("value", BulkType.Text),
        new("code", BulkType.Text),
        new("severity", BulkType.Text),
        new("reason", BulkType.Text),
        new("hint", BulkType.Text),
        new("subject", BulkType.Text),
    ];

    /// <summary>Columns before those of the format.</summary>
    private const int Own = 4;

    private readonly FindingTally _tally = new(format);
    private readonly IReadOnlyList<BulkColumn> _columns = StagingTable.Filled(format);
    private readonly object?[] _values = new object?[StagingTable.Filled(format).Count];
    private readonly List<(RowFinding Finding, string? Subject)> _waiting = [];
    private readonly int[] _key = [.. format.Key.Select(k => format.Columns.ToList().FindIndex(c => c.Name == k))];
    private readonly int _subject = format.Columns.ToList().FindIndex(c => c.Type.IsNumberOfPerson);
    private readonly List<object?[]> _rejected = [];
    private BulkWriter? _rows;
    private long _seq;

    /// <summary>Rows staged.</summary>
    public int Rows { get; private set; }

    public async ValueTask WriteAsync(RowReader reader, CancellationToken cancellation)
    {
        _rows ??= await BulkWriter.OpenAsync(db, StagingTable.NameOf(receipt), _columns, cancellation);
        _values[0] = reader.Row.Line;
        _values[1] = reader.Origin?.Receipt;
        _values[2] = reader.Origin?.Line;
        // A row that is staged has no errors: whatever was found is a warning. What was passed over before it is not about it.
        _values[3] = reader.Findings.Any(f => f.Line == reader.Row.Line);
        reader.Row.Cells.CopyTo(_values, Own);
        for (var i = 0; i < format.Derived.Count; i++)
        {
            _values[Own + format.Columns.Count + i] = format.Derived[i].Value(reader.Row);
        }

        await _rows.WriteAsync(_values, cancellation);
        Rows++;
    }

    /// <summary>Keeps the key of a bad row, as far as it could be read.</summary>
    public async ValueTask RejectAsync(RowReader reader, CancellationToken cancellation)
    {
        if (_key.Length == 0)
        {
            return;
        }

        _rejected.Add([reader.Row.Line, .. _key.Select(i => reader.Row.Cells[i])]);
        if (_rejected.Count >= MaxWaiting)
        {
            await CompleteAsync(cancellation);
        }
    }

    /// <summary>Keeps what was found in the row under way, and of whom.</summary>
    public ValueTask FindAsync(RowReader reader, CancellationToken cancellation) => FindAsync(reader.Findings, reader.Row, cancellation);

    /// <summary>Keeps what was found in the file as a whole.</summary>
    public ValueTask FindAsync(IReadOnlyList<RowFinding> findings, CancellationToken cancellation) => FindAsync(findings, null, cancellation);

    private async ValueTask FindAsync(IReadOnlyList<RowFinding> findings, Row? row, CancellationToken cancellation)
    {
        foreach (var finding in findings)
        {
            if (_tally.Keeps(finding))
            {
                // What was passed over before the row is not about it.
                _waiting.Add((finding, row?.Line == finding.Line && _subject >= 0 ? row.Cells[_subject] as string : null));
            }
        }

        if (_waiting.Count >= MaxWaiting)
        {
            await CompleteAsync(cancellation);
        }
    }

    /// <summary>Ends the file: the last rows and findings, and the numbers of those that are only counted.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        await CompleteAsync(cancellation);
        foreach (var more in _tally.Unlisted(receipt))
        {
            await FindingTally.AddAsync(db, more, cancellation);
        }
    }

    /// <summary>Ends the rows written so far and writes the findings that waited.</summary>
    private async Task CompleteAsync(CancellationToken cancellation)
    {
        if (_rows is not null)
        {
            await _rows.CompleteAsync(cancellation);
            await _rows.DisposeAsync();
            _rows = null;
        }

        await WriteRejectedAsync(cancellation);
        await WriteFindingsAsync(cancellation);
    }

    private async Task WriteRejectedAsync(CancellationToken cancellation)
    {
        if (_rejected.Count == 0)
        {
            return;
        }

        await using var writer = await BulkWriter.OpenAsync(db, RejectedTable.NameOf(receipt), RejectedTable.Filled(format), cancellation);
        foreach (var key in _rejected)
        {
            await writer.WriteAsync(key, cancellation);
        }

        await writer.CompleteAsync(cancellation);
        _rejected.Clear();
    }

    private async Task WriteFindingsAsync(CancellationToken cancellation)
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        await using var writer = await BulkWriter.OpenAsync(db, "intake_finding", FindingColumns, cancellation);
        var row = new object?[FindingColumns.Length];
        foreach (var ((line, column, value, severity, problem), subject) in _waiting)
        {
            (row[0], row[1], row[2], row[3], row[4]) = (receipt, ++_seq, line, Text(column), Text(value));
            (row[5], row[6], row[7], row[8], row[9]) = (problem.Code, severity, Text(problem.Message), Text(problem.Hint), subject);
            await writer.WriteAsync(row, cancellation);
        }

        await writer.CompleteAsync(cancellation);
        _waiting.Clear();
    }

    // What is said may repeat what the file says, and PostgreSQL keeps no NUL in a text.
    private static string? Text(string? text) => text is null ? null : CellCharacters.Storable(text);

    public async ValueTask DisposeAsync()
    {
        if (_rows is not null)
        {
            await _rows.DisposeAsync();
        }
    }
}

using StudentNet.Platform.Data;
using StudentNet.Platform.Intake.Reading;

namespace StudentNet.Platform.Intake;

/// <summary>Which findings of a file are kept one by one, and how many of each kind are only counted. What is about the whole file is always kept.</summary>
internal sealed class FindingTally(FileFormat format)
{
    private readonly HashSet<string> _columns = [.. format.Columns.Select(c => c.Title)];
    private readonly Dictionary<(string Code, string Column), Kind> _kinds = [];
    private readonly int[] _kept = new int[Enum.GetValues<Severity>().Length];

    /// <summary>Whether a finding is to be kept; if not, it is counted.</summary>
    public bool Keeps(in RowFinding finding)
    {
        if (finding.Line == 0)
        {
            return true;
        }

        var key = (finding.Problem.Code, ColumnOf(finding.Column));
        if (!_kinds.TryGetValue(key, out var kind))
        {
            _kinds.Add(key, kind = new Kind(finding.Severity, finding.Problem.Message));
        }

        if (kind.Kept < format.Limits.FindingsOfKind && _kept[(int)finding.Severity] < format.Limits.Findings)
        {
            kind.Kept++;
            _kept[(int)finding.Severity]++;
            return true;
        }

        kind.Counted++;
        return false;
    }

    /// <summary>What was counted and not kept.</summary>
    public IEnumerable<UnlistedFindings> Unlisted(long receipt) =>
        _kinds
            .Where(k => k.Value.Counted > 0)
            .Select(k => new UnlistedFindings
            {
                ReceiptId = receipt,
                Code = k.Key.Code,
                ColumnTitle = k.Key.Column,
                Severity = k.Value.Severity,
                Reason = k.Value.Reason,
                Number = k.Value.Counted,
            });

    /// <summary>Adds to what is counted of a kind.</summary>
    public static async Task AddAsync(StudentNetDb db, UnlistedFindings more, CancellationToken cancellation)
    {
        await using var command = await db.CommandAsync(Sql.Text("intake-unlisted-add", db.Dialect), Parameters(more), cancellation);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static object Parameters(UnlistedFindings more) =>
        new
        {
            receipt = more.ReceiptId,
            code = more.Code,
            column = more.ColumnTitle,
            severity = more.Severity,
            reason = more.Reason,
            number = more.Number,
        };

    // Only what the format declares: keys of a document are the sender's own, and there may be any number of them.
    private string ColumnOf(string? title) => title is not null && _columns.Contains(title) ? title : "";

    private sealed class Kind(Severity severity, string reason)
    {
        public Severity Severity { get; } = severity;

        public string Reason { get; } = reason;

        public int Kept { get; set; }

        public int Counted { get; set; }
    }
}

using System.Globalization;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Intake;

/// <summary>
/// The staged rows of one receipt have a table of their own: filling it needs no index, dropping it leaves no dead rows, and two files never
/// wait for one another. On PostgreSQL it is unlogged; should the server crash, the file is simply read again.
/// </summary>
internal static class StagingTable
{
    public const string Line = "line";

    /// <summary>Receipt that the row was bad in before, when a result file comes back.</summary>
    public const string OriginReceipt = "origin_receipt";

    public const string OriginLine = "origin_line";

    /// <summary>Whether reading found something about the row that a person should look at.</summary>
    public const string IsWarned = "is_warned";

    public static string NameOf(long receipt) => string.Create(CultureInfo.InvariantCulture, $"intake_staging_{receipt}");

    /// <summary>Columns that reading fills: line, origin, warning, the format's columns, its derived ones.</summary>
    public static IReadOnlyList<BulkColumn> Filled(FileFormat format) =>
        [
            new(Line, BulkType.Int),
            new(OriginReceipt, BulkType.Long),
            new(OriginLine, BulkType.Int),
            new(IsWarned, BulkType.Bool),
            .. format.Columns.Select(c => new BulkColumn(c.Name, c.Type.Storage)),
            .. format.Derived.Select(d => new BulkColumn(d.Name, d.Type)),
        ];

    public static async Task CreateAsync(StudentNetDb db, FileFormat format, long receipt, CancellationToken cancellation)
    {
        var columns = Filled(format).Concat(format.Working).Select(c => $"{c.Name} {TypeName(c.Type, db.Dialect)}");
        var unlogged = db.Dialect == Dialect.Postgres ? "unlogged " : "";
        await DropAsync(db, receipt, cancellation);
        // Room on every page: a step that fills a working column then writes beside the row and leaves the index alone.
        var room = db.Dialect == Dialect.Postgres && format.Working.Count > 0 ? " with (fillfactor = 60)" : "";
        await ExecuteAsync(db, $"create {unlogged}table {NameOf(receipt)} ({string.Join(", ", columns)}){room}", cancellation);
        await RejectedTable.CreateAsync(db, format, receipt, cancellation);
    }

    public static async Task DropAsync(StudentNetDb db, long receipt, CancellationToken cancellation)
    {
        await ExecuteAsync(db, $"drop table if exists {NameOf(receipt)}", cancellation);
        await ExecuteAsync(db, $"drop table if exists {RejectedTable.NameOf(receipt)}", cancellation);
    }

    /// <summary>
    /// After reading: indexes, and the planner learns how many rows there are; without it the first joins go wrong. Where a statement asks for
    /// each stored row whether the file has it, PostgreSQL hashes the file, but the embedded database looks it up. It is told nothing of the
    /// rows, because a column that the steps have yet to fill would look useless to it; and rows without a value stay out of the index, because
    /// it would look up all of them wherever a statement asks for those.
    /// </summary>
    public static async Task IndexAsync(StudentNetDb db, FileFormat format, long receipt, CancellationToken cancellation)
    {
        var table = NameOf(receipt);
        await ExecuteAsync(db, $"create index ix_{table} on {table} ({Line})", cancellation);
        foreach (var column in db.Dialect == Dialect.Sqlite ? format.LookedUpBy : [])
        {
            await ExecuteAsync(db, $"create index ix_{table}_{column} on {table} ({column}) where {column} is not null", cancellation);
        }

        await db.AnalyseAsync(cancellation, table);
    }

    internal static async Task ExecuteAsync(StudentNetDb db, string text, CancellationToken cancellation)
    {
        await using var command = await db.CommandAsync(text, null, cancellation);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    internal static string TypeName(BulkType type, Dialect dialect) =>
        (type, dialect) switch
        {
            (BulkType.Text or BulkType.Date or BulkType.Instant, Dialect.Sqlite) => "text",
            (_, Dialect.Sqlite) => "integer",
            (BulkType.Text, _) => "text",
            (BulkType.Int, _) => "integer",
            (BulkType.Long, _) => "bigint",
            (BulkType.Bool, _) => "boolean",
            (BulkType.Date, _) => "date",
            (BulkType.Instant, _) => "timestamp with time zone",
            _ => throw new NotSupportedException(type.ToString()),
        };
}

using System.Globalization;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Intake;

/// <summary>
/// The keys of a receipt's bad rows, beside its staging table: line, the format's key columns as far as they could be read, and
/// <c>stays</c>, which a step fills with the keys of what is stored that these rows may be about (0: it may be about anything).
/// What stays must not leave because its row was bad; <c>because</c> is the line of that row.
/// </summary>
internal static class RejectedTable
{
    public static string NameOf(long receipt) => string.Create(CultureInfo.InvariantCulture, $"intake_rejected_{receipt}");

    /// <summary>Columns that reading fills; none for a format without a key.</summary>
    public static IReadOnlyList<BulkColumn> Filled(FileFormat format) =>
        format.Key.Count == 0 ? [] : [new(StagingTable.Line, BulkType.Int), .. format.Key.Select(k => new BulkColumn(k, format[k].Type.Storage))];

    public static async Task CreateAsync(StudentNetDb db, FileFormat format, long receipt, CancellationToken cancellation)
    {
        if (format.Key.Count == 0)
        {
            return;
        }

        var columns = Filled(format).Append(new BulkColumn("stays", BulkType.Long)).Append(new BulkColumn("because", BulkType.Int)).Select(c => $"{c.Name} {StagingTable.TypeName(c.Type, db.Dialect)}");
        var unlogged = db.Dialect == Dialect.Postgres ? "unlogged " : "";
        await StagingTable.ExecuteAsync(db, $"create {unlogged}table {NameOf(receipt)} ({string.Join(", ", columns)})", cancellation);
        await StagingTable.ExecuteAsync(db, $"create index ix_{NameOf(receipt)}_stays on {NameOf(receipt)} (stays)", cancellation);
    }

    /// <summary>
    /// Lines of staged rows in which the pass under way has found an error: all that its checks have found, whether it is kept as a finding or
    /// not, and what a step wrote down itself.
    /// </summary>
    public const string BadLines =
        "select line from intake_found where severity = 'Error' union select line from intake_finding where receipt_id = @receipt and severity = 'Error'";

    /// <summary>Takes over the keys of staged rows in which a step has found an error, before they leave the staged set.</summary>
    public static string TakeOver(FileFormat format)
    {
        var columns = string.Join(", ", Filled(format).Select(c => c.Name));
        return $"insert into {{rejected}} ({columns}) select {columns} from {{staging}} where line in ({BadLines})";
    }
}

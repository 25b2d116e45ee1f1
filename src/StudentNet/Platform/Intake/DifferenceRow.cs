using StudentNet.Platform.Data;

namespace StudentNet.Platform.Intake;

/// <summary>One row of the preview: whom or what it is about, how it stands and how it would stand.</summary>
/// <param name="Number">A person's number in clear; pages mask it.</param>
public sealed record DifferenceRow(DifferenceKind Kind, int Line, string? Subject, string? Number, string? Before, string? After, string? Note)
{
    /// <summary>The first rows of a ready receipt's preview; empty where the format has none.</summary>
    /// <param name="kind">Only this kind; null: all but unchanged.</param>
    public static async Task<IReadOnlyList<DifferenceRow>> ReadAsync(
        StudentNetDb db,
        FileFormat format,
        Receipt receipt,
        DifferenceKind? kind,
        int limit,
        Act act,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(receipt);
        var context = new IntakeContext(db, format, receipt, act, FormatSettings.Of(format, receipt, TaipeiTime.Today(receipt.ReceivedAt)));
        var rows = new List<DifferenceRow>();
        if (format.Preview?.RowsSql is not { } sql || !await StagedRows.AreThereAsync(context, cancellation))
        {
            return rows;
        }

        var parameters = new { kind = kind?.ToString(), offset = 0, limit };
        await foreach (var row in context.QueryAsync(sql, parameters, Read, cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }

    private static DifferenceRow Read(System.Data.Common.DbDataReader row) =>
        new(
            Enum.Parse<DifferenceKind>(row.GetString(0)),
            // What the file lacks stands on no line of it.
            row.IsDBNull(1) ? 0 : Convert.ToInt32(row.GetValue(1), System.Globalization.CultureInfo.InvariantCulture),
            Text(row, 2),
            Text(row, 3),
            Text(row, 4),
            Text(row, 5),
            Text(row, 6)
        );

    private static string? Text(System.Data.Common.DbDataReader row, int i) => row.IsDBNull(i) ? null : row.GetString(i);
}

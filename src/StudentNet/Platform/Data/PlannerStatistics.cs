namespace StudentNet.Platform.Data;

/// <summary>Lets PostgreSQL know what a table holds now.</summary>
public static class PlannerStatistics
{
    /// <summary>
    /// PostgreSQL plans by statistics that its housekeeping renews some time later; of a table, or a column, that this very transaction has filled
    /// it believes that it is as before, and joins row by row what it should join as sets. To be called after a large write whose rows the next
    /// statements join. The embedded database plans without.
    /// </summary>
    public static async Task AnalyseAsync(this StudentNetDb db, CancellationToken cancellation, params IEnumerable<string> tables)
    {
        if (db.Dialect == Dialect.Postgres)
        {
            await using var analyse = await db.CommandAsync($"analyze {string.Join(", ", tables)}", null, cancellation);
            await analyse.ExecuteNonQueryAsync(cancellation);
        }
    }
}

namespace StudentNet.Platform.Data;

/// <summary>What PostgreSQL has to be told before it works on large sets as well as it can; the embedded database needs none of it.</summary>
public static class LargeSets
{
    /// <summary>
    /// Room for the joins and sorts of this transaction, from which PostgreSQL otherwise spills to disk early. For runs, of which one works at
    /// a time; a page has to do with what the server gives everybody.
    /// </summary>
    public static async Task RoomForSetsAsync(this StudentNetDb db, CancellationToken cancellation)
    {
        if (db.Dialect == Dialect.Postgres)
        {
            await using var command = await db.CommandAsync("set local work_mem = '64MB'", null, cancellation);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

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

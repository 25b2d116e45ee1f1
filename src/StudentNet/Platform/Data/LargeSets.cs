namespace StudentNet.Platform.Data;

/// <summary>What PostgreSQL has to be told before it works on large sets as well as it can; the embedded database needs none of it.</summary>
public static class LargeSets
{
    /// <summary>
    /// Room for the joins and sorts of this transaction, from which PostgreSQL otherwise spills to disk early. For runs, of which a server works
    /// on two at most; a page has to do with what everybody gets.
    /// </summary>
    public static async Task RoomForSetsAsync(this StudentNetDb db, CancellationToken cancellation)
    {
        if (db.Dialect == Dialect.Postgres)
        {
            await SetAsync(db, "work_mem = '64MB'", cancellation);
        }
    }

    /// <summary>
    /// Carries out work that writes most of what the tables will hold, and has them counted after it. A table that PostgreSQL once counted as
    /// empty it reads from end to end for each row of a join, also while that very statement fills it: a first list of 400,000 children into a
    /// database that somebody had analysed before took more than six minutes. While one of the tables holds nothing, the work looks rows up by
    /// their keys instead. Within a transaction.
    /// </summary>
    public static async Task FillAsync(this StudentNetDb db, IReadOnlyList<string> tables, Func<Task> work, CancellationToken cancellation)
    {
        if (db.Dialect != Dialect.Postgres)
        {
            await work();
            return;
        }

        await using (var look = await db.CommandAsync($"select {string.Join(" or ", tables.Select(t => $"not exists (select 1 from {t})"))}", null, cancellation))
        {
            if (await look.ExecuteScalarAsync(cancellation) is true)
            {
                await SetAsync(db, "enable_seqscan = off", cancellation);
            }
        }

        await work();
        await SetAsync(db, "enable_seqscan = default", cancellation);
        await db.AnalyseAsync(cancellation, tables);
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

    private static async Task SetAsync(StudentNetDb db, string setting, CancellationToken cancellation)
    {
        await using var command = await db.CommandAsync($"set local {setting}", null, cancellation);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

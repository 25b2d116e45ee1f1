using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace StudentNet.Platform.Data;

/// <summary>
/// Streams many rows into one table past the change tracker: binary COPY on PostgreSQL, one prepared insert on SQLite.
/// It writes on the context's connection, inside the transaction that is open there; <see cref="CompleteAsync"/> ends it.
/// </summary>
public abstract class BulkWriter : IAsyncDisposable
{
    /// <summary>Rows written so far.</summary>
    public long Rows { get; protected set; }

    /// <summary>Opens a writer for the named columns of a table (names as in the database, <c>snake_case</c>).</summary>
    public static async Task<BulkWriter> OpenAsync(
        StudentNetDb db,
        string table,
        IReadOnlyList<BulkColumn> columns,
        CancellationToken cancellation = default
    )
    {
        await db.Database.OpenConnectionAsync(cancellation);
        return db.Database.GetDbConnection() switch
        {
            NpgsqlConnection connection => await PostgresBulkWriter.OpenAsync(connection, table, columns, cancellation),
            SqliteConnection connection => new SqliteBulkWriter(connection, table, columns),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    /// <summary>Writes one row; the values stand in the order of the columns.</summary>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<object?> row, CancellationToken cancellation = default);

    /// <summary>Ends the stream; without it nothing is kept.</summary>
    public abstract Task CompleteAsync(CancellationToken cancellation = default);

    public abstract ValueTask DisposeAsync();
}

/// <summary>A column of a bulk write.</summary>
public readonly record struct BulkColumn(string Name, BulkType Type);

/// <summary>Type of a bulk column.</summary>
public enum BulkType
{
    Text,
    Int,
    Long,
    Bool,
    Date,
    Instant,
}

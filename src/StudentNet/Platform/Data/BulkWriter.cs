using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using StudentNet.Kernel;

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
            NpgsqlConnection connection => await PostgresWriter.OpenAsync(connection, table, columns, cancellation),
            SqliteConnection connection => new SqliteWriter(connection, table, columns),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
    }

    /// <summary>Writes one row; the values stand in the order of the columns.</summary>
    public abstract ValueTask WriteAsync(ReadOnlyMemory<object?> row, CancellationToken cancellation = default);

    /// <summary>Ends the stream; without it nothing is kept.</summary>
    public abstract Task CompleteAsync(CancellationToken cancellation = default);

    public abstract ValueTask DisposeAsync();

    private sealed class PostgresWriter(NpgsqlBinaryImporter importer, NpgsqlDbType[] types) : BulkWriter
    {
        public static async Task<BulkWriter> OpenAsync(
            NpgsqlConnection connection,
            string table,
            IReadOnlyList<BulkColumn> columns,
            CancellationToken cancellation
        )
        {
            var names = string.Join(", ", columns.Select(c => c.Name));
            var importer = await connection.BeginBinaryImportAsync($"copy {table} ({names}) from stdin (format binary)", cancellation);
            importer.Timeout = TimeSpan.FromHours(2);
            return new PostgresWriter(importer, [.. columns.Select(c => DbType(c.Type))]);
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<object?> row, CancellationToken cancellation = default)
        {
            await importer.StartRowAsync(cancellation);
            for (var i = 0; i < row.Length; i++)
            {
                var value = Sql.Value(row.Span[i]);
                if (value is DBNull)
                {
                    await importer.WriteNullAsync(cancellation);
                }
                else
                {
                    await importer.WriteAsync(value, types[i], cancellation);
                }
            }

            Rows++;
        }

        public override async Task CompleteAsync(CancellationToken cancellation = default) => await importer.CompleteAsync(cancellation);

        public override ValueTask DisposeAsync() => importer.DisposeAsync();

        private static NpgsqlDbType DbType(BulkType type) =>
            type switch
            {
                BulkType.Text => NpgsqlDbType.Text,
                BulkType.Int => NpgsqlDbType.Integer,
                BulkType.Long => NpgsqlDbType.Bigint,
                BulkType.Bool => NpgsqlDbType.Boolean,
                BulkType.Date => NpgsqlDbType.Date,
                BulkType.Instant => NpgsqlDbType.TimestampTz,
                _ => throw new NotSupportedException(type.ToString()),
            };
    }

    private sealed class SqliteWriter : BulkWriter
    {
        private readonly SqliteCommand _command;

        public SqliteWriter(SqliteConnection connection, string table, IReadOnlyList<BulkColumn> columns)
        {
            _command = connection.CreateCommand();
            _command.CommandText =
                $"insert into {table} ({string.Join(", ", columns.Select(c => c.Name))}) values ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
            for (var i = 0; i < columns.Count; i++)
            {
                _command.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
            }

            _command.Prepare();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<object?> row, CancellationToken cancellation = default)
        {
            for (var i = 0; i < row.Length; i++)
            {
                _command.Parameters[i].Value = Sql.Value(row.Span[i]);
            }

            _command.ExecuteNonQuery();
            Rows++;
            return ValueTask.CompletedTask;
        }

        public override Task CompleteAsync(CancellationToken cancellation = default) => Task.CompletedTask;

        public override ValueTask DisposeAsync() => _command.DisposeAsync();
    }
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

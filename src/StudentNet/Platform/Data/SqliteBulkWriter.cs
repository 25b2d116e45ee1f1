using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace StudentNet.Platform.Data;

/// <summary>
/// One prepared insert, bound below the provider's commands: those look each parameter up by name and make a reader for every row, which costs
/// more than the insert. Values are written as the provider would write them.
/// </summary>
internal sealed class SqliteBulkWriter : BulkWriter
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;
    private byte[] _text = new byte[256];

    public SqliteBulkWriter(SqliteConnection connection, string table, IReadOnlyList<BulkColumn> columns)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        var names = string.Join(", ", columns.Select(c => c.Name));
        var values = string.Join(", ", columns.Select(_ => "?"));
        Expect(raw.SQLITE_OK, raw.sqlite3_prepare_v2(_database, $"insert into {table} ({names}) values ({values})", out _insert));
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<object?> row, CancellationToken cancellation = default)
    {
        var values = row.Span;
        for (var i = 0; i < values.Length; i++)
        {
            Expect(raw.SQLITE_OK, Bind(i + 1, Sql.Value(values[i])));
        }

        var done = raw.sqlite3_step(_insert);
        // Resetting repeats the step's error; it is reported once, before that.
        Expect(raw.SQLITE_DONE, done);
        raw.sqlite3_reset(_insert);
        Rows++;
        return ValueTask.CompletedTask;
    }

    public override Task CompleteAsync(CancellationToken cancellation = default) => Task.CompletedTask;

    public override ValueTask DisposeAsync()
    {
        _insert.Dispose();
        return ValueTask.CompletedTask;
    }

    private int Bind(int at, object value) =>
        value switch
        {
            DBNull => raw.sqlite3_bind_null(_insert, at),
            string text => BindText(at, text),
            int number => raw.sqlite3_bind_int64(_insert, at, number),
            long number => raw.sqlite3_bind_int64(_insert, at, number),
            bool yes => raw.sqlite3_bind_int64(_insert, at, yes ? 1 : 0),
            DateOnly date => BindText(at, date, "yyyy-MM-dd"),
            DateTime instant => BindText(at, instant, "yyyy-MM-dd HH:mm:ss.FFFFFFF"),
            _ => throw new NotSupportedException(value.GetType().Name),
        };

    private int BindText(int at, string text)
    {
        // An empty span has no address, and no address means null.
        if (text.Length == 0)
        {
            return raw.sqlite3_bind_text(_insert, at, "");
        }

        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > _text.Length)
        {
            _text = new byte[most * 2];
        }

        return raw.sqlite3_bind_text(_insert, at, _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text)));
    }

    private int BindText<T>(int at, T value, string format)
        where T : IUtf8SpanFormattable =>
        value.TryFormat(_text, out var length, format, CultureInfo.InvariantCulture)
            ? raw.sqlite3_bind_text(_insert, at, _text.AsSpan(0, length))
            : throw new InvalidOperationException($"{value} has no short form.");

    private void Expect(int expected, int got)
    {
        if (got != expected)
        {
            throw new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), got, raw.sqlite3_extended_errcode(_database));
        }
    }
}

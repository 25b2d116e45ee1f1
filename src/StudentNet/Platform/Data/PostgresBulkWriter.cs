using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Npgsql;

namespace StudentNet.Platform.Data;

/// <summary>
/// Binary COPY, its rows put together here: the driver's importer looks up a converter for every cell and waits for every cell, which together
/// cost several times the cell. The stream is written once in some hundred rows.
/// </summary>
internal sealed class PostgresBulkWriter : BulkWriter
{
    private const int BlockSize = 64 << 10;
    private const int Null = -1;
    private const int HeaderLength = 19;

    private static readonly int FirstDay = new DateOnly(2000, 1, 1).DayNumber;
    private static readonly long FirstInstant = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    private readonly NpgsqlRawCopyStream _stream;
    private readonly BulkType[] _types;
    private byte[] _block = new byte[BlockSize];
    private int _filled;
    private bool _isComplete;

    private PostgresBulkWriter(NpgsqlRawCopyStream stream, BulkType[] types)
    {
        (_stream, _types) = (stream, types);
        // The signature; no flags, no extension.
        "PGCOPY\n"u8.CopyTo(_block);
        ReadOnlySpan<byte> rest = [0xFF, 0x0D, 0x0A, 0x00];
        rest.CopyTo(_block.AsSpan(7));
        _filled = HeaderLength;
    }

    public static async Task<BulkWriter> OpenAsync(
        NpgsqlConnection connection,
        string table,
        IReadOnlyList<BulkColumn> columns,
        CancellationToken cancellation
    )
    {
        var names = string.Join(", ", columns.Select(c => c.Name));
        var stream = await connection.BeginRawBinaryCopyAsync($"copy {table} ({names}) from stdin (format binary)", cancellation);
        stream.WriteTimeout = (int)TimeSpan.FromHours(2).TotalMilliseconds;
        return new PostgresBulkWriter(stream, [.. columns.Select(c => c.Type)]);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<object?> row, CancellationToken cancellation = default)
    {
        BinaryPrimitives.WriteInt16BigEndian(Room(2), (short)row.Length);
        var values = row.Span;
        for (var i = 0; i < values.Length; i++)
        {
            Put(Sql.Value(values[i]), _types[i]);
        }

        Rows++;
        return _filled < BlockSize ? ValueTask.CompletedTask : FlushAsync(cancellation);
    }

    public override async Task CompleteAsync(CancellationToken cancellation = default)
    {
        BinaryPrimitives.WriteInt16BigEndian(Room(2), -1);
        await FlushAsync(cancellation);
        // Ending the stream is what commits the rows to the transaction: from here on nothing may be cancelled.
        _isComplete = true;
        await _stream.DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (!_isComplete)
        {
            _isComplete = true;
            await _stream.CancelAsync();
        }
    }

    private async ValueTask FlushAsync(CancellationToken cancellation)
    {
        await _stream.WriteAsync(_block.AsMemory(0, _filled), cancellation);
        _filled = 0;
    }

    private void Put(object value, BulkType type)
    {
        switch (type)
        {
            case var _ when value is DBNull:
                BinaryPrimitives.WriteInt32BigEndian(Room(4), Null);
                break;
            case BulkType.Text:
                Put((string)value);
                break;
            case BulkType.Int:
                Put(Convert.ToInt32(value, CultureInfo.InvariantCulture));
                break;
            case BulkType.Long:
                Put(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case BulkType.Bool:
                BinaryPrimitives.WriteInt32BigEndian(Room(4), 1);
                Room(1)[0] = (bool)value ? (byte)1 : (byte)0;
                break;
            case BulkType.Date:
                Put(((DateOnly)value).DayNumber - FirstDay);
                break;
            case BulkType.Instant:
                Put(Microseconds((DateTime)value));
                break;
            default:
                throw new NotSupportedException(type.ToString());
        }
    }

    private void Put(int number)
    {
        var room = Room(8);
        BinaryPrimitives.WriteInt32BigEndian(room, 4);
        BinaryPrimitives.WriteInt32BigEndian(room[4..], number);
    }

    private void Put(long number)
    {
        var room = Room(12);
        BinaryPrimitives.WriteInt32BigEndian(room, 8);
        BinaryPrimitives.WriteInt64BigEndian(room[4..], number);
    }

    private void Put(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        var room = Room(4 + most);
        var length = Encoding.UTF8.GetBytes(text, room[4..]);
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        _filled -= most - length;
    }

    private static long Microseconds(DateTime instant) =>
        instant.Kind == DateTimeKind.Utc
            ? (instant.Ticks - FirstInstant) / TimeSpan.TicksPerMicrosecond
            : throw new NotSupportedException($"{instant.Kind} time: instants are stored in UTC.");

    /// <summary>The next so many bytes of the block; a row that does not fit any more makes it longer.</summary>
    private Span<byte> Room(int length)
    {
        if (_filled + length > _block.Length)
        {
            Array.Resize(ref _block, Math.Max(_block.Length * 2, _filled + length));
        }

        var room = _block.AsSpan(_filled, length);
        _filled += length;
        return room;
    }
}

using System.Buffers.Binary;
using System.Buffers.Text;

namespace StudentNet.Modules.Exchange.Api;

/// <summary>
/// Where the next part of a list begins: the sort key of the last row, never a page number, so that rows which come in meanwhile neither hide
/// nor double any. As text it means nothing to the asker, and may change.
/// </summary>
internal readonly record struct Cursor(long First, long Second = 0)
{
    private const int Bytes = 2 * sizeof(long);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, First);
        BinaryPrimitives.WriteInt64BigEndian(bytes[sizeof(long)..], Second);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads a cursor; absent, <paramref name="start"/>. False for a text that is none of ours.</summary>
    public static bool TryRead(string? text, Cursor start, out Cursor cursor)
    {
        cursor = start;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        Span<byte> bytes = stackalloc byte[Bytes];
        if (text.Length > 2 * Bytes || !Base64Url.IsValid(text, out var length) || length != Bytes || !Base64Url.TryDecodeFromChars(text, bytes, out _))
        {
            return false;
        }

        cursor = new Cursor(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[sizeof(long)..]));
        return true;
    }
}

using System.Buffers;
using System.Text;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// Finds out how a text file is encoded: by its byte-order mark, else from all its bytes. UTF-8 is what decodes as UTF-8 with at most a few
/// broken places (they become findings); everything else is Big5, code page 950.
/// </summary>
internal static class TextDecoding
{
    private const int BlockSize = 64 << 10;

    private static readonly Encoding Big5 = CodePagesEncodingProvider.Instance.GetEncoding(
        950,
        EncoderFallback.ExceptionFallback,
        new DecoderReplacementFallback("\uFFFD")
    )!;

    /// <summary>The encoding and its name for people; the stream stands at its start again. Bytes that mean nothing decode to U+FFFD.</summary>
    public static (Encoding Encoding, string Name) Detect(Stream stream)
    {
        stream.Position = 0;
        Span<byte> mark = stackalloc byte[4];
        mark = mark[..stream.ReadAtLeast(mark, 4, throwOnEndOfStream: false)];
        (Encoding, string)? marked = mark switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (new UTF8Encoding(true), "UTF-8"),
            [0xFF, 0xFE, ..] => (new UnicodeEncoding(bigEndian: false, byteOrderMark: true), "UTF-16"),
            [0xFE, 0xFF, ..] => (new UnicodeEncoding(bigEndian: true, byteOrderMark: true), "UTF-16"),
            _ => null,
        };
        var result = marked ?? Guess(stream);
        stream.Position = 0;
        return result;
    }

    private static (Encoding, string) Guess(Stream stream)
    {
        var seen = Count(stream);
        // Text has no NUL; in UTF-16 the commas, digits and line ends have one each, before or after.
        if (seen.EvenZeros + seen.OddZeros > 0)
        {
            return seen.OddZeros >= seen.EvenZeros
                ? (new UnicodeEncoding(bigEndian: false, byteOrderMark: false), "UTF-16")
                : (new UnicodeEncoding(bigEndian: true, byteOrderMark: false), "UTF-16");
        }

        // Of Big5 text nearly no character happens to be right UTF-8; of damaged UTF-8 nearly all are.
        return seen.Broken == 0 || seen.Broken * 10 < seen.Multibyte
            ? (new UTF8Encoding(false), "UTF-8")
            : (Big5, "Big5");
    }

    private static Seen Count(Stream stream)
    {
        stream.Position = 0;
        var seen = new Seen();
        var block = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            var kept = 0;
            while (true)
            {
                var read = stream.Read(block, kept, BlockSize - kept);
                seen.Add(block.AsSpan(kept, read));
                var rest = (ReadOnlySpan<byte>)block.AsSpan(0, kept + read);
                var isLast = read == 0;
                while (rest.Length > 0)
                {
                    var ascii = rest.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
                    if (ascii != 0)
                    {
                        rest = ascii < 0 ? [] : rest[ascii..];
                        continue;
                    }

                    var status = Rune.DecodeFromUtf8(rest, out _, out var length);
                    if (status == OperationStatus.NeedMoreData && !isLast)
                    {
                        break;
                    }

                    (seen.Multibyte, seen.Broken) =
                        status == OperationStatus.Done ? (seen.Multibyte + 1, seen.Broken) : (seen.Multibyte, seen.Broken + 1);
                    rest = rest[length..];
                }

                if (isLast)
                {
                    return seen;
                }

                rest.CopyTo(block);
                kept = rest.Length;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private struct Seen
    {
        private long _bytes;

        public long Multibyte;
        public long Broken;
        public long EvenZeros;
        public long OddZeros;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            var from = 0;
            while (bytes[from..].IndexOf((byte)0) is >= 0 and var at)
            {
                from += at;
                (EvenZeros, OddZeros) = ((_bytes + from) & 1) == 0 ? (EvenZeros + 1, OddZeros) : (EvenZeros, OddZeros + 1);
                from++;
            }

            _bytes += bytes.Length;
        }
    }
}

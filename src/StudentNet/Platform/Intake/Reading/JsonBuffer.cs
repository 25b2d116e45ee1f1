using System.Buffers;
using System.Text;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>A window on the UTF-8 bytes of a text file in any encoding; it grows with what is under way, up to <see cref="Max"/>.</summary>
internal sealed class JsonBuffer : IDisposable
{
    /// <summary>Longest element or line in bytes; with longer ones something is wrong.</summary>
    public const int Max = 2 << 20;

    private const int Least = 64 << 10;

    private readonly Stream _stream;
    private readonly bool _owns;
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Least);
    private int _from;
    private int _to;

    public JsonBuffer(Stream stream, Encoding encoding)
    {
        stream.Position = 0;
        _owns = encoding is not UTF8Encoding;
        _stream = _owns ? Encoding.CreateTranscodingStream(stream, encoding, new UTF8Encoding(false), leaveOpen: true) : stream;
        Fill();
        if (Rest.StartsWith("\uFEFF"u8))
        {
            Take(3);
        }
    }

    /// <summary>What is there and not taken yet.</summary>
    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(_from, _to - _from);

    /// <summary>Whether <see cref="Rest"/> reaches to the end of the file.</summary>
    public bool IsLast { get; private set; }

    /// <summary>Whether what is under way has become longer than <see cref="Max"/>.</summary>
    public bool IsFull => _to - _from >= Max;

    public void Take(int bytes) => _from += bytes;

    /// <summary>Reads more behind <see cref="Rest"/>; at the end of the file sets <see cref="IsLast"/>.</summary>
    public void Fill()
    {
        if (_from > 0)
        {
            Rest.CopyTo(_bytes);
            (_from, _to) = (0, _to - _from);
        }

        if (_to == _bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_bytes.Length * 2);
            Rest.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        var read = _stream.ReadAtLeast(_bytes.AsSpan(_to), 1, throwOnEndOfStream: false);
        IsLast = read == 0;
        _to += read;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        (_from, _to) = (0, 0);
        if (_owns)
        {
            _stream.Dispose();
        }
    }
}

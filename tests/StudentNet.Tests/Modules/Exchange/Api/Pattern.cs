namespace StudentNet.Tests.Modules.Exchange.Api;

/// <summary>Bytes that are made when they are read, and say at every megabyte how far they are.</summary>
internal sealed class Pattern(long length, Action<long> look) : Stream
{
    private long _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _at;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var part = (int)Math.Min(count, length - _at);
        buffer.AsSpan(offset, part).Fill((byte)'a');
        if (_at >> 20 != (_at + part) >> 20)
        {
            look(_at);
        }

        _at += part;
        return part;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

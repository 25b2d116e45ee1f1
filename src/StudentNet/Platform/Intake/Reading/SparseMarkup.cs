namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// A stream of XML as it is read, which ends where a tag or a text is beyond measure: the reader of XML holds each tag with all its attributes, and
/// each text, in memory before anybody can look at it. Neither has a "&lt;" in it, so what stands between two of them says how long they are.
/// </summary>
internal sealed class SparseMarkup(Stream inner) : Stream
{
    /// <summary>Elements in elements; spreadsheets and records have a dozen.</summary>
    public const int MaxDepth = 64;

    /// <summary>Bytes of a tag or a text.</summary>
    private const int MaxBytes = 1 << 20;

    private long _since;
    private bool _isFirst = true;
    private bool _isWide;

    /// <summary>Why reading ended; null while nothing is wrong.</summary>
    public Problem? Problem { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Count(buffer[..read]);
        return read;
    }

    /// <summary>Ends reading when the reader stands deeper than any file of ours.</summary>
    public void CheckDepth(int depth)
    {
        if (depth > MaxDepth)
        {
            Refuse(new Problem("xml.depth", $"XML 的層數超過 {MaxDepth} 層，沒有讀取", "請由原系統重新匯出檔案後再上傳"));
        }
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Count(ReadOnlySpan<byte> bytes)
    {
        if (_isFirst && bytes.Length > 1)
        {
            // UTF-16, with a mark or without; a character whose one byte happens to be "<" is none, so there only a whole one counts.
            _isWide = bytes[0] is 0 or 0xFE or 0xFF || bytes[1] == 0;
            _isFirst = false;
        }

        while (!bytes.IsEmpty)
        {
            var at = _isWide ? Wide(bytes) : bytes.IndexOf((byte)'<');
            _since += at < 0 ? bytes.Length : at;
            if (_since > MaxBytes)
            {
                Refuse(new Problem("xml.long", $"XML 裡有一個標籤或文字超過 {MaxBytes >> 20} MB，沒有讀取", "請檢查是否有一格貼入整份文件，或由原系統重新匯出檔案後再上傳"));
            }

            if (at < 0)
            {
                return;
            }

            _since = 0;
            bytes = bytes[(at + 1)..];
        }
    }

    private static int Wide(ReadOnlySpan<byte> bytes)
    {
        var little = bytes.IndexOf([(byte)'<', (byte)0]);
        var big = bytes.IndexOf([(byte)0, (byte)'<']);
        return little < 0 ? big : big < 0 ? little : Math.Min(little, big);
    }

    private void Refuse(Problem problem)
    {
        Problem = problem;
        throw new InvalidDataException(problem.Code);
    }
}

using System.Text;
using System.Text.Json;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>Rows of NDJSON: one flat object a line. A broken line costs that line. The keys are gathered in a first pass, as in a document.</summary>
internal sealed class JsonLinesSource : IRowSource
{
    private readonly JsonRow _row = new();
    private readonly JsonBuffer _buffer;
    private readonly int _width;
    private Problem? _lineProblem;
    private bool _isBeforeHeadings = true;

    public JsonLinesSource(Stream stream, Encoding encoding, string encodingName)
    {
        Kind = $"NDJSON，{encodingName}";
        _buffer = new JsonBuffer(stream, encoding);
        while (Next()) { }
        _width = _row.Keys.Count;
        _buffer.Dispose();
        _buffer = new JsonBuffer(stream, encoding);
        FileProblem ??= _row.HasTooManyKeys ? JsonDocumentSource.TooManyKeys() : null;
        Line = 0;
    }

    public string Kind { get; }

    public int Line { get; private set; }

    public int FieldCount => _width;

    public bool IsRectangular => false;

    public bool HasHeadingsFirst => true;

    public Problem? RowProblem => Line == 0 ? null : _lineProblem ?? _row.Problem;

    public Problem? FileProblem { get; private set; }

    public string Field(int i) => Line == 0 ? _row.Keys[i] : _row.Field(i);

    public bool Read()
    {
        if (_isBeforeHeadings)
        {
            _isBeforeHeadings = false;
            return _width > 0;
        }

        return FileProblem is null && Next();
    }

    public void Dispose() => _buffer.Dispose();

    /// <summary>Goes to the next line that is not blank.</summary>
    private bool Next()
    {
        while (true)
        {
            if (_buffer.Rest.IsEmpty)
            {
                _buffer.Fill();
                if (_buffer.IsLast)
                {
                    return false;
                }
            }

            Line++;
            var (length, end) = LineLength();
            if (FileProblem is not null)
            {
                return false;
            }

            var line = _buffer.Rest[..length];
            if (_lineProblem is null && line.Trim(" \t\r"u8).IsEmpty)
            {
                _buffer.Take(end);
                continue;
            }

            if (_lineProblem is null)
            {
                Parse(line);
            }

            _buffer.Take(end);
            return true;
        }
    }

    /// <summary>Length of the line under way without and with its end; of one that is far too long what is there last, with the problem set.</summary>
    private (int Length, int End) LineLength()
    {
        _lineProblem = null;
        var skipped = 0L;
        while (true)
        {
            var at = _buffer.Rest.IndexOf((byte)'\n');
            if (at >= 0)
            {
                return (at, at + 1);
            }

            if (_buffer.IsLast)
            {
                return (_buffer.Rest.Length, _buffer.Rest.Length);
            }

            if (_buffer.IsFull)
            {
                _row.Clear();
                _lineProblem = new Problem("row.long", $"一行超過 {JsonBuffer.Max >> 20} MB", "NDJSON 每行一個物件，請檢查換行是否遺失");
                skipped += _buffer.Rest.Length;
                _buffer.Take(_buffer.Rest.Length);
                if (skipped > DelimitedSource.EndlessRow)
                {
                    FileProblem = new Problem(
                        "file.endless-row",
                        $"第 {Line:N0} 行超過 {DelimitedSource.EndlessRow >> 20} MB 還沒有結束，之後的內容沒有讀取",
                        "NDJSON 每行一個物件；換行可能在匯出時遺失，請重新匯出後再上傳"
                    );
                    return (0, 0);
                }
            }

            _buffer.Fill();
        }
    }

    private void Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, isFinalBlock: true, new JsonReaderState(JsonText.Options));
            reader.Read();
            _row.TryRead(ref reader);
            reader.Read();
        }
        catch (JsonException exception)
        {
            _row.Clear();
            _lineProblem = new Problem(
                "json.broken-line",
                JsonText.IsTooDeep(exception) ? JsonText.TooDeep : $"這一行不是完整的 JSON 物件，第 {Encoding.UTF8.GetCharCount(line[..(int)Math.Min(line.Length, exception.BytePositionInLine ?? 0)]) + 1:N0} 個字處語法錯誤",
                "NDJSON 每行一個物件：請核對引號、逗號與括號，物件之間以換行分隔，不加逗號"
            );
        }
    }
}

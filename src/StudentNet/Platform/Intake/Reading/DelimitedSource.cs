using System.Text;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// Rows of delimited text (RFC 4180 and what people make of it). A quote that is never closed costs the row it stands in, not the rest of
/// the file; no field or row can make it take more memory than <see cref="MaxRow"/> characters.
/// </summary>
internal sealed class DelimitedSource : IRowSource
{
    /// <summary>Longest row in characters. Longer ones are cut off and reported.</summary>
    internal const int MaxRow = 1 << 20;

    /// <summary>Behind a row of so many characters nothing is read any more: the line ends are missing.</summary>
    internal const int EndlessRow = 16 << 20;

    /// <summary>A quoted field with more line ends than this has lost its closing quote.</summary>
    private const int MaxLinesInQuotes = 40;

    private readonly StreamReader _reader;
    private readonly char _delimiter;
    private readonly List<(int Start, int Length, bool HasQuotes)> _fields = new(64);
    private readonly List<string> _texts = new(64);
    private char[] _buffer = new char[64 << 10];
    private int _row;
    private int _filled;
    private bool _ended;
    private int _nextLine = 1;

    public DelimitedSource(Stream stream, Encoding encoding, string encodingName, char delimiter)
    {
        _reader = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: true, 64 << 10, leaveOpen: true);
        _delimiter = delimiter;
        Kind = $"CSV，{encodingName}";
    }

    public string Kind { get; }

    public int Line { get; private set; }

    public int FieldCount => _fields.Count;

    public bool IsRectangular => true;

    public Problem? RowProblem { get; private set; }

    public Problem? FileProblem { get; private set; }

    public string Field(int i)
    {
        if (i >= _fields.Count)
        {
            return "";
        }

        if (i < _texts.Count)
        {
            return _texts[i];
        }

        // Fields are asked for from left to right, and some twice.
        for (var next = _texts.Count; next <= i; next++)
        {
            var (start, length, hasQuotes) = _fields[next];
            var text = new string(_buffer, start, length);
            _texts.Add(hasQuotes ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text);
        }

        return _texts[i];
    }

    public bool Read()
    {
        _fields.Clear();
        _texts.Clear();
        RowProblem = null;
        if (_row >= _filled && !Fill(ref _row))
        {
            return false;
        }

        Line = _nextLine++;
        var end = Parse(honourQuotes: true);
        if (end < 0)
        {
            RowProblem = new Problem("row.quote", "引號沒有成對，無法分辨欄位", "請檢查這一列是否多了或少了一個雙引號（\"）");
            end = Parse(honourQuotes: false);
        }

        _row = end;
        return true;
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>Splits the row that starts at <see cref="_row"/>; returns where the next one starts, −1 where a quote never closes.</summary>
    private int Parse(bool honourQuotes)
    {
        _fields.Clear();
        var at = _row;
        while (true)
        {
            if (at >= _filled && !Fill(ref at))
            {
                _fields.Add((at, 0, false));
                return at;
            }

            var next = honourQuotes && Quote(ref at) is var quote and >= 0 ? Quoted(quote) : Plain(at);
            if (next < 0)
            {
                return next;
            }

            if (next >= _filled)
            {
                return next;
            }

            if (_buffer[next] == _delimiter)
            {
                at = next + 1;
                continue;
            }

            return AfterLineEnd(next);
        }
    }

    /// <summary>Where the quote of a quoted field stands, which blanks may precede; −1 where the field is not quoted.</summary>
    private int Quote(ref int at)
    {
        while (true)
        {
            var quote = at;
            while (quote < _filled && _buffer[quote] == ' ')
            {
                quote++;
            }

            if (quote < _filled)
            {
                return _buffer[quote] == '"' ? quote : -1;
            }

            if (quote - _row >= MaxRow || !Fill(ref at))
            {
                return -1;
            }
        }
    }

    /// <summary>Takes an unquoted field; returns the position of the delimiter or line end behind it.</summary>
    private int Plain(int start)
    {
        var at = start;
        while (true)
        {
            var found = _buffer.AsSpan(at, _filled - at).IndexOfAny(_delimiter, '\n', '\r');
            if (found >= 0)
            {
                at += found;
                break;
            }

            var before = _row;
            at = _filled;
            if (at - _row >= MaxRow)
            {
                return CutOff(start, at);
            }

            // The row moves to the front even when nothing more comes: the last row of a file may have no line end.
            var more = Fill(ref at);
            start -= before - _row;
            if (!more)
            {
                break;
            }
        }

        _fields.Add((start, at - start, false));
        return at;
    }

    /// <summary>Takes a quoted field; returns the position behind it, −1 where its quote never closes or is not at its end.</summary>
    private int Quoted(int quote)
    {
        var start = quote + 1;
        var at = start;
        var lines = 0;
        var doubled = false;
        while (true)
        {
            var found = _buffer.AsSpan(at, _filled - at).IndexOfAny('"', '\n');
            if (found < 0)
            {
                var before = _row;
                at = _filled;
                if (at - _row >= MaxRow || !Fill(ref at))
                {
                    return -1;
                }

                start -= before - _row;
                continue;
            }

            at += found;
            if (_buffer[at] == '\n')
            {
                at++;
                if (++lines > MaxLinesInQuotes)
                {
                    return -1;
                }

                continue;
            }

            var behind = at + 1;
            if (behind >= _filled)
            {
                var before = _row;
                var more = Fill(ref behind);
                start -= before - _row;
                at = behind - 1;
                if (!more)
                {
                    _fields.Add((start, at - start, doubled));
                    return behind;
                }
            }

            if (_buffer[behind] == '"')
            {
                doubled = true;
                at = behind + 1;
                continue;
            }

            // Blanks before the next delimiter pad.
            var pad = behind;
            while (true)
            {
                while (pad < _filled && _buffer[pad] == ' ')
                {
                    pad++;
                }

                if (pad < _filled)
                {
                    break;
                }

                var before = _row;
                var more = pad - _row < MaxRow && Fill(ref pad);
                (start, at) = (start - (before - _row), at - (before - _row));
                if (!more)
                {
                    break;
                }
            }

            if (pad < _filled && _buffer[pad] != _delimiter && _buffer[pad] is not ('\n' or '\r'))
            {
                return -1;
            }

            _fields.Add((start, at - start, doubled));
            return pad;
        }
    }

    /// <summary>Ends a row that is far too long: keeps its beginning and skips to its line end.</summary>
    private int CutOff(int start, int at)
    {
        _fields.Add((start, 0, false));
        RowProblem = new Problem("row.long", $"一列超過 {MaxRow:N0} 字", "請確認這是以列分行的文字檔，並檢查換行是否遺失");
        var skipped = at - _row;
        while (true)
        {
            var found = _buffer.AsSpan(at, _filled - at).IndexOfAny('\n', '\r');
            if (found >= 0)
            {
                return at + found;
            }

            skipped += _filled - at;
            if (skipped > EndlessRow)
            {
                FileProblem = new Problem(
                    "file.endless-row",
                    $"第 {Line:N0} 列超過 {EndlessRow:N0} 字還沒有結束，之後的內容沒有讀取",
                    "換行可能在匯出時遺失；請重新匯出為一列一筆的檔案後再上傳"
                );
                _ended = true;
                return _filled;
            }

            // What has been read of this row is of no use to anybody: read over it.
            _filled = _row;
            at = _row;
            _fields.Clear();
            if (!Fill(ref at))
            {
                return _filled;
            }
        }
    }

    private int AfterLineEnd(int at)
    {
        if (_buffer[at] == '\r')
        {
            var next = at + 1;
            if (next >= _filled && !Fill(ref next))
            {
                return next;
            }

            return _buffer[next] == '\n' ? next + 1 : next;
        }

        return at + 1;
    }

    /// <summary>
    /// Reads more behind what is there; the row under way moves to the front, and with it <paramref name="at"/> and the fields found so far.
    /// False at the end of the file.
    /// </summary>
    private bool Fill(ref int at)
    {
        if (_ended)
        {
            return false;
        }

        if (_row > 0)
        {
            var keep = _filled - _row;
            Array.Copy(_buffer, _row, _buffer, 0, keep);
            for (var i = 0; i < _fields.Count; i++)
            {
                _fields[i] = _fields[i] with { Start = _fields[i].Start - _row };
            }

            at -= _row;
            _filled = keep;
            _row = 0;
        }

        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = _reader.Read(_buffer, _filled, _buffer.Length - _filled);
        _ended = read == 0;
        _filled += read;
        return read > 0;
    }
}

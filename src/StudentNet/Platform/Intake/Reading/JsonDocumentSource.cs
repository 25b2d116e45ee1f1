using System.Text;
using System.Text.Json;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// Rows of a JSON document: an array of flat objects, or an object with one such array (other members of it are the sender's own affair).
/// One element is in memory at a time. The keys are gathered in a first pass, so that the heading row is that of a table; a row's line is the
/// number of its element. What stands behind a syntax error cannot be told apart, so reading ends there.
/// </summary>
internal sealed class JsonDocumentSource : IRowSource
{
    private readonly JsonRow _row = new();
    private readonly Stream _stream;
    private readonly Encoding _encoding;
    private readonly int _width;
    private JsonBuffer _buffer;
    private JsonReaderState _state;
    private Place _place;
    private bool _hasWrapper;
    private bool _hadArray;
    private bool _isBeforeHeadings = true;

    public JsonDocumentSource(Stream stream, Encoding encoding, string encodingName)
    {
        (_stream, _encoding, Kind) = (stream, encoding, $"JSON，{encodingName}");
        _buffer = Rewind();
        while (Next()) { }
        _width = _row.Keys.Count;
        var (elements, problem) = (Line, FileProblem);
        _buffer.Dispose();
        _buffer = Rewind();
        FileProblem = (_width, elements) switch
        {
            (0, 0) => problem,
            (0, _) => NoArray(),
            _ when _row.HasTooManyKeys => TooManyKeys(),
            _ => null,
        };
    }

    private enum Place
    {
        Start,

        /// <summary>Inside the wrapper, before or behind its array.</summary>
        Wrapper,
        Array,
        End,
    }

    private enum Found
    {
        /// <summary>The buffer ends before the value does.</summary>
        Nothing,
        Mark,
        Row,
    }

    public string Kind { get; }

    public int Line { get; private set; }

    public int FieldCount => _width;

    public bool IsRectangular => false;

    public bool HasHeadingsFirst => true;

    public Problem? RowProblem => Line == 0 ? null : _row.Problem;

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

    internal static Problem TooManyKeys() =>
        new("json.too-many-keys", "鍵的種類超過 512 個", "鍵須為欄位名稱，不能放資料內容（例如以姓名或證號為鍵）；請依格式說明產生檔案");

    /// <summary>Goes to the next element; false at the end or where the document breaks.</summary>
    private bool Next()
    {
        try
        {
            while (_place != Place.End)
            {
                var reader = new Utf8JsonReader(_buffer.Rest, _buffer.IsLast, _state);
                var step = Step(ref reader);
                if (step == Found.Nothing)
                {
                    if (_buffer.IsFull)
                    {
                        FileProblem = new Problem(
                            "json.long",
                            $"第 {Line + 1:N0} 筆超過 {JsonBuffer.Max >> 20} MB，沒有讀取",
                            "請確認每一筆資料各為一個物件，並檢查引號與括號是否成對"
                        );
                        return false;
                    }

                    _buffer.Fill();
                    continue;
                }

                _state = reader.CurrentState;
                _buffer.Take((int)reader.BytesConsumed);
                if (step == Found.Row)
                {
                    Line++;
                    return true;
                }

                if (FileProblem is not null)
                {
                    return false;
                }
            }
        }
        catch (JsonException exception)
        {
            FileProblem = JsonText.Broken(exception, _place == Place.Array ? Line + 1 : 0);
        }

        return false;
    }

    private Found Step(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return Found.Nothing;
        }

        switch (_place, reader.TokenType)
        {
            case (Place.Start, JsonTokenType.StartArray):
                (_place, _hadArray) = (Place.Array, true);
                return Found.Mark;
            case (Place.Start, JsonTokenType.StartObject):
                (_place, _hasWrapper) = (Place.Wrapper, true);
                return Found.Mark;
            case (Place.Start, _):
                FileProblem = NoArray();
                return Found.Mark;
            case (Place.Wrapper, JsonTokenType.EndObject):
                return End(ref reader);
            case (Place.Wrapper, _):
                return Member(ref reader);
            case (Place.Array, JsonTokenType.EndArray) when _hasWrapper:
                _place = Place.Wrapper;
                return Found.Mark;
            case (Place.Array, JsonTokenType.EndArray):
                return End(ref reader);
            default:
                return _row.TryRead(ref reader) ? Found.Row : Found.Nothing;
        }
    }

    /// <summary>A member of the wrapper; the reader stands on its name.</summary>
    private Found Member(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return Found.Nothing;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return reader.TrySkip() ? Found.Mark : Found.Nothing;
        }

        if (_hadArray)
        {
            FileProblem = new Problem("json.two-arrays", "外層物件裡有兩個以上的陣列，無法分辨哪一個是資料", "外層物件只能有一個陣列；請分成不同檔案");
            return Found.Mark;
        }

        (_place, _hadArray) = (Place.Array, true);
        return Found.Mark;
    }

    /// <summary>Behind the document there may be blanks only: the reader throws for anything else.</summary>
    private Found End(ref Utf8JsonReader reader)
    {
        if (!_hadArray)
        {
            FileProblem = NoArray();
            return Found.Mark;
        }

        if (!_buffer.IsLast)
        {
            return Found.Nothing;
        }

        reader.Read();
        _place = Place.End;
        return Found.Mark;
    }

    private static Problem NoArray() =>
        new("json.no-array", "找不到資料陣列", "JSON 檔須為物件的陣列 [{…},{…}]、含一個陣列的物件 {\"資料\":[…]}，或每行一個物件（NDJSON）");

    private JsonBuffer Rewind()
    {
        (_state, _place, _hasWrapper, _hadArray, Line) = (new JsonReaderState(JsonText.Options), Place.Start, false, false, 0);
        return new JsonBuffer(_stream, _encoding);
    }
}

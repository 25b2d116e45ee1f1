using System.Text;
using System.Text.Json;
using StudentNet.Platform.Intake.Reading;

namespace StudentNet.Modules.Students.Q2Records.Reading;

/// <summary>Pupils of a JSON document <c>{"學年":…,"學期":…,"學生資料":[…]}</c>, read as it streams by.</summary>
internal sealed class JsonPupils(Stream stream, Encoding encoding, string encodingName) : IPupils
{
    private readonly JsonBuffer _buffer = new(stream, encoding);
    private readonly List<KeyValuePair<string, string>> _head = [];
    private JsonReaderState _state = new(JsonText.Options);
    private Place _place;

    private enum Place
    {
        Start,
        Head,
        Pupils,
        Behind,
        End,
    }

    private enum Step
    {
        /// <summary>The buffer ends before the value does.</summary>
        More,
        Mark,
        Pupil,
    }

    public string Kind { get; } = $"JSON，{encodingName}";

    public int Number { get; private set; }

    public ReadOnlyMemory<byte> Pupil { get; private set; }

    public IReadOnlyList<KeyValuePair<string, string>> Head => _head;

    public Problem? FileProblem { get; private set; }

    public bool Read()
    {
        try
        {
            while (_place != Place.End && FileProblem is null)
            {
                var reader = new Utf8JsonReader(_buffer.Rest, _buffer.IsLast, _state);
                var step = Next(ref reader);
                if (step == Step.More)
                {
                    if (_buffer.IsFull)
                    {
                        FileProblem = new Problem("json.long", $"第 {Number + 1:N0} 筆超過 {JsonBuffer.Max >> 20} MB，沒有讀取", "請檢查引號與括號是否成對");
                        return false;
                    }

                    _buffer.Fill();
                    continue;
                }

                _state = reader.CurrentState;
                _buffer.Take((int)reader.BytesConsumed);
                if (step == Step.Pupil)
                {
                    Number++;
                    return true;
                }
            }
        }
        catch (JsonException exception)
        {
            FileProblem = JsonText.Broken(exception, _place == Place.Pupils ? Number + 1 : 0);
        }

        return false;
    }

    public void Dispose() => _buffer.Dispose();

    private Step Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return Step.More;
        }

        switch (_place, reader.TokenType)
        {
            case (Place.Start, JsonTokenType.StartObject):
                _place = Place.Head;
                return Step.Mark;
            case (Place.Start, _):
                FileProblem = NoPupils();
                return Step.Mark;
            case (Place.Head, JsonTokenType.EndObject):
                FileProblem = NoPupils();
                return Step.Mark;
            case (Place.Head, _):
                return Member(ref reader);
            case (Place.Pupils, JsonTokenType.EndArray):
                _place = Place.Behind;
                return Step.Mark;
            case (Place.Pupils, _):
                return Element(ref reader);
            case (Place.Behind, JsonTokenType.EndObject):
                if (!_buffer.IsLast)
                {
                    return Step.More;
                }

                reader.Read();
                _place = Place.End;
                return Step.Mark;
            default:
                return reader.Read() && reader.TrySkip() ? Step.Mark : Step.More;
        }
    }

    private Step Member(ref Utf8JsonReader reader)
    {
        var name = JsonText.Of(ref reader);
        if (!reader.Read())
        {
            return Step.More;
        }

        if (name == RecordSchema.Pupils && reader.TokenType == JsonTokenType.StartArray)
        {
            _place = Place.Pupils;
            return Step.Mark;
        }

        var value = reader.TokenType is JsonTokenType.String or JsonTokenType.Number ? JsonText.Of(ref reader).Trim() : "";
        if (!reader.TrySkip())
        {
            return Step.More;
        }

        if (value.Length is > 0 and < 200 && name.Length < 50 && _head.Count < 20 && _head.All(h => h.Key != name))
        {
            _head.Add(KeyValuePair.Create(name, value));
        }

        return Step.Mark;
    }

    private Step Element(ref Utf8JsonReader reader)
    {
        var from = (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            return Step.More;
        }

        Pupil = SoundJson.Of(_buffer.Rest[from..(int)reader.BytesConsumed]);
        return Step.Pupil;
    }

    private static Problem NoPupils() =>
        new("record.no-pupils", "找不到「學生資料」陣列", "檔案須為 {\"學校代碼\":…,\"學年\":…,\"學期\":…,\"學生資料\":[…]}，見格式說明與範例檔");
}

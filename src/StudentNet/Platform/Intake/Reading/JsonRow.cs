using System.Text.Json;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>The members of one flat object as fields of a row: its keys are the headings. Keys keep the places they got when they were first seen.</summary>
internal sealed class JsonRow
{
    /// <summary>More different keys than this are not keys but values in the wrong place.</summary>
    private const int MaxKeys = 512;

    private const int MaxKey = 100;

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly List<byte[]> _raw = [];
    private string[] _fields = [];
    private bool[] _seen = [];

    /// <summary>Keys of all objects read so far, in the order of their first appearance.</summary>
    public List<string> Keys { get; } = [];

    /// <summary>What is wrong with the object as a row: a nested value, a key that stands twice, a value that is no object at all.</summary>
    public Problem? Problem { get; private set; }

    public bool HasTooManyKeys => Keys.Count > MaxKeys;

    public string Field(int i) => i < _fields.Length ? _fields[i] : "";

    public void Clear()
    {
        Problem = null;
        Array.Fill(_fields, "");
        Array.Clear(_seen);
    }

    /// <summary>Reads the value on which the reader stands; false where the buffer ends before it does.</summary>
    public bool TryRead(ref Utf8JsonReader reader)
    {
        Clear();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Problem = new Problem("json.no-object", "這一筆不是物件（{…}），無法分辨欄位", "每一筆須為一個物件，鍵為欄位名稱，例如 {\"姓名\":\"王測試\"}");
            return reader.TrySkip();
        }

        var next = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return true;
            }

            var place = PlaceOf(ref reader, next);
            next = place + 1;
            if (!reader.Read())
            {
                return false;
            }

            if (HasTooManyKeys)
            {
                if (!reader.TrySkip())
                {
                    return false;
                }

                continue;
            }

            if (_seen[place])
            {
                Problem ??= new Problem("json.double-key", $"「{Short(Keys[place])}」在同一筆裡出現兩次", "請刪去多的一個");
            }

            _seen[place] = true;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                Problem ??= new Problem(
                    "json.nested",
                    $"「{Short(Keys[place])}」的值是{(reader.TokenType == JsonTokenType.StartArray ? "陣列" : "物件")}，不是文字或數字",
                    "這種格式的每個鍵只能有一個值；請依格式說明改為文字、數字或 null"
                );
                if (!reader.TrySkip())
                {
                    return false;
                }

                continue;
            }

            _fields[place] = JsonText.Of(ref reader);
        }

        return false;
    }

    /// <summary>Objects of one file mostly have the same keys in the same order, so the place is guessed first.</summary>
    private int PlaceOf(ref Utf8JsonReader reader, int guess)
    {
        if (guess < _raw.Count && !reader.ValueIsEscaped && reader.ValueSpan.SequenceEqual(_raw[guess]))
        {
            return guess;
        }

        var key = JsonText.Of(ref reader) is { Length: > MaxKey } text ? text[..MaxKey] : JsonText.Of(ref reader);
        if (_places.TryGetValue(key, out var place))
        {
            return place;
        }

        if (HasTooManyKeys)
        {
            return 0;
        }

        place = Keys.Count;
        _places.Add(key, place);
        _raw.Add(reader.ValueSpan.ToArray());
        Keys.Add(key);
        _fields = [.. _fields, ""];
        _seen = [.. _seen, false];
        return place;
    }

    private static string Short(string key) => key.Length > 40 ? $"{key[..40]}…" : key;
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace StudentNet.Platform.Files;

/// <summary>Rows as flat objects whose keys are the headings: one array, or one object a line. Only the first sheet is written.</summary>
internal sealed class JsonTableWriter(Stream target, bool lines) : TableWriter
{
    private const int FlushAt = 64 << 10;

    private static readonly byte[] LineEnd = [(byte)'\n'];

    // The file is no part of a page: characters of names stay characters.
    private readonly Utf8JsonWriter _json = new(target, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    private IReadOnlyList<string> _headings = [];
    private int _sheets;

    public override ValueTask SheetAsync(string name, IReadOnlyList<string> headings)
    {
        if (++_sheets == 1)
        {
            _headings = headings;
            if (!lines)
            {
                _json.WriteStartArray();
            }
        }

        return ValueTask.CompletedTask;
    }

    public override async ValueTask RowAsync(IReadOnlyList<object?> cells)
    {
        if (_sheets > 1)
        {
            return;
        }

        _json.WriteStartObject();
        for (var i = 0; i < _headings.Count && i < cells.Count; i++)
        {
            _json.WritePropertyName(_headings[i]);
            switch (cells[i])
            {
                case null:
                    _json.WriteNullValue();
                    break;
                case string text:
                    _json.WriteStringValue(text);
                    break;
                case var number:
                    _json.WriteNumberValue(Convert.ToInt64(number, System.Globalization.CultureInfo.InvariantCulture));
                    break;
            }
        }

        _json.WriteEndObject();
        if (lines)
        {
            await _json.FlushAsync();
            _json.Reset();
            await target.WriteAsync(LineEnd);
        }
        else if (_json.BytesPending > FlushAt)
        {
            await _json.FlushAsync();
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (!lines && _sheets > 0)
        {
            _json.WriteEndArray();
        }

        await _json.DisposeAsync();
    }
}

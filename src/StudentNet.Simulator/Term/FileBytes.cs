using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StudentNet.Simulator.Term;

/// <summary>Rows as the bytes of a file of some kind.</summary>
public static class FileBytes
{
    private static readonly Encoding Big5 = MakeBig5();

    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(FileKind kind, string sheet, IReadOnlyList<string> headings, IReadOnlyList<FileRow> rows) =>
        kind switch
        {
            FileKind.Xlsx => SheetBytes.Xlsx(sheet, [headings, .. rows.Select(r => r.Cells)]),
            FileKind.Ods => SheetBytes.Ods(sheet, [headings, .. rows.Select(r => r.Cells)]),
            FileKind.Json => Array(headings, rows),
            FileKind.Ndjson => Lines(headings, rows),
            FileKind.Big5 => Big5.GetBytes(Text(',', headings, rows)),
            FileKind.Utf16 => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Text('\t', headings, rows))],
            FileKind.Utf8Mark => [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(Text(',', headings, rows))],
            _ => Encoding.UTF8.GetBytes(Text(',', headings, rows)),
        };

    private static string Text(char delimiter, IReadOnlyList<string> headings, IReadOnlyList<FileRow> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows.Prepend(new FileRow(headings)))
        {
            text.Append(row.HasOpenQuote ? "\"" : "").AppendJoin(delimiter, row.Cells.Select(c => Cell(c, delimiter))).Append("\r\n");
        }

        return text.ToString();
    }

    private static string Cell(string value, char delimiter) =>
        value.Contains(delimiter, StringComparison.Ordinal) || value.AsSpan().ContainsAny("\"\r\n")
            ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : value;

    private static byte[] Array(IReadOnlyList<string> headings, IReadOnlyList<FileRow> rows)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Json))
        {
            json.WriteStartArray();
            foreach (var row in rows)
            {
                Object(json, headings, row);
            }

            json.WriteEndArray();
        }

        return bytes.ToArray();
    }

    private static byte[] Lines(IReadOnlyList<string> headings, IReadOnlyList<FileRow> rows)
    {
        using var bytes = new MemoryStream();
        foreach (var row in rows)
        {
            using (var json = new Utf8JsonWriter(bytes, Json))
            {
                Object(json, headings, row);
            }

            bytes.WriteByte((byte)'\n');
        }

        return bytes.ToArray();
    }

    /// <summary>As school systems write it: what is empty is left out.</summary>
    private static void Object(Utf8JsonWriter json, IReadOnlyList<string> headings, FileRow row)
    {
        json.WriteStartObject();
        for (var i = 0; i < headings.Count; i++)
        {
            if (row.Cells[i].Length > 0)
            {
                json.WriteString(headings[i], row.Cells[i]);
            }
        }

        json.WriteEndObject();
    }

    private static Encoding MakeBig5()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(950, new ReferenceFallback(), DecoderFallback.ReplacementFallback);
    }

    /// <summary>Writes <c>&amp;#NNNNN;</c> for a character that the code page lacks, as old school systems do.</summary>
    private sealed class ReferenceFallback : EncoderFallback
    {
        public override int MaxCharCount => 10;

        public override EncoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        private sealed class Buffer : EncoderFallbackBuffer
        {
            private string _text = "";
            private int _next;

            public override int Remaining => _text.Length - _next;

            public override bool Fallback(char charUnknown, int index) => Start(charUnknown);

            public override bool Fallback(char charUnknownHigh, char charUnknownLow, int index) =>
                Start(char.ConvertToUtf32(charUnknownHigh, charUnknownLow));

            public override char GetNextChar() => _next < _text.Length ? _text[_next++] : '\0';

            public override bool MovePrevious() => _next > 0 && --_next >= 0;

            public override void Reset() => (_text, _next) = ("", 0);

            private bool Start(int point)
            {
                (_text, _next) = (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"&#{point};"), 0);
                return true;
            }
        }
    }
}

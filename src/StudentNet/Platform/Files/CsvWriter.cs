using System.Buffers;
using System.Globalization;
using System.Text;

namespace StudentNet.Platform.Files;

/// <summary>
/// UTF-8 with a byte-order mark, so that Excel opens it right. A text that Excel would run as a formula gets an apostrophe in front; our own
/// reader takes it off again.
/// </summary>
internal sealed class CsvWriter(Stream target) : TableWriter
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private readonly StreamWriter _out = new(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 64 << 10, leaveOpen: true)
    {
        NewLine = "\r\n",
    };
    private int _sheets;

    public override void Sheet(string name, IReadOnlyList<string> headings)
    {
        if (++_sheets == 1)
        {
            Write(headings);
        }
    }

    public override void Row(IReadOnlyList<object?> cells)
    {
        if (_sheets == 1)
        {
            Write(cells);
        }
    }

    public override void Dispose() => _out.Dispose();

    /// <summary>A text with its formula, if it is one, made harmless.</summary>
    internal static string Harmless(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;

    private void Write(IReadOnlyList<object?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
            {
                _out.Write(',');
            }

            switch (cells[i])
            {
                case null:
                    break;
                case string text:
                    Write(Harmless(text));
                    break;
                case var number:
                    _out.Write(Convert.ToString(number, CultureInfo.InvariantCulture));
                    break;
            }
        }

        _out.WriteLine();
    }

    private void Write(string text)
    {
        if (!text.AsSpan().ContainsAny(Quoted) && (text.Length == 0 || (text[0] is not ' ' && text[^1] is not ' ')))
        {
            _out.Write(text);
            return;
        }

        _out.Write('"');
        _out.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
        _out.Write('"');
    }
}

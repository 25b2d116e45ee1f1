using System.Buffers;
using System.Globalization;
using System.Text;

namespace StudentNet.Platform.Files;

/// <summary>
/// UTF-8 with a byte-order mark, so that Excel opens it right. A text that Excel would run as a formula gets an apostrophe in front
/// (<see cref="FormulaText"/>); line breaks of a cell stay, inside quotes.
/// </summary>
internal sealed class CsvWriter(Stream target) : TableWriter
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private readonly StreamWriter _out = new(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 64 << 10, leaveOpen: true)
    {
        NewLine = "\r\n",
    };
    private int _sheets;

    public override ValueTask SheetAsync(string name, IReadOnlyList<string> headings)
    {
        _sheets++;
        return RowAsync(headings);
    }

    public override ValueTask RowAsync(IReadOnlyList<object?> cells)
    {
        if (_sheets == 1)
        {
            Write(cells);
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync() => _out.DisposeAsync();

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
                    Write(FormulaText.Harmless(CleanText.Of(text)));
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

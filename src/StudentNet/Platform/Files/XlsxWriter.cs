using System.Globalization;
using System.Text.RegularExpressions;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace StudentNet.Platform.Files;

/// <summary>
/// A workbook for Excel and LibreOffice. Every cell has the number format "text", so that what is typed into a column later stays text too; headings
/// are bold and stay in view.
/// </summary>
internal sealed partial class XlsxWriter(Stream target) : TableWriter
{
    /// <summary>What a cell may hold; Excel calls a workbook with more damaged.</summary>
    internal const int LongestText = 32_767;

    private static readonly SpreadCheetahOptions Options = new()
    {
        BufferSize = 64 << 10,
        CompressionLevel = SpreadCheetahCompressionLevel.Fastest,
        // Who exported it and when stands in the audit and in the file's name.
        DocumentProperties = null,
        PreserveStringWhitespace = true,
    };

    private readonly List<StyledCell> _cells = [];
    private Spreadsheet? _book;
    private StyleId? _text;
    private StyleId? _heading;

    public override async ValueTask SheetAsync(string name, IReadOnlyList<string> headings)
    {
        if (_book is null)
        {
            _book = await Spreadsheet.CreateNewAsync(target, Options);
            var text = NumberFormat.Standard(StandardNumberFormat.Text);
            _text = _book.AddStyle(new Style { Format = text });
            _heading = _book.AddStyle(new Style { Format = text, Font = { Bold = true } });
        }

        var sheet = new WorksheetOptions { FrozenRows = 1 };
        for (var i = 1; i <= headings.Count; i++)
        {
            sheet.Column(i).Width = Math.Clamp(headings[i - 1].Length * 2.4, 10, 40);
        }

        await _book.StartWorksheetAsync(SheetName(name), sheet);
        await WriteAsync(headings, _heading);
    }

    public override ValueTask RowAsync(IReadOnlyList<object?> cells) => WriteAsync(cells, _text);

    public override async ValueTask DisposeAsync()
    {
        if (_book is not null)
        {
            await _book.FinishAsync();
            await _book.DisposeAsync();
        }
    }

    private ValueTask WriteAsync(IReadOnlyList<object?> cells, StyleId? style)
    {
        _cells.Clear();
        foreach (var cell in cells)
        {
            _cells.Add(
                cell switch
                {
                    null => default,
                    string text => new StyledCell(Text(text), style),
                    _ => new StyledCell(Convert.ToInt64(cell, CultureInfo.InvariantCulture), style),
                }
            );
        }

        return _book!.AddRowAsync(_cells);
    }

    private static string Text(string text)
    {
        var clean = Escape().Replace(CleanText.Of(text), "_x005F$0");
        if (clean.Length <= LongestText)
        {
            return clean;
        }

        var end = LongestText - 1;
        return $"{clean[..(char.IsHighSurrogate(clean[end - 1]) ? end - 1 : end)]}…";
    }

    private static string SheetName(string name)
    {
        var clean = string.Concat(CleanText.Of(name).Where(c => !@"\/?*[]:".Contains(c, StringComparison.Ordinal)));
        return clean.Length > 31 ? clean[..31] : clean;
    }

    // Excel reads _x0041_ as the letter A; written so that it reads what stands there.
    [GeneratedRegex("_(?=x[0-9A-Fa-f]{4}_)")]
    private static partial Regex Escape();
}

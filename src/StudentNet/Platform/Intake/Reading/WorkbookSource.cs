using System.Globalization;
using System.Text;
using ExcelDataReader;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// Rows of the sheets of an .xls workbook (Excel 97 to 2003): texts, numbers and dates as they stand in the cells; formulas give the value they had
/// when the file was saved. Which cells are errors, and from which year days are counted, the library does not tell: <see cref="XlsCells"/> does.
/// </summary>
internal sealed class WorkbookSource(IExcelDataReader reader, XlsCells cells, FormatLimits limits) : IRowSource
{
    /// <summary>
    /// The old binary format ends at row 65,536 of column IV. For what a damaged file claims beyond, its reader would set aside an array for each
    /// row, and walk through two thousand million rows.
    /// </summary>
    private const int MaxColumnsOfXls = 256;
    private const int MaxRowsOfXls = 65_536;

    // The library asks for code page 1252, which .NET has only once its provider is registered.
    static WorkbookSource() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private int _sheet;

    public string Kind => RowSources.Xls;

    public int Line { get; private set; }

    public int FieldCount { get; private set; }

    public bool IsRectangular => false;

    public Problem? RowProblem { get; private set; }

    public Problem? FileProblem { get; private set; }

    public SheetName? Sheet => new(CellCharacters.Shown(reader.Name ?? ""), reader.VisibleState is "hidden" or "veryhidden");

    /// <summary>Opens a workbook that has passed <see cref="CompoundFileGuard"/>; a file that is broken, or locked with a password, is a problem.</summary>
    public static (WorkbookSource? Source, Problem? Problem) Open(Stream stream, FormatLimits limits)
    {
        IExcelDataReader? reader = null;
        try
        {
            var cells = XlsCells.Read(stream);
            stream.Position = 0;
            reader = ExcelReaderFactory.CreateReader(stream, new ExcelReaderConfiguration { LeaveOpen = true });
            return (new WorkbookSource(reader, cells, limits), null);
        }
        catch (ExcelDataReader.Exceptions.InvalidPasswordException)
        {
            return (null, new Problem("file.password", "活頁簿有密碼，無法讀取", "請取消密碼保護（另存新檔，不設密碼）後再上傳"));
        }
        catch (Exception exception) when (IsBrokenFile(exception))
        {
            reader?.Dispose();
            return (null, Broken());
        }
    }

    public bool NextSheet()
    {
        if (FileProblem is not null)
        {
            return false;
        }

        try
        {
            (Line, FieldCount) = (0, 0);
            if (!reader.NextResult())
            {
                return false;
            }

            _sheet++;
            return true;
        }
        catch (Exception exception) when (IsBrokenFile(exception))
        {
            FileProblem = Broken();
            return false;
        }
    }

    public void Rewind()
    {
        (FileProblem, Line, FieldCount, _sheet) = (null, 0, 0, 0);
        try
        {
            reader.Reset();
        }
        catch (Exception exception) when (IsBrokenFile(exception))
        {
            FileProblem = Broken();
        }
    }

    public bool Read()
    {
        RowProblem = null;
        if (FileProblem is not null)
        {
            return false;
        }

        try
        {
            if (Line == 0 && SheetProblem() is { } unfit)
            {
                FileProblem = unfit;
                return false;
            }

            if (!reader.Read())
            {
                return false;
            }

            Line = reader.Depth + 1;
            FieldCount = Math.Min(reader.FieldCount, limits.Columns);
            for (var i = FieldCount; i < reader.FieldCount; i++)
            {
                if (reader.GetValue(i) is { } beyond && beyond is not string { Length: 0 })
                {
                    FileProblem = limits.TooManyColumns(Line);
                    return false;
                }
            }

            return true;
        }
        catch (Exception exception) when (IsBrokenFile(exception))
        {
            FileProblem = Broken(Line);
            return false;
        }
    }

    public string Field(int i)
    {
        if (i >= FieldCount)
        {
            return "";
        }

        return reader.GetValue(i) switch
        {
            null => "",
            string text => text,
            DateTime date => NumberFormat.DateText(date),
            double number when DateFormat(i) is not null && NumberFormat.DateText(number, cells.Is1904) is { } date => date,
            double number => NumberFormat.NumberText(number, reader.GetNumberFormatString(i)),
            bool yes => yes ? "TRUE" : "FALSE",
            var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
        };
    }

    public Problem? FieldProblem(int i) => cells.Error(_sheet, Line - 1, i) is { } shown ? CellErrors.ErrorValue(shown) : null;

    public string? DateFormat(int i)
    {
        if (i >= FieldCount || reader.GetValue(i) is not (double or DateTime))
        {
            return null;
        }

        // The library names the formats it knows; those of Taiwan have only a number.
        var format = reader.GetNumberFormatString(i) is { Length: > 0 } named && named != "General" ? named : NumberFormat.BuiltIn(reader.GetNumberFormatIndex(i));
        return NumberFormat.IsDate(format) ? format : null;
    }

    public void Dispose() => reader.Dispose();

    /// <summary>What is wrong with the size of the sheet, which the library has counted; it says nothing of what the sheet claims itself.</summary>
    private Problem? SheetProblem() =>
        reader.FieldCount > MaxColumnsOfXls || reader.RowCount > MaxRowsOfXls ? Broken()
        : (long)reader.FieldCount * reader.RowCount > limits.Cells ? limits.TooManyCells()
        : null;

    /// <summary>The library answers broken bytes with whatever its parsers run into, so everything but the death of the process counts as "broken".</summary>
    private static bool IsBrokenFile(Exception exception) => exception is not OutOfMemoryException && Outage.Of(exception) is null;

    internal static Problem Broken(int line = 0) =>
        new(
            "file.broken",
            line == 0 ? "活頁簿已損毀，無法開啟" : $"活頁簿在第 {line} 列之後損毀，無法讀完",
            "請在 Excel 開啟原檔，另存新檔後再上傳；若打不開，請重新匯出"
        );
}

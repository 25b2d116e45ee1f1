using System.Globalization;
using System.Text;
using ExcelDataReader;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>Rows of one sheet of an .xlsx or .xls workbook: texts, numbers and dates as they stand in the cells; formulas give the value they had when the file was saved.</summary>
internal sealed class WorkbookSource(IExcelDataReader reader, string kind, FormatLimits limits) : IRowSource
{
    /// <summary>2025-09-01.</summary>
    private const int DateLength = 10;

    /// <summary>
    /// The old binary format ends at row 65,536 of column IV. For what a damaged file claims beyond, its reader would set aside an array for each
    /// row, and walk through two thousand million rows.
    /// </summary>
    private const int MaxColumnsOfXls = 256;
    private const int MaxRowsOfXls = 65_536;

    /// <summary>What a sheet of an .xlsx can have. Its reader would walk through two thousand million rows, and set aside an array for each.</summary>
    private const int MaxColumnsOfXlsx = 16_384;
    private const int MaxRowsOfXlsx = 1 << 20;

    // The library asks for code page 1252, which .NET has only once its provider is registered.
    static WorkbookSource() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public string Kind { get; } = kind;

    public int Line { get; private set; }

    public int FieldCount { get; private set; }

    public bool IsRectangular => false;

    public Problem? RowProblem { get; private set; }

    public Problem? FileProblem { get; private set; }

    /// <summary>Opens a workbook; a file that is broken, or locked with a password, is a problem.</summary>
    public static (WorkbookSource? Source, Problem? Problem) Open(Stream stream, string kind, FormatLimits limits, int sheet = 0)
    {
        IExcelDataReader? reader = null;
        try
        {
            stream.Position = 0;
            reader = ExcelReaderFactory.CreateReader(stream, new ExcelReaderConfiguration { LeaveOpen = true });
            for (var i = 0; i < sheet; i++)
            {
                reader.NextResult();
            }

            if (SheetProblem(reader, kind, limits) is { } unfit)
            {
                reader.Dispose();
                return (null, unfit);
            }

            return (new WorkbookSource(reader, kind, limits), null);
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

    /// <summary>Goes to the next sheet that can be read; false where there is none.</summary>
    public bool NextSheet()
    {
        try
        {
            FileProblem = null;
            return reader.NextResult() && SheetProblem(reader, Kind, limits) is null;
        }
        catch (Exception exception) when (IsBrokenFile(exception))
        {
            return false;
        }
    }

    public bool Read()
    {
        RowProblem = null;
        try
        {
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
            // A date cell as ISO 29500 stores it and as some programs write it: the library hands the stored text on.
            string text when IsInstant(text) => text[..DateLength],
            string text => text,
            // A date typed in a spreadsheet; times of day are of no use to any format.
            DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            double number when number == Math.Floor(number) && Math.Abs(number) < 1e15 => number.ToString("F0", CultureInfo.InvariantCulture),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            bool yes => yes ? "TRUE" : "FALSE",
            var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
        };
    }

    public void Dispose() => reader.Dispose();

    /// <summary>What is wrong with the size of the sheet, which the library has counted; it says nothing of what the sheet claims itself.</summary>
    private static Problem? SheetProblem(IExcelDataReader reader, string kind, FormatLimits limits)
    {
        var (columns, rows) = kind == RowSources.Xls ? (MaxColumnsOfXls, MaxRowsOfXls) : (MaxColumnsOfXlsx, MaxRowsOfXlsx);
        return reader.FieldCount > columns || reader.RowCount > rows ? Broken()
            : (long)reader.FieldCount * reader.RowCount > limits.Cells ? limits.TooManyCells()
            : null;
    }

    private static bool IsInstant(string text) =>
        text.Length > DateLength
        && text[DateLength] == 'T'
        && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out _);

    /// <summary>The library answers broken bytes with whatever its parsers run into, so everything but the death of the process counts as "broken".</summary>
    private static bool IsBrokenFile(Exception exception) => exception is not OutOfMemoryException;

    internal static Problem Broken(int line = 0) =>
        new(
            "file.broken",
            line == 0 ? "活頁簿已損毀，無法開啟" : $"活頁簿在第 {line} 列之後損毀，無法讀完",
            "請在 Excel 開啟原檔，另存新檔後再上傳；若打不開，請重新匯出"
        );
}

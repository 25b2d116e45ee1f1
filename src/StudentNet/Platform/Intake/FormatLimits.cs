namespace StudentNet.Platform.Intake;

/// <summary>
/// How much one file of a format may hold, beside its bytes (<see cref="FileFormat.MaxBytes"/>). Checked while a file is read: what comes behind a
/// limit is not read, and the file is told so (docs/decisions/0110).
/// </summary>
public sealed record FormatLimits
{
    /// <summary>Rows that are not blank. A row that a file writes once and repeats counts as often as it says.</summary>
    public int Rows { get; init; } = 200_000;

    /// <summary>Fields of a row, up to the last one that is not blank.</summary>
    public int Columns { get; init; } = 512;

    /// <summary>Characters of one cell that is read.</summary>
    public int CellLength { get; init; } = 10_000;

    /// <summary>Findings of one kind (code and column) that are kept one by one; the others are counted.</summary>
    public int FindingsOfKind { get; init; } = 5_000;

    /// <summary>Findings of all kinds that are kept one by one; the others are counted.</summary>
    public int Findings { get; init; } = 50_000;

    /// <summary>Fields of all rows together. No list of ours is wider than a few dozen; one stray cell far to the right is let pass.</summary>
    public long Cells => Math.Max(16L << 20, Rows * 64L);

    /// <summary>Different texts of a workbook, which its reader holds in memory.</summary>
    internal long SharedTexts => Math.Min(3_000_000, Rows * 16L);

    /// <summary>Bytes that a zipped workbook may unpack to: sheets pack about 1:30.</summary>
    internal static long Unpacked(long maxBytes) => Math.Min(2L << 30, maxBytes * 32);

    /// <summary>What is said to a file of too many rows.</summary>
    internal Problem TooManyRows() =>
        new("file.rows", $"資料列超過 {Rows:N0} 列，之後的列沒有讀取，整檔不匯入", "請檢查是否有大量重複的列或選錯檔案；資料確實較多時，請分成數個檔案");

    /// <summary>What is said to a file of too many fields.</summary>
    internal Problem TooManyCells() =>
        new("file.cells", $"儲存格超過 {Cells:N0} 格，之後的內容沒有讀取，整檔不匯入", "請刪去資料右側與下方多餘的欄、列，只保留資料後另存新檔再上傳");

    /// <summary>What is said to a file in which something stands too far to the right.</summary>
    /// <param name="line">Row in which it stands.</param>
    internal Problem TooManyColumns(int line) =>
        new("file.columns", $"第 {line:N0} 列超過 {Columns:N0} 欄，之後的內容沒有讀取，整檔不匯入", "請刪去資料右側多餘的欄，並檢查換行或分隔符號是否遺失，再上傳一次");

    /// <summary>What is said to a cell that is too long.</summary>
    /// <param name="length">Its characters.</param>
    internal Problem TooLong(int length) =>
        new("cell.too-long", $"這一格有 {length:N0} 字，最多 {CellLength:N0} 字", "請檢查是否貼錯內容，或引號、換行是否遺失");
}

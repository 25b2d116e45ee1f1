using System.IO.Compression;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// Looks into a zipped workbook before anything is unpacked. The sizes it trusts are those of the directory; what is then read is bounded by
/// them, because the framework stops unpacking an entry at its declared size.
/// </summary>
internal static class ZipGuard
{
    private const int MaxEntries = 2_000;
    /// <summary>Shared texts of a workbook are held in memory by its reader.</summary>
    private const long MaxSharedTexts = 96L << 20;

    /// <summary>Sheets compress well, about 1:30; a bomb 1:1000. Small files may be as dense as they like.</summary>
    private const long MaxRatio = 200;
    private const long FreeOfRatio = 16L << 20;

    /// <summary>Why a zip file is not opened; null when it may be.</summary>
    /// <param name="maxBytes">Bytes of a file of the format.</param>
    public static Problem? Check(ZipArchive zip, long maxBytes)
    {
        var most = FormatLimits.Unpacked(maxBytes);
        if (zip.Entries.Count > MaxEntries)
        {
            return Bomb($"內含 {zip.Entries.Count:N0} 個檔案");
        }

        var unpacked = 0L;
        foreach (var entry in zip.Entries)
        {
            unpacked += entry.Length;
            if (entry.Length < 0 || unpacked > most)
            {
                return Bomb($"解壓縮後超過 {most >> 20:N0} MB");
            }

            if (entry.Length > FreeOfRatio && entry.Length / Math.Max(1, entry.CompressedLength) > MaxRatio)
            {
                return Bomb($"壓縮比超過 {MaxRatio} 倍");
            }

            if (entry.FullName == "xl/sharedStrings.xml" && entry.Length > MaxSharedTexts)
            {
                return new Problem("file.too-many-texts", "活頁簿內容太大，無法以 Excel 格式讀取", "請另存為 CSV（UTF-8）後再上傳");
            }
        }

        return null;
    }

    private static Problem Bomb(string what) =>
        new("file.zip-bomb", $"檔案{what}，不像一般的活頁簿，沒有讀取", "請在 Excel 開啟原檔，只保留資料工作表，另存新檔後再上傳");
}

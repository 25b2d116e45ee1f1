using System.Buffers;
using System.IO.Compression;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>Looks at the first bytes of a file, not at its name, and opens the reader that fits.</summary>
internal static class RowSources
{
    private const int HeadingsWithin = 10;

    /// <summary>The binary workbook of Excel 97 to 2003, as people see its kind.</summary>
    internal const string Xls = "XLS";

    /// <summary>No format of ours is wider; a line of a million delimiters must not be looked up a million times.</summary>
    internal const int MaxHeadings = 1_024;

    /// <summary>The kinds that can be read, as people call them.</summary>
    private const string Kinds = "CSV、XLSX、XLS、ODS 或 JSON";

    private static readonly char[] Delimiters = [',', '\t', ';', '|'];

    private static ReadOnlySpan<byte> Zip => "PK"u8;

    private static ReadOnlySpan<byte> CompoundFile => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>Opens a file for reading; <paramref name="knows"/> recognises the headings of the format, for finding delimiter and sheet.</summary>
    public static (IRowSource? Source, Problem? Problem) Open(Stream stream, Func<string, bool> knows, FileFormat format)
    {
        Span<byte> head = stackalloc byte[512];
        stream.Position = 0;
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (head.StartsWith(Zip))
        {
            return OpenZip(stream, format);
        }

        if (head.StartsWith(CompoundFile))
        {
            return CompoundFileGuard.Check(stream) is { } unfit ? (null, unfit) : OpenXls(stream, format.Limits);
        }

        return Foreign(head) is { } problem ? (null, problem) : (OpenText(stream, knows), null);
    }

    private static (IRowSource?, Problem?) OpenXls(Stream stream, FormatLimits limits) => WorkbookSource.Open(stream, limits);

    private static (IRowSource?, Problem?) OpenZip(Stream stream, FileFormat format)
    {
        ZipArchive? zip = null;
        try
        {
            stream.Position = 0;
            zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (ZipGuard.Check(zip, format.MaxBytes) is { } problem)
            {
                return (null, problem);
            }

            if (zip.GetEntry(XlsxWorkbook.Part) is not null)
            {
                return XlsxSource.Open(zip, format.Limits);
            }

            if (OtherZip(zip) is { } other)
            {
                return (null, other);
            }

            if (zip.GetEntry("content.xml") is not null)
            {
                return OdsSource.Open(zip, format.Limits);
            }

            return (null, new Problem("file.kind", "這是壓縮檔，不是試算表", $"請解壓縮後上傳裡面的檔案（{Kinds}）"));
        }
        catch (Exception exception) when (BrokenFile.IsByLibrary(exception))
        {
            return (null, new Problem("file.broken", "檔案不完整或已損毀，無法開啟", "請確認檔案已完整下載或匯出，再上傳一次"));
        }
    }

    /// <summary>Zipped files of other programs, called what they are; null for a spreadsheet that can be read, and for any other zip.</summary>
    private static Problem? OtherZip(ZipArchive zip)
    {
        bool Has(string name) => zip.GetEntry(name) is not null;
        if (Has("xl/workbook.bin"))
        {
            return new Problem("file.kind", "這是 Excel 二進位活頁簿（.xlsb），無法讀取", "請在 Excel 開啟後另存為「Excel 活頁簿（.xlsx）」，再上傳");
        }

        if (Has("word/document.xml"))
        {
            return new Problem("file.kind", "這是 Word 文件（.docx），不是試算表", "請將表格貼到試算表，另存為 .xlsx 後再上傳");
        }

        if (Has("ppt/presentation.xml"))
        {
            return new Problem("file.kind", "這是簡報（.pptx），不是試算表", "請將表格貼到試算表，另存為 .xlsx 後再上傳");
        }

        if (zip.Entries.Any(e => e.FullName.EndsWith(".iwa", StringComparison.OrdinalIgnoreCase) || e.FullName.EndsWith("Index.zip", StringComparison.OrdinalIgnoreCase)))
        {
            return new Problem("file.kind", "這是 Apple Numbers 檔（.numbers），無法讀取", "請在 Numbers 選「檔案 > 輸出至 > Excel」，存成 .xlsx 後再上傳");
        }

        if (OdsSource.IsLocked(zip))
        {
            return new Problem("file.password", "ODS 檔有密碼，無法讀取", "請另存新檔，不要勾選「以密碼儲存」，再上傳");
        }

        return zip.GetEntry("content.xml") is not null ? OdsSource.OtherDocument(zip) : null;
    }

    private static IRowSource OpenText(Stream stream, Func<string, bool> knows)
    {
        var (encoding, name) = TextDecoding.Detect(stream);
        if (JsonSources.Open(stream, encoding, name) is { } json)
        {
            return json;
        }

        var best = Delimiters.MaxBy(delimiter =>
        {
            stream.Position = 0;
            using var probe = new DelimitedSource(stream, encoding, name, delimiter);
            return Headings(probe, knows);
        });
        stream.Position = 0;
        return new DelimitedSource(stream, encoding, name, best);
    }

    private static int Headings(IRowSource source, Func<string, bool> knows)
    {
        var most = 0;
        for (var i = 0; i < HeadingsWithin && source.Read(); i++)
        {
            most = Math.Max(most, Enumerable.Range(0, Math.Min(source.FieldCount, MaxHeadings)).Count(f => knows(CellCharacters.Storable(source.Field(f)))));
        }

        return most;
    }

    /// <summary>Files that are plainly something else, named so that the sender knows what to do.</summary>
    private static Problem? Foreign(ReadOnlySpan<byte> head)
    {
        var text = head.TrimStart(" \t\r\n\u00EF\u00BB\u00BF"u8);
        if (head.StartsWith("%PDF"u8))
        {
            return new Problem("file.kind", "這是 PDF，無法讀取資料列", $"請上傳原始的試算表（{Kinds}）");
        }

        if (text.StartsWith("<"u8))
        {
            return new Problem("file.kind", "這是網頁（HTML 或 XML），不是試算表", "部分系統匯出的 .xls 其實是網頁：請在 Excel 開啟後另存為 .xlsx，再上傳");
        }

        ReadOnlySpan<byte> png = [0x89, (byte)'P', (byte)'N', (byte)'G'];
        ReadOnlySpan<byte> jpeg = [0xFF, 0xD8, 0xFF];
        if (head.StartsWith(png) || head.StartsWith(jpeg))
        {
            return new Problem("file.kind", "這是圖片，無法讀取資料列", $"請上傳原始的試算表（{Kinds}）");
        }

        return null;
    }
}

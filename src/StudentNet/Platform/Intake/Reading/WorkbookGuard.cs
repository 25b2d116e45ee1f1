using System.IO.Compression;
using System.Xml;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>
/// Reads the parts of an .xlsx once before its library does. The library holds all shared texts in memory, follows elements however deep, and
/// sets a row aside for every number between two row numbers; what a sheet says of its own size (<c>dimension</c>) is believed by nobody.
/// </summary>
internal static class WorkbookGuard
{
    private const string Book = "xl/workbook.xml";

    /// <summary>The binary relative of the format (.xlsb), which the library would prefer.</summary>
    private const string BinaryBook = "xl/workbook.bin";

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
    };

    /// <summary>Why a workbook that has passed <see cref="ZipGuard"/> is not opened; null when it may be.</summary>
    public static Problem? Check(ZipArchive zip, FormatLimits limits)
    {
        if (zip.GetEntry(BinaryBook) is not null)
        {
            return WorkbookSource.Broken();
        }

        foreach (var entry in zip.Entries)
        {
            if (Check(entry, limits) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static Problem? Check(ZipArchiveEntry entry, FormatLimits limits)
    {
        if (!IsXml(entry))
        {
            return null;
        }

        using var markup = new SparseMarkup(entry.Open());
        try
        {
            return Count(markup, limits);
        }
        catch (Exception exception) when (markup.Problem is null && exception is XmlException or ArgumentException or NotSupportedException)
        {
            // Broken somewhere. The library may never look there, and if it does it says so itself; it reads no further than this did.
            return entry.FullName == Book ? WorkbookSource.Broken() : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return markup.Problem ?? WorkbookSource.Broken();
        }
    }

    /// <summary>Counts what the library would hold in memory.</summary>
    private static Problem? Count(SparseMarkup markup, FormatLimits limits)
    {
        using var xml = XmlReader.Create(markup, Settings);
        var (texts, cells) = (0L, 0L);
        while (xml.Read())
        {
            markup.CheckDepth(xml.Depth);
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "si":
                    texts++;
                    break;
                case "c":
                    cells++;
                    break;
                case "Relationship" when xml.GetAttribute("Target")?.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) is true && IsRead(xml.GetAttribute("Type")):
                    return WorkbookSource.Broken();
            }

            if (cells > limits.Cells || texts > limits.SharedTexts)
            {
                return limits.TooManyCells();
            }
        }

        return null;
    }

    /// <summary>Parts that the library would read in the binary form too.</summary>
    private static bool IsRead(string? type) =>
        type is not null && Array.Exists(["/worksheet", "/sharedStrings", "/styles"], kind => type.EndsWith(kind, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whatever its name says: the library reads what another part names.</summary>
    private static bool IsXml(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        Span<byte> head = stackalloc byte[64];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return head.IndexOf((byte)'<') >= 0;
    }
}

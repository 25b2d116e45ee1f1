using System.IO.Compression;
using System.Text;
using System.Xml;

namespace StudentNet.Platform.Files;

/// <summary>What the two XML spreadsheet writers share.</summary>
internal static class SheetXml
{
    /// <summary>Opens a part of the zip; disposing the writer ends it and all elements still open.</summary>
    public static XmlWriter Part(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        // A file's date would make two exports of the same rows differ.
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return XmlWriter.Create(
            entry.Open(),
            new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                CloseOutput = true,
                CheckCharacters = false,
            }
        );
    }

    /// <summary>Text without what XML cannot hold: control characters and halves of pairs become U+FFFD.</summary>
    public static string Clean(string text)
    {
        var bad = FirstBad(text);
        if (bad < 0)
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value is >= 0x20 and not (0xFFFE or 0xFFFF) or '\t' or '\n' or '\r' ? rune.ToString() : "\uFFFD");
        }

        return clean.ToString();
    }

    private static int FirstBad(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}

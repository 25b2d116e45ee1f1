using System.Text;
using System.Xml;

namespace StudentNet.Platform.Files;

/// <summary>Texts as every kind of exported file can hold them.</summary>
internal static class CleanText
{
    /// <summary>
    /// The text with U+FFFD for control characters and halves of pairs: XML cannot hold them, and a NUL ends a text file for some programs. Tabs and
    /// line breaks stay.
    /// </summary>
    public static string Of(string text)
    {
        if (!HasBad(text))
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

    private static bool HasBad(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}

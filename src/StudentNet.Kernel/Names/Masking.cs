using System.Globalization;

namespace StudentNet.Kernel;

/// <summary>What others may see of a name or a number (domain §13).</summary>
public static class Masking
{
    private const string Circle = "○";
    private const int Shown = 3;
    private const int HiddenInFiles = 4;

    /// <summary>
    /// 王○明: the first and the last character stay. Of two characters only the first stays, of one none.
    /// Counted by text element, so a character of plane 2 or 15 is one.
    /// </summary>
    public static string Name(string name)
    {
        var elements = TextElements(name.Trim());
        return elements.Count switch
        {
            0 => "",
            1 => Circle,
            2 => elements[0] + Circle,
            var n => elements[0] + string.Concat(Enumerable.Repeat(Circle, n - 2)) + elements[^1],
        };
    }

    /// <summary>
    /// F23**770: first three, <c>**</c>, last three, as the slide does. A shorter number (a passport) shows fewer, so that
    /// at least a third of it always stays hidden.
    /// </summary>
    public static string Number(string number)
    {
        var shown = Math.Min(Shown, (number.Length - 1) / 3);
        return $"{number[..shown]}**{number[^shown..]}";
    }

    /// <summary>F13042****: for files that leave the system, the last four characters hidden.</summary>
    public static string NumberForFile(string number)
    {
        var hidden = Math.Min(HiddenInFiles, number.Length);
        return string.Concat(number.AsSpan(0, number.Length - hidden), new string('*', HiddenInFiles));
    }

    private static List<string> TextElements(string text)
    {
        var elements = new List<string>();
        var each = StringInfo.GetTextElementEnumerator(text);
        while (each.MoveNext())
            elements.Add(each.GetTextElement());
        return elements;
    }
}

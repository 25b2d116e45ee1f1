using System.Globalization;
using System.Text;

namespace StudentNet.Platform.Organisations;

/// <summary>Tells two spellings of one village's name from two names.</summary>
public static class VillageSpelling
{
    /// <summary>
    /// Whether the names differ only where one of them has a character that not every office can write: in brackets (瓦[磘]里), from the private
    /// area of 全字庫, or from a supplementary plane. Such a name is one more spelling, not a renaming.
    /// </summary>
    public static bool IsAnotherSpelling(string name, string other)
    {
        var (a, b) = (Parts(name), Parts(other));
        return a.Count == b.Count && a.Zip(b).All(p => p.First.Text == p.Second.Text || p.First.IsRare || p.Second.IsRare);
    }

    private static List<(string Text, bool IsRare)> Parts(string name)
    {
        var parts = new List<(string, bool)>();
        var inBrackets = false;
        foreach (var rune in name.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '[':
                    inBrackets = true;
                    break;
                case ']':
                    inBrackets = false;
                    break;
                default:
                    parts.Add((rune.ToString(), inBrackets || IsRare(rune)));
                    break;
            }
        }

        return parts;
    }

    private static bool IsRare(Rune rune) => rune.Plane > 0 || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse;
}

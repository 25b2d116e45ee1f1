using System.Buffers;

namespace StudentNet.Kernel;

/// <summary>Names for invented people, visibly so: every given name holds one of the <see cref="Marks"/>.</summary>
public static class InventedName
{
    /// <summary>測, 試, 範, 例, 樣, 模, 擬, 本: at least one is in every invented given name.</summary>
    public const string Marks = "測試範例樣模擬本";

    private static readonly SearchValues<char> AnyMark = SearchValues.Create(Marks);

    private const string Common = "安明文華宇恩平和心品子元立正永光成宏信仁";
    private const string Boys = "翰廷睿哲豪偉志傑軒凱銘軍";
    private const string Girls = "涵妍彤婷怡雅芳琪萱瑜欣語";

    /// <summary>Characters of planes 2 and 3 that names really have and old systems lose.</summary>
    private static readonly string[] Rare = ["𤧟", "𠊎", "𡻕", "𦫵", "𪚥", "𰻞"];

    /// <summary>A given name: mostly two characters, now and then one, three, or one with a character of plane 2 or 3.</summary>
    public static string Given(SeededDraw draw, Sex sex)
    {
        var mark = Marks[draw.Below(Marks.Length)].ToString();
        var form = draw.Below(100);
        if (form < 3)
        {
            return mark;
        }

        var other = form == 99 ? draw.Pick(Rare) : Ordinary(draw, sex);
        return form switch
        {
            < 5 => other + mark + Ordinary(draw, sex),
            < 52 => mark + other,
            _ => other + mark,
        };
    }

    /// <summary>Whether a name shows that it is invented.</summary>
    public static bool Is(string name) => name.AsSpan(1).IndexOfAny(AnyMark) >= 0;

    private static string Ordinary(SeededDraw draw, Sex sex)
    {
        var characters = Common + (sex == Sex.Male ? Boys : Girls);
        return characters[draw.Below(characters.Length)].ToString();
    }
}

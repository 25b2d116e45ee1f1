using System.Globalization;
using System.Text;

namespace StudentNet.Kernel;

/// <summary>Why a character of a name may not be the one meant.</summary>
public enum NameDoubtKind
{
    /// <summary>U+FFFD or half a surrogate pair: an earlier program lost the character.</summary>
    Lost = 1,

    /// <summary>A question mark, or 〓 □: an earlier program had no such character.</summary>
    Substituted = 2,

    /// <summary>Private use (the BMP's area, planes 15 and 16): what it looks like depends on the fonts of one machine.</summary>
    PrivateUse = 3,
}

/// <summary>One doubtful character of a name.</summary>
/// <param name="Position">Which character it is, from 1, counted in code points as a reader would count.</param>
/// <param name="CodePoint">Its Unicode value.</param>
public readonly record struct NameDoubt(NameDoubtKind Kind, int Position, int CodePoint)
{
    /// <summary>U+FFFD, U+F0001.</summary>
    public string Code => "U+" + CodePoint.ToString("X4", CultureInfo.InvariantCulture);

    public Problem Problem => Kind switch
    {
        NameDoubtKind.Lost => new("name.lost", $"第 {Position} 字已毀損", "請對照戶籍資料重新輸入此字"),
        NameDoubtKind.Substituted => new("name.substituted", $"第 {Position} 字為替代符號", "請對照戶籍資料補正此字"),
        _ => new("name.private", $"第 {Position} 字為造字（{Code}）", "請確認此字，能以標準字輸入者請改用標準字"),
    };
}

public static partial class NameText
{
    /// <summary>What a person should look at before the name is trusted; empty for a name without doubts. Nothing is changed.</summary>
    public static IReadOnlyList<NameDoubt> Doubts(string text)
    {
        if (!MayHoldDoubts(text))
            return [];

        var doubts = new List<NameDoubt>();
        var position = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            position++;
            if (KindOf(rune) is { } kind)
                doubts.Add(new NameDoubt(kind, position, rune.Value));
        }
        return doubts;
    }

    // Asked for every child of every list: a look at each UTF-16 unit. Half a pair of surrogates may be a rare character or a lost one.
    private static bool MayHoldDoubts(string text)
    {
        foreach (var unit in text)
        {
            if (unit is '?' or '？' or '〓' or '□' or (>= '\uD800' and <= '\uF8FF') or '\uFFFD')
                return true;
        }
        return false;
    }

    // EnumerateRunes gives U+FFFD for half a surrogate pair, too.
    private static NameDoubtKind? KindOf(Rune rune) => rune.Value switch
    {
        0xFFFD => NameDoubtKind.Lost,
        '?' or '？' or '〓' or '□' => NameDoubtKind.Substituted,
        (>= 0xE000 and <= 0xF8FF) or >= 0xF0000 => NameDoubtKind.PrivateUse,
        _ => null,
    };
}

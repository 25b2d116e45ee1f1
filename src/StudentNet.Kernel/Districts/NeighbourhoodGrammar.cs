using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace StudentNet.Kernel;

/// <summary>
/// Reads neighbourhood lists as counties write them in their 學區一覽表. What is not plainly one meaning is refused:
/// an exception list without exceptions, or exceptions from nothing.
/// </summary>
internal static partial class NeighbourhoodGrammar
{
    internal const string Whole = "全里";
    internal const string Nothing = "無";

    private const string Digits = "〇一二三四五六七八九";

    /// <summary>Opening and closing by turns; the full-width round and square ones are narrow by then.</summary>
    private const string Brackets = "()[]〔〕【】《》〈〉「」『』";

    private static readonly SearchValues<char> AnyBracket = SearchValues.Create(Brackets);

    internal static NeighbourhoodSetResult Read(string? text, bool allBut)
    {
        var typed = Counted(Unwrapped(InvisibleText.Without(Typing.Narrow(text)).Trim()));
        var exception = ExceptionList().Match(typed);
        var isException = allBut || exception.Success;
        if (exception.Success)
            typed = Unwrapped(exception.Groups["list"].Value.Trim());

        if (WholeVillage().IsMatch(typed))
            return isException ? NoExceptions() : NeighbourhoodSet.Everything;
        if (typed == Nothing)
            return isException ? NoExceptions() : NeighbourhoodSet.Empty;

        var spans = new List<(int, int)>();
        foreach (var item in Punctuate(typed).Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            if (SpanProblem(item, out var span) is { } problem)
                return problem;
            spans.Add(span);
        }
        if (spans.Count == 0)
            return new Problem("neighbourhood.form", $"「{typed}」沒有鄰別", "請以「1-4;9;12-20」的形式填寫；全里請留空");
        var set = NeighbourhoodSet.Of(spans);
        return isException ? set.Complement() : set;
    }

    private static Problem NoExceptions() =>
        new("neighbourhood.exception", "註明「除外」卻沒有列出除外的鄰", "請列出除外的鄰，或取消除外");

    /// <summary>Without brackets around the whole: counties print the neighbourhoods behind the village so.</summary>
    private static string Unwrapped(string typed)
    {
        while (typed.Length > 1 && !string.IsNullOrWhiteSpace(typed[1..^1]) && Brackets.IndexOf(typed[0]) is >= 0 and var kind && kind % 2 == 0 && typed[^1] == Brackets[kind + 1] && !typed.AsSpan(1, typed.Length - 2).ContainsAny(AnyBracket))
            typed = typed[1..^1].Trim();
        return typed;
    }

    /// <summary>一至五鄰 is 1至5鄰; only where nothing else is said, so that no road is counted.</summary>
    private static string Counted(string typed) => HanNumbers().IsMatch(typed) ? HanNumber().Replace(typed, match => Of(match.Value).ToString(CultureInfo.InvariantCulture)) : typed;

    /// <summary>二十三 → 23, below 100.</summary>
    private static int Of(string han)
    {
        var ten = han.IndexOf('十', StringComparison.Ordinal);
        if (ten < 0)
            return han.Aggregate(0, (number, digit) => number * 10 + Digits.IndexOf(digit, StringComparison.Ordinal));
        var tens = ten == 0 ? 1 : Digits.IndexOf(han[ten - 1], StringComparison.Ordinal);
        return tens * 10 + (ten + 1 < han.Length ? Digits.IndexOf(han[ten + 1], StringComparison.Ordinal) : 0);
    }

    /// <summary>One separator, one dash, no units. 鄰 itself separates: 「3鄰4鄰」 is 3 and 4, not 34.</summary>
    private static string Punctuate(string typed)
    {
        var dashed = Dash().Replace(typed, "-");
        var bare = Unit().Replace(dashed, " ");
        var joined = BlankAroundDash().Replace(bare, "-");
        return Separator().Replace(joined, ";");
    }

    private static Problem? SpanProblem(string item, out (int From, int To) span)
    {
        span = default;
        var match = SpanItem().Match(item);
        if (!match.Success)
            return new Problem("neighbourhood.form", $"無法辨識「{item}」", "請以「1-4;9;12-20」的形式填寫；其他條件請填在條件欄");
        var from = Number(match.Groups["from"]);
        var to = match.Groups["to"].Success ? Number(match.Groups["to"]) : from;
        if (from < 1 || Math.Max(from, to) > NeighbourhoodSet.Max)
            return new Problem("neighbourhood.bounds", $"「{item}」超出鄰別範圍", $"鄰別為 1 至 {NeighbourhoodSet.Max}");
        if (to < from)
            return new Problem("neighbourhood.order", $"「{item}」起訖顛倒", $"是否為「{to}-{from}」");
        span = (from, to);
        return null;
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        "^(?:(?:全[里村]?)?\\s*\\(?(?:除(?:了)?(?<list>[^()]*?)(?:以)?外|不(?:包含|包括|含)(?<list>[^()]*))\\)?(?:[,、]?(?:皆|均)?(?:為)?全[里村])?|全[里村]\\s*\\(除(?<list>[^()]*)\\)|(?<list>[^()]*?)(?:除外|以外)|除(?<list>[第0-9][^()外]*)|all\\s+but(?<list>.*))$",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex ExceptionList();

    [GeneratedRegex("^(?:|全[里村部]?|全部鄰|全鄰|all|\\*)$", RegexOptions.IgnoreCase)]
    private static partial Regex WholeVillage();

    [GeneratedRegex("[~～〜–—―‐‑−﹣至到]")]
    private static partial Regex Dash();

    [GeneratedRegex("[第鄰]")]
    private static partial Regex Unit();

    [GeneratedRegex("\\s*-\\s*")]
    private static partial Regex BlankAroundDash();

    [GeneratedRegex("^[第一二三四五六七八九十〇鄰里0-9、,;.及和與至到~～\\-\\s]*[一二三四五六七八九十][第一二三四五六七八九十〇鄰0-9、,;.及和與至到~～\\-\\s]*$")]
    private static partial Regex HanNumbers();

    [GeneratedRegex("[一二三四五六七八九]?十[一二三四五六七八九]?|[〇一二三四五六七八九]+")]
    private static partial Regex HanNumber();

    [GeneratedRegex("(?:以及|[、,;.及和與暨\\s])+")]
    private static partial Regex Separator();

    [GeneratedRegex("^(?<from>[0-9]{1,4})(?:-(?<to>[0-9]{1,4}))?$")]
    private static partial Regex SpanItem();
}

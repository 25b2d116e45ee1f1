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

    internal static NeighbourhoodSetResult Read(string? text, bool allBut)
    {
        var typed = Typing.Narrow(text).Trim();
        var exception = ExceptionList().Match(typed);
        var isException = allBut || exception.Success;
        if (exception.Success)
            typed = exception.Groups["list"].Value.Trim();

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

    [GeneratedRegex("^(?:(?:全[里村]?)?\\(?除(?:了)?(?<list>[^()]*?)(?:以)?外\\)?|(?<list>.*?)除外|all\\s+but(?<list>.*))$", RegexOptions.IgnoreCase)]
    private static partial Regex ExceptionList();

    [GeneratedRegex("^(?:|全[里村部]?|全部鄰|全鄰|all|\\*)$", RegexOptions.IgnoreCase)]
    private static partial Regex WholeVillage();

    [GeneratedRegex("[~～〜–—―‐‑−﹣至到]")]
    private static partial Regex Dash();

    [GeneratedRegex("[第鄰]")]
    private static partial Regex Unit();

    [GeneratedRegex("\\s*-\\s*")]
    private static partial Regex BlankAroundDash();

    [GeneratedRegex("[、,;及和與\\s]+")]
    private static partial Regex Separator();

    [GeneratedRegex("^(?<from>[0-9]{1,4})(?:-(?<to>[0-9]{1,4}))?$")]
    private static partial Regex SpanItem();
}

using System.Text.RegularExpressions;

namespace StudentNet.Platform.Intake.Reading;

/// <summary>What stands below a printed list: sums, 以下空白, who made it and when.</summary>
internal static partial class ListFoot
{
    /// <summary>Whether the first text of a row is one of these.</summary>
    public static bool IsFoot(string first) => first.Length <= 200 && Foot().IsMatch(NameText.Normalise(first));

    // Normalised: narrow, without blanks between Han characters.
    [GeneratedRegex(
        "^(?:[-–—=~*.…(\\[〔【]*以下(?:空白|空行|空欄|無資料|無|略)"
            + "|[-=~*.…_─━═]{2,}"
            + "|(?:本(?:頁|班|校|表|年級))?(?:合計|總計|小計|共計|累計|總數|總人數|人數合計|學生總數|學生人數|人數)(?:[:(]|[0-9]|\\s|$|人數|人|名)"
            + "|共\\s?[0-9]+\\s?(?:人|名|筆|列|位|班)"
            + "|男(?:生|)[: ]?\\s?[0-9]+\\s?(?:人|名)?[,、;/ ]*女"
            + "|(?:承辦人員?|填表人員?|製表人員?|製表|填表|列印|印表|導師|級任老師|組長|註冊組長|主任|教務主任|校長|單位主管|審核|覆核|核章)(?:日期|時間|人員?|簽章)?(?:[:(]|$)"
            + "|(?:備註|附註|註|說明|填表說明|注意事項)(?:[0-9]*[:.、]|$)"
            + "|第\\s?[0-9]+\\s?頁"
            + "|END$|EOF$|[※★]"
            + ")",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Foot();
}

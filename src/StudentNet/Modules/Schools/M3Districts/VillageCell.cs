using System.Text.RegularExpressions;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>A village with its neighbourhoods in one cell, as counties print their tables: 光華里(1-11鄰), 新東（19鄰）, 光華里第1至11鄰, 光華里（全里）.</summary>
internal static partial class VillageCell
{
    /// <summary>Village and neighbourhoods. Where the neighbourhoods have a column of their own that is filled, the cell stays as it is.</summary>
    public static (string Village, string Neighbourhoods) Split(string village, string? neighbourhoods) =>
        string.IsNullOrWhiteSpace(neighbourhoods) && InOne().Match(village) is { Success: true } match
            ? (match.Groups["village"].Value.Trim(), match.Groups["list"].Value.Trim())
            : (village, neighbourhoods ?? "");

    [GeneratedRegex(
        "^(?<village>[^0-9０-９()（）\\[\\]【】〔〕]*?[^0-9０-９()（）\\[\\]【】〔〕第除不\\s])\\s*"
            + "(?<list>[(（\\[【〔].*[)）\\]】〕]|(?:第|除|不含)?\\s*[0-9０-９].*|(?<=[里村])\\s*全[里村])\\s*$",
        RegexOptions.Singleline
    )]
    private static partial Regex InOne();
}

using System.Security.Cryptography;
using System.Text;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.NonEnrolment.P1Comparison;

/// <summary>One pass of the comparison: what accounts for a child, in which order.</summary>
/// <param name="Number">Order; the lowest that fits wins.</param>
/// <param name="Source">Where it looks, as shown to people.</param>
/// <param name="Meaning">What it means that it fits.</param>
/// <param name="NamesSchool">What it finds is the code of a school where the child is.</param>
public sealed record ComparisonPass(int Number, string Code, string Title, string Source, string Meaning, bool NamesSchool);

/// <summary>The ordered, versioned list of passes (design §5). The statement <c>comparison-candidates.sql</c> applies them.</summary>
public static class ComparisonPasses
{
    /// <summary>In order.</summary>
    public static IReadOnlyList<ComparisonPass> All { get; } =
        ReferenceFile.Rows(
            "comparison-passes.csv",
            row => new ComparisonPass(
                int.Parse(row("pass"), System.Globalization.CultureInfo.InvariantCulture),
                row("code"),
                row("title"),
                row("source"),
                row("meaning"),
                row("names_school") == "true"
            )
        );

    /// <summary>The reasons of N3 and N5 that account for a child when an approval's number stands beside them, as <c>,a,b,</c>.</summary>
    public static string AccountingReasons { get; } =
        $",{string.Join(',', ReferenceFile.Rows("reasons.csv", row => (Code: row("code"), Accounts: row("accounts_for") == "true")).Where(r => r.Accounts).Select(r => r.Code))},";

    /// <summary>The placements of special education that account for a child, as <c>,a,b,</c>.</summary>
    public static string AccountingPlacements { get; } = $",{string.Join(',', SpecialCodes.PlacementKinds.Where(k => k.AccountsFor).Select(k => k.Code))},";

    /// <summary>The passes that find a school, as <c>,10,14,</c>.</summary>
    public static string SchoolPasses { get; } =
        $",{string.Join(',', All.Where(p => p.NamesSchool).Select(p => p.Number.ToString(System.Globalization.CultureInfo.InvariantCulture)))},";

    /// <summary>Title of a pass; 無就學紀錄 for none.</summary>
    public static string Title(int? pass) => All.FirstOrDefault(p => p.Number == pass)?.Title ?? "無就學紀錄";

    /// <summary>Eight characters that change whenever the passes or the statement that applies them do.</summary>
    public static string Version(Dialect dialect)
    {
        var text = string.Join('\n', All) + AccountingReasons + AccountingPlacements + Sql.Text("comparison-candidates", dialect);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
    }
}

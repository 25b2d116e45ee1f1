using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Ledger;

/// <summary>What a standing means for those who watch: the three sums that make up all children, and what must be nobody.</summary>
public enum StandingGroup
{
    /// <summary>就學中</summary>
    School,

    /// <summary>另有原因</summary>
    Reason,

    /// <summary>追蹤中</summary>
    Tracking,

    /// <summary>未解釋</summary>
    Unexplained,
}

/// <summary>Who answers for the children of a rule.</summary>
public enum StandingAnswer
{
    /// <summary>The school that the fact names.</summary>
    School,

    /// <summary>The county of the residence, or of the case; where none is known, the ministry.</summary>
    County,
}

/// <summary>One rule of the ledger; of those that fit a child on a day the lowest number holds.</summary>
/// <param name="Code">Name that never changes.</param>
/// <param name="Standing">The standing it leads to: several rules lead to one.</param>
/// <param name="Facts">Which figures of the roll, or reasons, it asks for.</param>
/// <param name="Source">Where it looks, as shown to people.</param>
public sealed record StandingRule(
    int Number,
    string Code,
    string Standing,
    string StandingTitle,
    StandingGroup Group,
    string Title,
    StandingAnswer Answers,
    IReadOnlyList<string> Facts,
    string Source,
    string Meaning
);

/// <summary>The ordered, versioned list of rules (design §5, §7). <c>standing-facts.sql</c> finds what fits, <c>standing-decide.sql</c> lets the first hold.</summary>
public static class StandingRules
{
    /// <summary>Number of the rule that holds where no other does.</summary>
    public const int Unexplained = 900;

    /// <summary>In order.</summary>
    public static IReadOnlyList<StandingRule> All { get; } =
        ReferenceFile.Rows(
            "standing-rules.csv",
            row => new StandingRule(
                int.Parse(row("rule"), CultureInfo.InvariantCulture),
                row("code"),
                row("standing"),
                row("standing_title"),
                Enum.Parse<StandingGroup>(row("group"), ignoreCase: true),
                row("title"),
                Enum.Parse<StandingAnswer>(row("answers"), ignoreCase: true),
                row("facts").Split(' ', StringSplitOptions.RemoveEmptyEntries),
                row("source"),
                row("meaning")
            )
        );

    private static readonly Dictionary<int, StandingRule> ByNumber = All.ToDictionary(r => r.Number);

    /// <summary>The rule of a number; one that is no more is a bug and throws.</summary>
    public static StandingRule Of(int number) => ByNumber[number];

    /// <summary>Numbers of the rules of a group.</summary>
    public static IReadOnlyList<int> NumbersOf(StandingGroup group) => [.. All.Where(r => r.Group == group).Select(r => r.Number)];

    /// <summary>就學中, 另有原因, 追蹤中, 未解釋.</summary>
    public static string TitleOf(StandingGroup group) =>
        group switch
        {
            StandingGroup.School => "就學中",
            StandingGroup.Reason => "另有原因",
            StandingGroup.Tracking => "追蹤中",
            _ => "未解釋",
        };

    /// <summary>Eight characters that change whenever the rules or the statements that apply them do.</summary>
    public static string Version { get; } =
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes(
                    string.Join('\n', All.Select(r => $"{r.Number} {r.Code} {r.Standing} {r.Group} {r.Answers} {string.Join(' ', r.Facts)}"))
                        + Sql.Text("standing-facts", Dialect.Sqlite)
                        + Sql.Text("standing-decide", Dialect.Sqlite)
                )
            )
        )[..8];

    /// <summary>What the statements ask for, as <c>,a,b,</c>.</summary>
    internal static StandingFacts Facts { get; } =
        new(
            FactsOf("roll"),
            FactsOf("roll-non-school"),
            FactsOf("roll-abroad"),
            FactsOf("roll-dropped-out"),
            Listed(Enum.GetNames<PupilFigure>()),
            // Whom the school has until the end of grade 9 has finished; a pupil who had dropped out has not.
            Listed(Enum.GetNames<PupilFigure>().Except(All.Single(r => r.Code == "roll-dropped-out").Facts)),
            FactsOf("deferred"),
            FactsOf("non-school"),
            FactsOf("excused"),
            Listed(SpecialCodes.PlacementKinds.Where(k => k.AccountsFor).Select(k => k.Code))
        );

    private static string FactsOf(string code) => Listed(All.Single(r => r.Code == code).Facts);

    private static string Listed(IEnumerable<string> codes) => $",{string.Join(',', codes)},";
}

/// <summary>Codes of facts for the statements, each as <c>,a,b,</c>.</summary>
internal sealed record StandingFacts(
    string Enrolled,
    string NonSchool,
    string Abroad,
    string DroppedOut,
    string AnyFigure,
    string Finishing,
    string Deferring,
    string NonSchooling,
    string Excusing,
    string AccountingPlacements
);

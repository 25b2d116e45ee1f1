using System.Diagnostics.CodeAnalysis;

namespace StudentNet.Kernel;

/// <summary>
/// One edge of a filing window, as written in a CSV (domain §3). The grammar:
/// <code>
/// rule      := "always" | "never" | "county" | moment ("&amp;" moment)*
/// moment    := date | weekday | reference
/// date      := [years ":"] MM-DD [HH:mm]            08-29    08-29 23:59    -1y:03-21    +1y:08-15
/// years     := "-1y" | "+1y" …                      another school year than the rule's own
/// weekday   := "first-" day ("-after" | "-on-or-after") " " date      first-friday-after 09-16
/// reference := name [("+" | "-") n ("d" | "m")]     allocation.close+1d    case.designated+15d    districts.published
/// </code>
/// A month and day lie in the school year itself: months 8–12 in its first Gregorian year, 1–7 in its second. So for 115
/// <c>08-29</c> is 2026-08-29 and <c>02-15</c> is 2027-02-15. The spring and summer before the year starts belong to the year
/// before (<c>-1y:03-21</c> is 2026-03-21), what comes after its end to the next (<c>+1y:08-15</c> is 2027-08-15).
/// <para>
/// A date opens at 00:00 and closes at the end of its day; a time closes at the end of its minute, so <c>08-29</c> and
/// <c>08-29 23:59</c> close alike. An offset counts days or months from the day of what is referred to. With "&amp;" all must be
/// reached: the latest counts. <c>always</c>: open since ever, or never closing. <c>never</c>: never opening, or never closing.
/// <c>county</c>: nobody knows until the county has set a rule of its own in place of this one. 02-29 is 02-28 in a common year.
/// </para>
/// </summary>
public sealed record WindowRule
{
    private readonly WindowMoment moment;

    internal WindowRule(WindowMoment moment) => this.moment = moment;

    /// <summary>Reads a rule; what the grammar does not allow comes back as a problem.</summary>
    public static WindowRuleResult Parse(string? text) => WindowGrammar.Read(text);

    /// <summary>The county has to set this edge; until then it resolves to nothing.</summary>
    public bool IsSetByCounty => moment is WindowMoment.SetByCounty;

    /// <summary>What the rule points at: for checking at start-up that every name exists and nothing goes round in a circle.</summary>
    public IEnumerable<WindowReference> References => moment.References;

    /// <summary>
    /// When the edge falls in a school year. A rule with references needs <paramref name="lookup"/>; without it they are unresolved.
    /// </summary>
    public WindowInstant Resolve(SchoolYear year, WindowEdge edge, WindowLookup? lookup = null) =>
        moment.Resolve(year, edge, lookup ?? NothingIsKnown);

    /// <summary>The rule as it is written; <see cref="Parse"/> reads it back as an equal rule.</summary>
    public override string ToString() => moment.ToString();

    private static WindowInstant.Unresolved NothingIsKnown(WindowReference reference) =>
        new(new Problem("window.reference", $"「{reference}」尚未確定", "待該項作業設定後即可顯示"));
}

/// <summary>Either a <see cref="WindowRule"/> or the reason why the text is none.</summary>
public readonly record struct WindowRuleResult
{
    private WindowRuleResult(WindowRule? rule, Problem? problem)
    {
        Rule = rule;
        Problem = problem;
    }

    public WindowRule? Rule { get; }

    public Problem? Problem { get; }

    [MemberNotNullWhen(true, nameof(Rule))]
    [MemberNotNullWhen(false, nameof(Problem))]
    public bool IsValid => Rule is not null;

    public static implicit operator WindowRuleResult(WindowRule rule) => new(rule, null);

    public static implicit operator WindowRuleResult(Problem problem) => new(null, problem);
}

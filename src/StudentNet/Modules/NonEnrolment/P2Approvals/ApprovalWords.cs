using StudentNet.Modules.Ledger;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment.P2Approvals;

/// <summary>The words of the pages of approvals.</summary>
public static class ApprovalWords
{
    /// <summary>A state as a tag.</summary>
    public static Status Of(ApprovalState state) =>
        state switch
        {
            ApprovalState.Running => new Status(Tone.Ok, "生效中"),
            ApprovalState.Ending => new Status(Tone.Warn, "將到期", "hourglass-split"),
            ApprovalState.Ended => new Status(Tone.Info, "已到期"),
            _ => new Status(Tone.None, "已作廢"),
        };

    /// <summary>A period as a line: 115/08/01 至 116/07/31　非學，範例縣負責. The last of a child's life has no end worth saying.</summary>
    public static string Of(SupposedPeriod period, IReadOnlyDictionary<string, string> names)
    {
        ArgumentNullException.ThrowIfNull(period);
        ArgumentNullException.ThrowIfNull(names);
        var rule = StandingRules.Of(period.Rule);
        return $"{RocDate.Format(period.From)} 至 {RocDate.Format(period.Until.AddDays(-1))}：{rule.StandingTitle}，{names.GetValueOrDefault(period.OrganisationCode, period.OrganisationCode)}負責";
    }
}

using StudentNet.Platform.Web;

namespace StudentNet.Modules.Ledger.P1Ledger;

/// <summary>How a standing looks: a word with the tone of its group.</summary>
public static class LedgerWords
{
    public static Status Of(StandingRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return rule.Group switch
        {
            StandingGroup.School => new Status(Tone.Ok, rule.StandingTitle),
            StandingGroup.Reason => new Status(Tone.Info, rule.StandingTitle),
            StandingGroup.Tracking => new Status(Tone.Warn, rule.StandingTitle),
            _ => new Status(Tone.Bad, rule.StandingTitle),
        };
    }
}

using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Platform.Web;

/// <summary>A <see cref="StageOutcome"/> in the words, marks and colours of the interface, the same on track, tabs, cards and in what is due.</summary>
public static class StandingWords
{
    /// <summary>On track and cards.</summary>
    public static StepState Step(StageState state) =>
        state switch
        {
            StageState.Over => StepState.Over,
            StageState.Done => StepState.Done,
            StageState.Ahead => StepState.Ahead,
            StageState.Open => StepState.Now,
            StageState.Changed => StepState.Changed,
            _ => StepState.Late,
        };

    /// <summary>On the tabs.</summary>
    public static FunctionState Tab(StageState state) =>
        state switch
        {
            StageState.Over => FunctionState.Over,
            StageState.Done => FunctionState.Done,
            StageState.Ahead => FunctionState.Locked,
            StageState.Open => FunctionState.Open,
            StageState.Changed => FunctionState.Changed,
            _ => FunctionState.Late,
        };

    /// <summary>Where the schools are listed that have not submitted a stage: N3.21 of a county, N3.11 of the ministry. Null: it files itself.</summary>
    public static string? MissingHref(Organisation organisation, string window, SchoolLevel? level = null)
    {
        ArgumentNullException.ThrowIfNull(organisation);
        var page = organisation.Level switch { Level.County => $"/{window}.21", Level.Ministry => $"/{window}.11", _ => null };
        return page is null ? null : $"{page}?{(level is { } one ? $"level={(int)one}&" : "")}show=unsubmitted";
    }

    /// <summary>What is still to be said or has changed: 提交後又改 1 人、新增 5 人. Null: nothing.</summary>
    public static string? Unfinished(StageOutcome standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        if (standing is not { State: StageState.Changed, Facts: { } facts })
        {
            return null;
        }

        if (facts.Schools > 0)
        {
            return $"{facts.Unfinished:N0} 校提交後還有未處理或異動";
        }

        if (facts.IsFiled)
        {
            return string.Join('、', Parts((facts.Open, "{0} 人待分發"), (facts.Added, "{0} 人待公告")));
        }

        var since = string.Join('、', Parts((facts.Changed, "改 {0} 人"), (facts.Added, "新增 {0} 人")));
        return since.Length > 0 ? $"提交後又{since}" : $"已提交，{facts.Open:N0} 人未處理";
    }

    /// <summary>How many schools of how many: 3 / 11 校已提交. Null: it is the organisation's own filing.</summary>
    public static string? Schools(StageOutcome standing)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return standing is { IsWatched: true, Facts: { } facts } ? $"{facts.Submitted:N0} / {facts.Schools:N0} 校已提交" : null;
    }

    /// <summary>逾期 52 天，未提交. Null: not late.</summary>
    public static string? Late(StageOutcome standing, DateTime now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return standing is { IsLate: true, DueAt: { } due } ? $"{Countdown.Until(due, now)}，{(standing.IsWatched ? $"{standing.Missing:N0} 校" : "")}未{standing.Verb}" : null;
    }

    private static IEnumerable<string> Parts(params (long Count, string Words)[] parts) =>
        parts.Where(p => p.Count > 0).Select(p => string.Format(System.Globalization.CultureInfo.InvariantCulture, p.Words, p.Count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture)));
}

using System.Globalization;
using StudentNet.Modules.Ledger.P1Ledger;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Ledger;

/// <summary>How a child stood in the ledger on each day, for S: the periods that have begun.</summary>
internal sealed class StandingHistory : IHistorySource
{
    public string Name => "standing";

    public string Title => "學籍帳冊：每一天的狀態";

    public string View => "history_standing";

    public string? NotOfThePast => null;

    public HistoryPart Tell(IReadOnlyList<HistoryRow> rows, HistoryMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(moment);
        var begun = rows.Where(r => r.ValidFrom <= moment.Day).OrderBy(r => r.ValidFrom).ToList();
        return new HistoryPart([.. begun.Select(r => Step(r, moment.Day))], [.. begun.Select(r => Mark(r, moment.Day))], []);
    }

    private static StandingRule RuleOf(HistoryRow row) => StandingRules.Of(int.Parse(row.Code!, CultureInfo.InvariantCulture));

    private static HistoryStep Step(HistoryRow row, DateOnly today)
    {
        var rule = RuleOf(row);
        var until = row.ValidUntil is { } end && end <= today ? $"至 {RocDate.Format(end.AddDays(-1))}，" : "";
        return new HistoryStep(row.ValidFrom!.Value, HistoryTopic.Ledger, LedgerWords.Of(rule), "帳冊", $"{until}{row.Who} 負責；{rule.Title} {row.Detail}".TrimEnd(), row.ReceivedAt);
    }

    private static HistoryMark Mark(HistoryRow row, DateOnly today)
    {
        var rule = RuleOf(row);
        return new HistoryMark(HistoryLane.Ledger, HistoryShape.Span, row.ValidFrom!.Value, row.ValidUntil > today ? null : row.ValidUntil, LedgerWords.Of(rule).Tone, rule.StandingTitle);
    }
}

using StudentNet.Modules.Residents;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>Dated approvals of a child, for S: 非學, 暫緩入學, 特殊原因, 重大傷病. A voided one never was.</summary>
internal sealed class ApprovalHistory : IHistorySource
{
    public string Name => "approval";

    public string Title => "核准：非學、暫緩、特殊原因、重大傷病";

    public string View => "history_approval";

    public string? NotOfThePast => null;

    public HistoryPart Tell(IReadOnlyList<HistoryRow> rows, HistoryMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(moment);
        return new HistoryPart(
            [.. rows.Select(r => Step(r, moment.Day))],
            [.. rows.Where(r => r.ValidFrom <= moment.Day).Select(r => new HistoryMark(HistoryLane.Tracking, HistoryShape.Span, r.ValidFrom!.Value, r.ValidUntil, Tone.Info, TitleOf(r), r.Detail))],
            []
        );
    }

    private static string TitleOf(HistoryRow row) => ApprovalKinds.TitleOf(row.Code!);

    private static HistoryStep Step(HistoryRow row, DateOnly today)
    {
        var until = RocDate.Format(row.ValidUntil!.Value.AddDays(-1));
        return new HistoryStep(
            row.ValidFrom!.Value,
            HistoryTopic.Tracking,
            new Status(row.ValidUntil > today ? Tone.Info : Tone.None, $"核准{TitleOf(row)}", "calendar-check"),
            "P2",
            $"至 {until}，{row.Before} {row.Detail}（{row.Who} 登錄）",
            row.ReceivedAt
        );
    }
}

using StudentNet.Modules.Residents;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>Dated approvals of a child, for S: who decided, the document, from when to when. A voided one is told of the time in which it was thought to hold.</summary>
internal sealed class ApprovalHistory : IHistorySource
{
    public string Name => "approval";

    public string Title => "核定：非學、暫緩入學、因故";

    public string View => "history_approval";

    public string? NotOfThePast => null;

    public HistoryPart Tell(IReadOnlyList<HistoryRow> rows, HistoryMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new HistoryPart([.. rows.Where(r => r.SupersededAt is null).Select(Step)], [], []);
    }

    private static HistoryStep Step(HistoryRow row) =>
        new(
            row.ValidFrom ?? row.ReceivedOn,
            HistoryTopic.Tracking,
            new Status(Tone.Info, $"{ApprovalKinds.TitleOf(row.Code ?? "")}核定", "patch-check"),
            "P2",
            $"{row.Before} {row.Detail}，{(row.ValidFrom is { } from ? RocDate.Format(from) : "")} 至 {(row.ValidUntil is { } until ? RocDate.Format(until.AddDays(-1)) : "")}",
            row.ReceivedAt
        );
}

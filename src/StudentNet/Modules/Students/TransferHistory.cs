using StudentNet.Modules.Residents;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students;

/// <summary>Transfers of a child in two stages, for S.</summary>
internal sealed class TransferHistory : IHistorySource
{
    public string Name => "transfer";

    public string Title => "轉學：轉出、轉介、轉入";

    public string View => "history_transfer";

    public string? NotOfThePast => null;

    public HistoryPart Tell(IReadOnlyList<HistoryRow> rows, HistoryMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(moment);
        var open = rows.GroupBy(r => r.Part).Select(g => g.MaxBy(r => r.Seq)!).Where(r => r.What is nameof(TransferStep.Release) or nameof(TransferStep.Refer)).ToList();
        return new HistoryPart(
            [.. rows.Select(Step)],
            [],
            [
                .. open
                    .Where(r => rows.First(f => f.Part == r.Part).ValidFrom!.Value.AddDays(SchoolTransfer.DaysToArrive) <= moment.Day)
                    .Select(r => $"{RocDate.Format(rows.First(f => f.Part == r.Part).ValidFrom!.Value)} 轉出，逾三日未轉入"),
            ]
        );
    }

    private static HistoryStep Step(HistoryRow row) =>
        new(
            row.ValidFrom!.Value,
            HistoryTopic.School,
            row.What switch
            {
                nameof(TransferStep.Release) => new Status(Tone.Warn, "轉出", "box-arrow-right"),
                nameof(TransferStep.Refer) => new Status(Tone.Info, "轉介", "arrow-right"),
                nameof(TransferStep.Receive) => new Status(Tone.Ok, "轉入", "box-arrow-in-right"),
                _ => new Status(Tone.None, "取消轉出", "x-lg"),
            },
            "轉學",
            $"{row.Who}，證明書 {row.Detail}{(row.Code is { } other ? $"，往 {other}" : "")}{(row.Before is { Length: > 0 } why ? $"：{why}" : "")}",
            row.ReceivedAt
        );
}

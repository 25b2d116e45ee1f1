using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Exchange;

/// <summary>How receipts and their steps are said on pages.</summary>
internal static class ReceiptWords
{
    public static Status StatusOf(Receipt receipt) =>
        receipt switch
        {
            { ClearedBy: not null, Status: not ReceiptStatus.Accepted } => new Status(Tone.None, $"已由 #{receipt.ClearedBy} 補正"),
            { Status: ReceiptStatus.Accepted, OpenRows: > 0 } => new Status(Tone.Warn, $"已匯入，{receipt.OpenRows:N0} 列待補正"),
            { Status: ReceiptStatus.Accepted } => new Status(Tone.Ok, "已匯入"),
            { Status: ReceiptStatus.NeedsAttention or ReceiptStatus.Failed } => new Status(Tone.Bad, receipt.Status.Title()),
            { Status: ReceiptStatus.Ready } => new Status(Tone.Warn, receipt.Status.Title()),
            _ => new Status(Tone.None, receipt.Status.Title()),
        };

    /// <summary>上傳 → 格式檢核 → 比對 → 確認 → 寫入.</summary>
    public static Track Steps(Receipt receipt, int phasesDone)
    {
        var isChecked = receipt.CheckedAt is not null;
        var isReading = receipt.Status is ReceiptStatus.Received or ReceiptStatus.Reading;
        return new Track(
            "匯入步驟",
            [
                new("上傳", Moment.Clock(receipt.ReceivedAt), StepState.Done),
                new("格式檢核", receipt.Rows > 0 ? $"{receipt.Rows:N0} 列" : "", isChecked || phasesDone > 0 ? StepState.Done : StepState.Now),
                new("比對", "重複、現有資料", isChecked ? StepState.Done : isReading && phasesDone > 0 ? StepState.Now : StepState.Ahead),
                new("確認", Confirm(receipt), Stage(receipt, ReceiptStatus.Accepting, isChecked)),
                new("寫入", receipt.Status == ReceiptStatus.Accepted ? Moment.Clock(receipt.EndedAt!.Value) : "", Stage(receipt, ReceiptStatus.Accepted, receipt.Status == ReceiptStatus.Accepting)),
            ]
        );
    }

    private static string Confirm(Receipt receipt) =>
        receipt.Status switch
        {
            ReceiptStatus.Accepting or ReceiptStatus.Accepted when receipt.AcceptMode != AcceptMode.Person && receipt.EndedBy is null => "傳送者預先同意",
            ReceiptStatus.Ready => "等您確認",
            ReceiptStatus.NeedsAttention => "請修正後重傳",
            ReceiptStatus.Discarded => "已捨棄",
            _ => "",
        };

    private static StepState Stage(Receipt receipt, ReceiptStatus done, bool isNow) =>
        receipt.Status is ReceiptStatus.Accepting or ReceiptStatus.Accepted && receipt.Status >= done ? StepState.Done
        : isNow ? StepState.Now
        : StepState.Ahead;
}

using System.ComponentModel;
using System.Text.Json;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.Exchange.Api;

/// <summary>The answer to a file: what was kept. It says nothing that changes later, so a request that is repeated gets the same.</summary>
internal sealed record SentFile(
    [property: Description("收件編號。")] long Id,
    [property: Description("收執碼，由檔案內容產生。")] string Code,
    [property: Description("格式代碼。")] string Format,
    [property: Description("替哪個機關傳送。")] string Organisation,
    [property: Description("收件時間（UTC）。")] DateTime ReceivedAt,
    [property: Description("收到的位元組數。")] long Bytes,
    [property: Description("收到內容的 SHA-256，可與本機檔案核對。")] string Sha256,
    [property: Description("查詢進度與結果的網址。")] string Self
)
{
    public static SentFile Of(Receipt receipt, string self)
    {
        // To the second: the databases keep instants more or less finely than the program, and the repeated answer comes from the database.
        var at = new DateTime(receipt.ReceivedAt.Ticks - (receipt.ReceivedAt.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
        return new SentFile(receipt.Id, receipt.Code, receipt.Format, receipt.OrganisationCode, at, receipt.FileLength, receipt.FileHash, self);
    }
}

/// <summary>A receipt as it stands.</summary>
internal sealed record ReceiptView(
    [property: Description("收件編號。")] long Id,
    [property: Description("收執碼，由檔案內容產生。")] string Code,
    [property: Description("格式代碼。")] string Format,
    [property: Description("替哪個機關傳送。")] string Organisation,
    [property: Description("傳送時所說的設定，例如學年度。")] IReadOnlyDictionary<string, string> Settings,
    [property: Description("由哪個門進來：api 或 sftp。")] Door Door,
    [property: Description("原檔名。")] string FileName,
    [property: Description("收到的位元組數。")] long Bytes,
    [property: Description("收到內容的 SHA-256。")] string Sha256,
    [property: Description("收件時間（UTC）。")] DateTime ReceivedAt,
    [property: Description("傳送時選的寫入方式。")] AcceptMode Accept,
    [property: Description("received 已收件、reading 檢核中、needs-attention 待修正、ready 待確認、accepting 寫入中、accepted 已匯入、discarded 已捨棄、failed 失敗。")]
        ReceiptStatus Status,
    [property: Description("狀態的中文。")] string StatusText,
    [property: Description("系統是否還在處理；是就依 Retry-After 再問。")] bool IsWorking,
    [property: Description("讀到的編碼或檔案種類：UTF-8、Big5、XLSX 等。")] string? Encoding,
    [property: Description("列數。檢核完成前為 0。")] RowCounts Rows,
    [property: Description("檢核完成時間（UTC）。")] DateTime? CheckedAt,
    [property: Description("寫入或捨棄的時間（UTC）。")] DateTime? EndedAt,
    [property: Description("由哪一件後來的收件補正。")] long? ClearedBy,
    [property: Description("為什麼失敗、或為什麼等承辦人確認。")] string? Failure,
    [property: Description("正在做的階段；處理中才有。")] ProgressView? Progress,
    [property: Description("與現有資料的差異；單筆查詢、檢核完成後才有。")] IReadOnlyList<DifferenceView>? Differences,
    [property: Description("只計數、未逐筆列出的問題；單筆查詢、有這種問題時才有。")] IReadOnlyList<UnlistedView>? Unlisted,
    [property: Description("可以做的事與它們的網址。")] ReceiptLinks Links
)
{
    /// <summary>Whether the system will go on by itself.</summary>
    public static bool Works(Receipt receipt, Run? run) =>
        receipt.Status is ReceiptStatus.Received or ReceiptStatus.Reading or ReceiptStatus.Accepting && run?.Status is not RunStatus.Failed;

    /// <param name="run">The run that works on it, where it was looked up.</param>
    public static ReceiptView Of(Receipt receipt, Run? run = null, RunProgress? progress = null, IReadOnlyList<DifferenceCount>? differences = null, IReadOnlyList<UnlistedFindings>? unlisted = null)
    {
        var stuck = run?.Status == RunStatus.Failed && receipt.EndedAt is null;
        var status = stuck ? ReceiptStatus.Failed : receipt.Status;
        var self = ReceiptEndpoints.Address(receipt.Id);
        var isReady = status == ReceiptStatus.Ready;
        return new ReceiptView(
            receipt.Id,
            receipt.Code,
            receipt.Format,
            receipt.OrganisationCode,
            JsonSerializer.Deserialize<Dictionary<string, string>>(receipt.Settings)!,
            receipt.Door,
            receipt.FileName,
            receipt.FileLength,
            receipt.FileHash,
            receipt.ReceivedAt,
            receipt.AcceptMode,
            status,
            status.Title(),
            Works(receipt, run),
            receipt.Encoding,
            new RowCounts(receipt.Rows, receipt.GoodRows, receipt.BadRows, receipt.WarnedRows, receipt.OpenRows),
            receipt.CheckedAt,
            receipt.EndedAt,
            receipt.ClearedBy,
            stuck ? run!.Failure ?? "系統處理時發生錯誤，國教署可以讓它再試一次，檔案不必重傳。" : receipt.Failure,
            Works(receipt, run) && progress is not null ? new ProgressView(progress.Phase, progress.Done, progress.Total) : null,
            differences?.Select(d => new DifferenceView(d.Kind, d.Part.Length == 0 ? null : d.Part, d.Number)).ToList(),
            unlisted is { Count: > 0 } ? [.. unlisted.Select(UnlistedView.Of)] : null,
            new ReceiptLinks(
                self,
                $"{self}/findings",
                $"{self}/result",
                isReady ? $"{self}/accept" : null,
                isReady || status == ReceiptStatus.NeedsAttention ? $"{self}/discard" : null
            )
        );
    }

    /// <summary>The version as an entity tag: it changes whenever anything above does.</summary>
    public static string ETag(Receipt receipt, Run? run) =>
        run?.Status == RunStatus.Failed ? $"\"{receipt.Version}-failed\"" : $"\"{receipt.Version}\"";
}

/// <summary>Rows of a file.</summary>
internal sealed record RowCounts(
    [property: Description("全部資料列（不含標題與空列）。")] int All,
    [property: Description("可以匯入的列。")] int Good,
    [property: Description("有錯誤的列。")] int Bad,
    [property: Description("可以匯入但有提醒的列。")] int Warned,
    [property: Description("有錯誤而還沒補正的列。")] int Open
);

/// <summary>How far the work is.</summary>
internal sealed record ProgressView(
    [property: Description("階段。")] string? Phase,
    [property: Description("這個階段已完成的量（讀檔時是列）。")] long Done,
    [property: Description("這個階段的總量，知道時才有。")] long? Total
);

/// <summary>A figure of the preview.</summary>
internal sealed record DifferenceView(
    [property: Description("new 新增、changed 異動、unchanged 不變、leaving 移出。")] DifferenceKind Kind,
    [property: Description("分項，例如班級；沒有就是全部。")] string? Part,
    [property: Description("筆數。")] int Number
);

/// <summary>What may be done with a receipt.</summary>
internal sealed record ReceiptLinks(
    [property: Description("這一件收件。")] string Self,
    [property: Description("逐項的問題。")] string Findings,
    [property: Description("待修正的列，修正後可以重傳。")] string Result,
    [property: Description("POST：寫入。待確認時才有。")] string? Accept,
    [property: Description("POST：捨棄。待確認或待修正時才有。")] string? Discard
);

/// <summary>Problems of one kind that are counted and not listed.</summary>
internal sealed record UnlistedView(
    [property: Description("固定的問題代碼。")] string Code,
    [property: Description("欄位標題；與欄位無關時沒有。")] string? Column,
    [property: Description("error 或 warning。")] Severity Severity,
    [property: Description("除了已列出的，同類問題還有幾筆。")] int Number,
    [property: Description("完整的一句話。")] string Text
)
{
    public static UnlistedView Of(UnlistedFindings more) =>
        new(more.Code, more.ColumnTitle.Length == 0 ? null : more.ColumnTitle, more.Severity, more.Number, $"{more.Words}。{UnlistedFindings.Hint}。");
}

/// <summary>A part of the findings, and what is not among them.</summary>
internal sealed record FindingPart(
    [property: Description("這一段的內容。")] IReadOnlyList<FindingView> Items,
    [property: Description("下一段的 cursor；沒有就是最後一段。")] string? Next,
    [property: Description("只計數、未逐筆列出的問題；有這種問題時才有，每一段都相同。")] IReadOnlyList<UnlistedView>? Unlisted
);

/// <summary>A part of a list.</summary>
internal sealed record ListPart<T>(
    [property: Description("這一段的內容。")] IReadOnlyList<T> Items,
    [property: Description("下一段的 cursor；沒有就是最後一段。")] string? Next
);

/// <summary>One thing found in a file.</summary>
internal sealed record FindingView(
    [property: Description("檔案列號，與試算表顯示的相同；0 表示整個檔案。")] int Line,
    [property: Description("欄位標題。")] string? Column,
    [property: Description("檔案裡的內容；證號已遮蔽，完整內容在 result。")] string? Value,
    [property: Description("固定的問題代碼，程式以此判斷。")] string Code,
    [property: Description("error 這一列不能匯入、warning 可以匯入但請看一下。")] Severity Severity,
    [property: Description("為什麼。")] string Reason,
    [property: Description("怎麼修正。")] string Hint,
    [property: Description("由哪一件收件補正。")] long? ClearedBy,
    [property: Description("檔案有多張工作表時，這一列所在的工作表；否則為 null。")] string? Sheet
);

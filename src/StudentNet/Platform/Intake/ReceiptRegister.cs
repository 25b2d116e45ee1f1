using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Platform.Intake;

/// <summary>What is decided about a checked file: accept, discard; by a person, or beforehand by its sender.</summary>
public sealed class ReceiptRegister(FormatCatalogue formats, Reception reception, IRuns runs, ILeavingLimit limit)
{
    /// <summary>
    /// Asks for the checked rows to be written. Refused (a problem) while the window is closed, when somebody else has decided meanwhile, or
    /// when too much would leave and <paramref name="shrinkConfirmed"/> does not say that this is meant.
    /// </summary>
    public async Task<DecisionRefusal?> AcceptAsync(
        StudentNetDb db,
        Receipt receipt,
        Organisation organisation,
        bool shrinkConfirmed,
        Act act,
        CancellationToken cancellation = default
    )
    {
        if (receipt.Status != ReceiptStatus.Ready)
        {
            return new DecisionRefusal(Decided(receipt));
        }

        var format = formats[receipt.Format];
        var settings = FormatSettings.Of(format, receipt, TaipeiTime.Today(receipt.ReceivedAt));
        if (
            reception.FunctionFor(format, organisation) is { } function
            && await reception.ClosedAsync(format, function, new FiledFile(organisation, settings, TaipeiTime.Today(receipt.ReceivedAt)), act.At, cancellation) is { } closed
        )
        {
            return new DecisionRefusal(closed.Problem, closed);
        }

        if (!shrinkConfirmed && await ShrinkAsync(db, receipt, cancellation) is { } shrink)
        {
            return new DecisionRefusal(Shrinks(shrink));
        }

        await RequestAsync(db, receipt, act, cancellation);
        return null;
    }

    /// <summary>
    /// Asks for the checked rows to be written as the sender said beforehand, or leaves them to a person and says why. The window is not asked
    /// again: a file that came in time goes in, however long the queue of the last evening was.
    /// </summary>
    internal async Task AcceptByItselfAsync(StudentNetDb db, Receipt receipt, Act act, CancellationToken cancellation)
    {
        if (await HoldAsync(db, receipt, cancellation) is { } hold)
        {
            receipt.Failure = $"沒有自動寫入：{hold.Message}。{hold.Hint}。";
            return;
        }

        await RequestAsync(db, receipt, act, cancellation);
    }

    /// <summary>Why a checked file does not go in by itself; null when it does.</summary>
    internal async Task<Problem?> HoldAsync(StudentNetDb db, Receipt receipt, CancellationToken cancellation)
    {
        if (receipt.AcceptMode == AcceptMode.CleanOnly && receipt.BadRows + receipt.WarnedRows > 0)
        {
            return new Problem(
                "intake.not-clean",
                $"傳送者要求全部無誤才寫入，這個檔案有錯誤 {receipt.BadRows:N0} 列、提醒 {receipt.WarnedRows:N0} 列",
                "請修正後重傳，或由承辦人確認後寫入"
            );
        }

        return await ShrinkAsync(db, receipt, cancellation) is { } shrink ? Shrinks(shrink) : null;
    }

    /// <summary>Puts a file away without writing anything. Its bytes and findings stay.</summary>
    public static async Task<Problem?> DiscardAsync(StudentNetDb db, Receipt receipt, Act act, CancellationToken cancellation = default)
    {
        if (receipt.Status is not (ReceiptStatus.Ready or ReceiptStatus.NeedsAttention))
        {
            return Decided(receipt);
        }

        await db.WriteAsync(
            act,
            async () =>
            {
                receipt.Status = ReceiptStatus.Discarded;
                receipt.EndedAt = act.At;
                receipt.EndedBy = act.AccountId;
                receipt.OpenRows = 0;
                await StagingTable.DropAsync(db, receipt.Id, cancellation);
                return 0;
            },
            cancellation
        );
        return null;
    }

    /// <summary>Fewer than these who leave a class are no alarm: families move.</summary>
    private const int LeavingAlways = 5;

    /// <summary>
    /// How much of what is stored would leave, when that is more than the format's guard lets through, or of a class or school more than its county
    /// lets through; null otherwise.
    /// </summary>
    public async Task<Shrink?> ShrinkAsync(StudentNetDb db, Receipt receipt, CancellationToken cancellation = default)
    {
        var format = formats[receipt.Format];
        if (format.Preview is not { ShrinkGuard: { } guard } preview)
        {
            return null;
        }

        var counts = await db.Set<DifferenceCount>().AsNoTracking().Where(d => d.ReceiptId == receipt.Id && d.Kind != DifferenceKind.New).ToListAsync(cancellation);
        var whole = Of("", counts);
        if (whole.Leaving == 0 || !preview.HasCountyLimit)
        {
            return whole.Leaving > whole.Stored * guard ? new Shrink(whole.Stored, whole.Leaving) : null;
        }

        var settings = FormatSettings.Of(format, receipt, TaipeiTime.Today(receipt.ReceivedAt));
        var year = settings.GetValueOrDefault("year") is int roc ? new SchoolYear(roc) : (SchoolYear?)null;
        var share = await limit.OfAsync(db, receipt.CountyCode, year, cancellation);
        List<Leavers> parts =
        [
            .. counts
                .GroupBy(c => c.Part, StringComparer.Ordinal)
                .Select(g => Of(g.Key, g))
                .Append(whole)
                .DistinctBy(p => p.Part)
                .Where(p => p.Leaving >= LeavingAlways && p.Leaving > p.Stored * share)
                .OrderBy(p => p.Part, StringComparer.Ordinal),
        ];
        return parts.Count > 0 || whole.Leaving > whole.Stored * guard ? new Shrink(whole.Stored, whole.Leaving) { Parts = parts, Share = share } : null;

        static Leavers Of(string part, IEnumerable<DifferenceCount> counts) =>
            new(part, counts.Sum(c => c.Number), counts.Where(c => c.Kind == DifferenceKind.Leaving).Sum(c => c.Number));
    }

    /// <summary>Ends an acceptance: rows that came back mended are settled where they were bad, and so are the attempts before this one.</summary>
    internal static async Task SettleAsync(IntakeContext context, DateTime now, CancellationToken cancellation)
    {
        var (db, receipt) = (context.Db, context.Receipt);
        await context.RunAsync("intake-settle-findings", null, cancellation);
        await context.RunAsync("intake-settle-receipts", null, cancellation);
        receipt.Status = ReceiptStatus.Accepted;
        receipt.EndedAt = now;
        receipt.Failure = null;
        await StagingTable.DropAsync(db, receipt.Id, cancellation);
    }

    private Task<int> RequestAsync(StudentNetDb db, Receipt receipt, Act act, CancellationToken cancellation) =>
        db.WriteAsync(
            act,
            async () =>
            {
                receipt.Status = ReceiptStatus.Accepting;
                receipt.EndedBy = act.AccountId;
                receipt.Failure = null;
                var order = new IntakeRun.Order(receipt.Id);
                var run = await runs.RequestAsync(db, AcceptRun.Name, order, $"accept:{receipt.Id}", act, cancellation);
                receipt.RunId = run.Id;
                return 0;
            },
            cancellation
        );

    private static Problem Shrinks(Shrink shrink) =>
        new(
            "intake.shrink",
            $"系統現有 {shrink.Stored:N0} 筆，這個檔案會移出 {shrink.Leaving:N0} 筆{(shrink.Parts.Where(p => p.Part.Length > 0).Select(p => $"{p.Part} {p.Leaving:N0} / {p.Stored:N0}").ToList() is { Count: > 0 } parts ? $"，其中 {string.Join('、', parts.Take(5))}" : "")}",
            "若檔案不完整，請捨棄後重傳；若確實如此，請勾選「我確認移出人數正確」再寫入"
        );

    private static Problem Decided(Receipt receipt) =>
        new("intake.decided", $"這個檔案目前是「{receipt.Status.Title()}」，不能再這樣處理", "請重新整理頁面，看目前的狀態");
}

/// <summary>What a file would take away.</summary>
/// <param name="Stored">Records stored now.</param>
/// <param name="Leaving">Records of them that are not in the file.</param>
public sealed record Shrink(int Stored, int Leaving)
{
    /// <summary>Classes or schools of which more leaves than their county lets through; the whole file has an empty name.</summary>
    public IReadOnlyList<Leavers> Parts { get; init; } = [];

    /// <summary>What the county lets through, 0 to 1.</summary>
    public double Share { get; init; }
}

/// <summary>Who would leave a class or a school.</summary>
/// <param name="Part">1 年 01 班; empty: the whole file.</param>
public sealed record Leavers(string Part, int Stored, int Leaving);

/// <summary>What the states of a receipt are called.</summary>
public static class ReceiptStatusTitles
{
    public static string Title(this ReceiptStatus status) =>
        status switch
        {
            ReceiptStatus.Received => "已收件",
            ReceiptStatus.Reading => "檢核中",
            ReceiptStatus.NeedsAttention => "待修正",
            ReceiptStatus.Ready => "待確認",
            ReceiptStatus.Accepting => "寫入中",
            ReceiptStatus.Accepted => "已匯入",
            ReceiptStatus.Discarded => "已捨棄",
            _ => "失敗",
        };

    public static string Title(this Door door) =>
        door switch
        {
            Door.Page => "網頁",
            Door.Api => "API",
            Door.Sftp => "SFTP",
            _ => "指令",
        };

    public static string Title(this Severity severity) => severity == Severity.Error ? "錯誤" : "提醒";

    public static string Title(this DifferenceKind kind) =>
        kind switch
        {
            DifferenceKind.New => "新增",
            DifferenceKind.Changed => "異動",
            DifferenceKind.Unchanged => "不變",
            DifferenceKind.Leaving => "移出",
            _ => "暫留",
        };
}

/// <summary>Why a decision about a file was not carried out.</summary>
/// <param name="Window">The window that is closed, where that is why.</param>
public sealed record DecisionRefusal(Problem Problem, ClosedWindow? Window = null);

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Platform.Intake;

/// <summary>
/// Applies an accepted file: one phase, one transaction, so readers see all of it or nothing. The set is checked once more first; where the
/// world has moved on since the preview, nothing is written and the person decides again.
/// </summary>
internal sealed class AcceptRun(FormatCatalogue formats) : IRunKind
{
    public const string Name = "intake-accept";

    /// <summary>Rows from which a plan made for what was stored before would be wrong; a school's own roll stays far below.</summary>
    private const int LargeFile = 5_000;

    public string Kind => Name;

    public string Title => "檔案匯入";

    public IReadOnlyList<RunPhase> Phases => [new("寫入", AcceptAsync)];

    private async Task AcceptAsync(RunContext run, CancellationToken cancellation)
    {
        var id = run.Parameters<IntakeRun.Order>().Receipt;
        var receipt = await run.Db.Set<Receipt>().SingleAsync(r => r.Id == id, cancellation);
        if (receipt.Status != ReceiptStatus.Accepting)
        {
            return;
        }

        var format = formats[receipt.Format];
        await LockAsync(run.Db, format.Exclusive(receipt), cancellation);
        var act = run.Act($"匯入{format.Title}", detail: string.Create(CultureInfo.InvariantCulture, $"收件 #{id}"));
        var context = new IntakeContext(run.Db, format, receipt, act, FormatSettings.Of(format, receipt, TaipeiTime.Today(receipt.ReceivedAt))) { Services = run.Services };
        if (!await StagedRows.AreThereAsync(context, cancellation))
        {
            receipt.Status = ReceiptStatus.Received;
            receipt.Failure = "資料庫重新啟動過，系統已自動重新檢核，請再看一次預覽。";
            receipt.Rows = 0;
            var again = await run.Services.GetRequiredService<IRuns>().RequestAsync(run.Db, IntakeRun.Name, new IntakeRun.Order(id), $"receipt:{id}", act, cancellation);
            // Whoever asks how far it is asks about the run that works now.
            receipt.RunId = again.Id;
            return;
        }

        if (await StagedRows.CheckAsync(context, cancellation) is > 0 and var left)
        {
            await StagedRows.CompareAsync(context, cancellation);
            if (receipt.Status != ReceiptStatus.Ready || !await GoesOnAsync(run, receipt, cancellation))
            {
                receipt.Failure = $"檢核之後資料有變動，{left:N0} 列現在不能匯入，沒有寫入任何資料。請再看一次預覽。";
                return;
            }
        }

        // Between preview and acceptance what is stored may have changed: the receipt keeps what this file really did.
        await StagedRows.CountDifferencesAsync(context, cancellation);
        var leaving = await run.Services.GetRequiredService<PeopleInFiles>().OfLeavingAsync(context, cancellation);
        await WriteAsync(context, cancellation);
        await NameAsync(context, leaving, cancellation);
        await ReceiptRegister.SettleAsync(context, run.Now, cancellation);
        run.Figure("rows", receipt.GoodRows);
    }

    /// <summary>Whoever asks who did something with a child is told of the file that it stood in, or that it is missing in (decision 112).</summary>
    private static async Task NameAsync(IntakeContext context, IReadOnlyCollection<long> leaving, CancellationToken cancellation)
    {
        HashSet<long> people = [.. leaving, .. await PeopleInFiles.OfRowsAsync(context, cancellation)];
        if (people.Count > 0)
        {
            await context.Db.WriteAsync(context.Act with { People = people }, () => Task.FromResult(people.Count), cancellation);
        }
    }

    /// <summary>What a large file fills may have been empty before, and is not what the planner last counted after it.</summary>
    private static Task WriteAsync(IntakeContext context, CancellationToken cancellation)
    {
        var (format, large) = (context.Format, context.Receipt.GoodRows >= LargeFile);
        Task Write() => format.Accept(context, cancellation);
        return large && format.Fills.Count > 0 ? context.Db.FillAsync(format.Fills, Write, cancellation) : Write();
    }

    /// <summary>A sender who let the good rows in whatever they are has decided about the fewer ones too, unless the shrink guard speaks now.</summary>
    private static async Task<bool> GoesOnAsync(RunContext run, Receipt receipt, CancellationToken cancellation) =>
        receipt is { AcceptMode: AcceptMode.GoodRows, EndedBy: null }
        && await run.Services.GetRequiredService<ReceiptRegister>().HoldAsync(run.Db, receipt, cancellation) is null;

    /// <summary>Two files of one key are applied one after the other; the embedded database has one writer anyway.</summary>
    private static async Task LockAsync(StudentNetDb db, string key, CancellationToken cancellation)
    {
        if (db.Dialect == Dialect.Postgres)
        {
            await using var command = await db.CommandAsync("select pg_advisory_xact_lock(hashtextextended(@key, 0))", new { key }, cancellation);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }
}

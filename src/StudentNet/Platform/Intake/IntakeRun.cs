using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake.Reading;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Intake;

/// <summary>Reads and checks a received file. Each phase leaves the same behind however often it is run, so a killed worker costs time only.</summary>
internal sealed class IntakeRun(FormatCatalogue formats, FileStore files) : IRunKind
{
    public const string Name = "intake";

    public string Kind => Name;

    public string Title => "檔案檢核";

    public IReadOnlyList<RunPhase> Phases => [new("讀檔與逐列檢核", ReadAsync), new("整批檢核", CheckAsync), new("比對差異", CompareAsync)];

    /// <summary>What was asked: which receipt.</summary>
    internal sealed record Order(long Receipt);

    private async Task ReadAsync(RunContext run, CancellationToken cancellation)
    {
        var receipt = await ReceiptAsync(run, cancellation);
        if (receipt.Status is not (ReceiptStatus.Received or ReceiptStatus.Reading))
        {
            return;
        }

        var format = formats[receipt.Format];
        var today = TaipeiTime.Today(receipt.ReceivedAt);
        await StagingTable.CreateAsync(run.Db, format, receipt.Id, cancellation);
        await ClearAsync(run.Db, receipt.Id, cancellation);
        await using var stream = files.Open(receipt.FileHash);
        var settings = FormatSettings.Of(format, receipt, today);
        using var reader = new RowReader(format, stream, today, settings, await ClosedPartsAsync(run, format, receipt, settings, cancellation));
        await using var staging = new StagingWriter(run.Db, format, receipt.Id);
        receipt.Supplements = false;
        receipt.Sheets = SheetLines.Store(reader.SheetNames);
        await staging.FindAsync(reader.Findings, cancellation);
        while (reader.Read())
        {
            receipt.Rows++;
            if (reader.Findings.Count > 0)
            {
                await staging.FindAsync(reader, cancellation);
            }

            receipt.Supplements |= reader.Origin is not null;
            if (reader.IsBad)
            {
                await staging.RejectAsync(reader, cancellation);
            }
            else
            {
                await staging.WriteAsync(reader, cancellation);
            }

            if (receipt.Rows % 1_000 == 0)
            {
                run.Report(receipt.Rows, null);
                cancellation.ThrowIfCancellationRequested();
            }
        }

        await staging.FindAsync(reader.Findings, cancellation);
        if (receipt.Rows == 0 && !reader.HasFailed)
        {
            await staging.FindAsync(
                [new RowFinding(0, null, null, Severity.Error, new("file.no-rows", "只有標題列，沒有資料列", "請在標題列之下貼上資料後再上傳"))],
                cancellation
            );
        }

        await staging.EndAsync(cancellation);
        await StagingTable.IndexAsync(run.Db, format, receipt.Id, cancellation);
        receipt.Encoding = reader.Kind;
        receipt.GoodRows = staging.Rows;
        receipt.Status = ReceiptStatus.Reading;
        run.Figure("rows", receipt.Rows);
    }

    private async Task CheckAsync(RunContext run, CancellationToken cancellation)
    {
        var receipt = await ReceiptAsync(run, cancellation);
        if (receipt.Status != ReceiptStatus.Reading)
        {
            return;
        }

        var context = Context(run, formats[receipt.Format], receipt);
        if (!await StagedRows.AreThereAsync(context, cancellation))
        {
            run.Stop("資料庫重新啟動過，暫存的資料列已消失。請按「重新檢核」，檔案不必再傳。");
            return;
        }

        await StagedRows.CheckAsync(context, cancellation);
        run.Figure("good", receipt.GoodRows);
        run.Figure("bad", receipt.BadRows);
    }

    private async Task CompareAsync(RunContext run, CancellationToken cancellation)
    {
        var receipt = await ReceiptAsync(run, cancellation);
        if (receipt.Status != ReceiptStatus.Reading)
        {
            return;
        }

        await StagedRows.CompareAsync(Context(run, formats[receipt.Format], receipt), cancellation);
        receipt.CheckedAt = run.Now;
        // A file whose sender asked for it goes in by itself, or says why it waits for a person. In this very transaction: a machine that saw it
        // wait in between would take that for the end.
        if (receipt.Status == ReceiptStatus.Ready && receipt.AcceptMode != AcceptMode.Person)
        {
            // The figures of the preview are asked for in SQL.
            await run.Db.SaveAsync(run.Act("比對差異"), cancellation);
            await run.Services.GetRequiredService<ReceiptRegister>().AcceptByItselfAsync(run.Db, receipt, run.Act("自動匯入"), cancellation);
        }
    }

    private static IntakeContext Context(RunContext run, FileFormat format, Receipt receipt) =>
        new(run.Db, format, receipt, run.Act("檢核檔案"), FormatSettings.Of(format, receipt, TaipeiTime.Today(receipt.ReceivedAt))) { Services = run.Services };

    /// <summary>What is said to the rows of the closed parts of the format's window, as it stood when the file came in.</summary>
    private static async Task<IReadOnlyDictionary<string, Problem>?> ClosedPartsAsync(
        RunContext run,
        FileFormat format,
        Receipt receipt,
        IReadOnlyDictionary<string, object?> settings,
        CancellationToken cancellation
    )
    {
        if (format.Parts is null)
        {
            return null;
        }

        var organisation = await run.Db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Code == receipt.OrganisationCode, cancellation);
        var file = new FiledFile(organisation, settings, TaipeiTime.Today(receipt.ReceivedAt));
        var closed = await run.Services.GetRequiredService<Reception>().ClosedPartsAsync(format, file, receipt.ReceivedAt, cancellation);
        return closed.ToDictionary(c => c.Key, c => c.Value.Problem, StringComparer.Ordinal);
    }

    private static Task<Receipt> ReceiptAsync(RunContext run, CancellationToken cancellation)
    {
        var id = run.Parameters<Order>().Receipt;
        return run.Db.Set<Receipt>().SingleAsync(r => r.Id == id, cancellation);
    }

    private static async Task ClearAsync(StudentNetDb db, long receipt, CancellationToken cancellation)
    {
        await db.Set<Finding>().Where(f => f.ReceiptId == receipt).ExecuteDeleteAsync(cancellation);
        await db.Set<UnlistedFindings>().Where(f => f.ReceiptId == receipt).ExecuteDeleteAsync(cancellation);
        await db.Set<DifferenceCount>().Where(d => d.ReceiptId == receipt).ExecuteDeleteAsync(cancellation);
    }
}

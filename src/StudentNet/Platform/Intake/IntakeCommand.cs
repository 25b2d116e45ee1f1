using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Intake;

/// <summary>
/// The command-line door: <c>intake --format registry-list --organisation MOE --year 115 --list 1 [--accept good|clean] file…</c>. It receives,
/// checks and writes what <c>--accept</c> lets in; it prints what a page would show, and puts the rows to mend into the folder of
/// <c>--results</c>. Exit code 1 when a file was refused, has nothing to accept or, with <c>--accept</c>, was not written.
/// </summary>
internal sealed class IntakeCommand : ICommand
{
    private const int ShownFindings = 20;

    public string Name => "intake";

    public string Summary => "收檔：intake --format 格式 --organisation 機關代碼 [--設定 值] [--accept good|clean] [--confirm-shrink] [--results 資料夾] 檔案…";

    public async Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation)
    {
        var db = services.GetRequiredService<StudentNetDb>();
        var code = line.Option("organisation") ?? Organisation.MinistryCode;
        if (services.GetRequiredService<FormatCatalogue>().Find(line.Option("format") ?? "") is not { } format)
        {
            return Refuse($"沒有這種格式。可用的格式：{string.Join('、', services.GetRequiredService<FormatCatalogue>().All.Select(f => f.Code))}");
        }

        if (await db.Set<Organisation>().SingleOrDefaultAsync(o => o.Code == code, cancellation) is not { } organisation)
        {
            return Refuse($"沒有機關 {code}。");
        }

        // "--accept file" reads as an option with a value; the value is then the first file.
        var (accept, first) = line.Option("accept") switch
        {
            null => (AcceptMode.Person, (string?)null),
            "clean" => (AcceptMode.CleanOnly, null),
            "good" or "true" => (AcceptMode.GoodRows, null),
            var path => (AcceptMode.GoodRows, path),
        };
        var paths = first is null ? line.Words : [first, .. line.Words];
        var isGood = paths.Count > 0;
        foreach (var path in paths)
        {
            isGood &= await TakeAsync(services, db, format, organisation, path, line, accept, cancellation);
        }

        return isGood ? 0 : 1;
    }

    private static async Task<bool> TakeAsync(
        IServiceProvider services,
        StudentNetDb db,
        FileFormat format,
        Organisation organisation,
        string path,
        CommandLine line,
        AcceptMode accept,
        CancellationToken cancellation
    )
    {
        if (!File.Exists(path))
        {
            return Refuse($"找不到檔案 {path}。") == 0;
        }

        var settings = format.Settings.ToDictionary(s => s.Name, s => line.Option(s.Name) ?? "", StringComparer.Ordinal);
        var sender = new Sender("指令", organisation, (what, function, at) => new Act(what, function, at, organisation.Code, organisation.AuditChain));
        await using var stream = File.OpenRead(path);
        var file = new IncomingFile(format.Code, Path.GetFileName(path), stream, Door.CommandLine, settings) { Accept = accept };
        switch (await services.GetRequiredService<Reception>().ReceiveAsync(db, file, sender, cancellation))
        {
            case ReceptionResult.Refused refused:
                return Refuse($"{path}：{refused.Problem.Message}。{refused.Problem.Hint}") == 0;
            case ReceptionResult.Received { Receipt: var receipt }:
                await FinishAsync(services, db, receipt, cancellation);
                Say(receipt);
                await SayFindingsAsync(db, receipt, cancellation);
                await WriteResultAsync(services, db, receipt, line.Option("results"), sender, cancellation);
                return accept == AcceptMode.Person
                    ? receipt.Status == ReceiptStatus.Ready
                    : receipt.Status == ReceiptStatus.Accepted
                        || (line.Option("confirm-shrink") is not null && await ConfirmAsync(services, db, receipt, organisation, sender, cancellation));
            default:
                throw new InvalidOperationException("There is no third answer.");
        }
    }

    /// <summary>Writes a file that waits for a person: whoever said so on the command line is one.</summary>
    private static async Task<bool> ConfirmAsync(
        IServiceProvider services,
        StudentNetDb db,
        Receipt receipt,
        Organisation organisation,
        Sender sender,
        CancellationToken cancellation
    )
    {
        var act = sender.Act("匯入", services.GetRequiredService<FormatCatalogue>()[receipt.Format].Function, Now(services));
        if (await services.GetRequiredService<ReceiptRegister>().AcceptAsync(db, receipt, organisation, shrinkConfirmed: true, act, cancellation) is { Problem: var problem })
        {
            return Refuse($"{problem.Message}。{problem.Hint}") == 0;
        }

        await FinishAsync(services, db, receipt, cancellation);
        Say(receipt);
        return receipt.Status == ReceiptStatus.Accepted;
    }

    /// <summary>Works the queue off, together with any server that runs, until the receipt's own run has ended.</summary>
    private static async Task FinishAsync(IServiceProvider services, StudentNetDb db, Receipt receipt, CancellationToken cancellation)
    {
        var worker = services.GetRequiredService<RunWorker>();
        var clock = services.GetRequiredService<RunOptions>().MachineClock;
        while (true)
        {
            await worker.RunAllAsync(cancellation);
            // In one question: between two, a run of the server might end and hand on to the next.
            var runs = db.Set<Receipt>().Where(r => r.Id == receipt.Id).Join(db.Set<Run>(), r => r.RunId, run => run.Id, (_, run) => run.Status);
            if (await runs.SingleAsync(cancellation) is RunStatus.Done or RunStatus.Failed)
            {
                await db.Entry(receipt).ReloadAsync(cancellation);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), clock, cancellation);
        }
    }

    /// <summary>Puts the rows to mend into a folder, as <c>12.csv</c>; corrected, the file is sent as it is.</summary>
    private static async Task WriteResultAsync(
        IServiceProvider services,
        StudentNetDb db,
        Receipt receipt,
        string? folder,
        Sender sender,
        CancellationToken cancellation
    )
    {
        if (folder is null || receipt.BadRows == 0)
        {
            return;
        }

        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{receipt.Id}.csv"));
        await using var target = File.Create(path);
        var rows = await services.GetRequiredService<ResultFile>().WriteAsync(db, receipt, TableKind.Csv, warnings: false, target, cancellation);
        var function = services.GetRequiredService<FormatCatalogue>()[receipt.Format].Function;
        await services.GetRequiredService<PeopleInFiles>().ExportAsync(db, sender.Act("輸出結果檔", function, Now(services)), rows.Numbers, cancellation);
        Console.WriteLine($"  待修正的 {rows.Rows:N0} 列在 {path}");
    }

    private static void Say(Receipt receipt)
    {
        Console.WriteLine(
            $"#{receipt.Id} {receipt.FileName}　{receipt.Status.Title()}　收執碼 {receipt.Code}　{receipt.Encoding}　{receipt.Rows:N0} 列：可匯入 {receipt.GoodRows:N0}、錯誤 {receipt.BadRows:N0}、提醒 {receipt.WarnedRows:N0}"
        );
        if (receipt.Failure is { } failure)
        {
            Console.WriteLine($"  {failure}");
        }
    }

    private static async Task SayFindingsAsync(StudentNetDb db, Receipt receipt, CancellationToken cancellation)
    {
        var findings = await db.Set<Finding>()
            .Where(f => f.ReceiptId == receipt.Id && f.Severity == Severity.Error)
            .OrderBy(f => f.Line)
            .Take(ShownFindings)
            .ToListAsync(cancellation);
        foreach (var finding in findings)
        {
            // Names and numbers stay out of terminals and their logs: the line says where they stand.
            Console.WriteLine($"  {(finding.Line == 0 ? "整檔" : SheetLines.Words(receipt.SheetNames, finding.Line))} {finding.ColumnTitle}：{finding.Reason}。{finding.Hint}");
        }

        await foreach (var more in db.Set<UnlistedFindings>().Where(f => f.ReceiptId == receipt.Id).OrderBy(f => f.Code).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            Console.WriteLine($"  {more.Words}。{UnlistedFindings.Hint}");
        }
    }

    private static DateTime Now(IServiceProvider services) => services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.Exchange.Sftp;

/// <summary>
/// What lies in a client's outbox: <c>名稱.receipt.json</c>, the receipt or the refusal, as it stands; and <c>名稱.result.csv</c>, the rows to mend.
/// The result is there before the receipt says that nothing is being done any more.
/// </summary>
public sealed class SftpAnswers(SftpOptions options, IServiceScopeFactory scopes, ResultFile results, TimeProvider clock, OutageLog outages, ILogger<SftpAnswers> log)
{
    private const string ReceiptEnding = ".receipt.json";
    private const string ResultEnding = ".result.csv";
    private const int AtOnce = 50;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>
    /// Tells the clients whatever has changed since their outboxes were written. A client whose outbox cannot be written to is told at the next look, and keeps
    /// no other waiting. Returns whether all were told.
    /// </summary>
    public async Task<bool> TellAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        var people = scope.ServiceProvider.GetRequiredService<PeopleInFiles>();
        var deaf = new HashSet<string>(StringComparer.Ordinal);
        int before;
        do
        {
            before = deaf.Count;
            foreach (var (receipt, stuck) in await ChangedAsync(db, deaf, cancellation))
            {
                if (deaf.Contains(receipt.ClientId!))
                {
                    continue;
                }

                try
                {
                    await TellAsync(db, people, receipt, stuck, cancellation);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    deaf.Add(receipt.ClientId!);
                    if (Outage.Of(e) is { } outage)
                    {
                        outages.Say(outage, e, "an answer in an SFTP outbox");
                    }
                    else
                    {
                        log.LogError(e, "The outbox of {Client} could not be written to", receipt.ClientId);
                    }
                }
            }
        }
        while (deaf.Count > before);
        return deaf.Count == 0;
    }

    /// <summary>Receipts that their clients have not been told of, and why the run of one is stuck; those of <paramref name="deaf"/> clients are left out.</summary>
    private static async Task<IReadOnlyList<(Receipt Receipt, string? Stuck)>> ChangedAsync(StudentNetDb db, HashSet<string> deaf, CancellationToken cancellation)
    {
        var changed = await db.Set<Receipt>()
            .AsNoTracking()
            .Where(r => r.Door == Door.Sftp && (r.AnsweredVersion == null || r.AnsweredVersion != r.Version) && !deaf.Contains(r.ClientId!))
            .OrderBy(r => r.Id)
            .Join(db.Set<Run>(), r => r.RunId, run => run.Id, (receipt, run) => new { receipt, run.Status, run.Failure })
            .Where(r =>
                r.Status == RunStatus.Failed
                || (r.receipt.Status != ReceiptStatus.Received && r.receipt.Status != ReceiptStatus.Reading && r.receipt.Status != ReceiptStatus.Accepting)
            )
            .Take(AtOnce)
            .ToListAsync(cancellation);
        return [.. changed.Select(c => (c.receipt, c.Status == RunStatus.Failed ? c.Failure : null))];
    }

    /// <summary>The receipt, as soon as there is one.</summary>
    internal Task ReceivedAsync(Receipt receipt) =>
        FolderOf(receipt.ClientId!).AnswerAsync(receipt.FileName, ReceiptEnding, file => JsonSerializer.SerializeAsync(file, Answer.Of(receipt, [], null), Json));

    /// <summary>Why a file was not received.</summary>
    internal async Task RefusedAsync(Refusal refusal)
    {
        var folder = FolderOf(refusal.ClientId);
        folder.Withdraw(refusal.FileName, ResultEnding);
        await folder.AnswerAsync(refusal.FileName, ReceiptEnding, file => JsonSerializer.SerializeAsync(file, Answer.Of(refusal), Json));
    }

    private async Task TellAsync(StudentNetDb db, PeopleInFiles people, Receipt receipt, string? stuck, CancellationToken cancellation)
    {
        var folder = FolderOf(receipt.ClientId!);
        // A later delivery of the same name owns the answers under that name.
        var isLast = !await db.Set<Receipt>()
            .AnyAsync(r => r.Door == Door.Sftp && r.ClientId == receipt.ClientId && r.FileName == receipt.FileName && r.Id > receipt.Id, cancellation);
        if (isLast && folder.Exists)
        {
            var findings = await db.Set<Finding>()
                .AsNoTracking()
                .Where(f => f.ReceiptId == receipt.Id && f.Line == 0)
                .OrderBy(f => f.Seq)
                .ToListAsync(cancellation);
            var unlisted = await db.Set<UnlistedFindings>().AsNoTracking().Where(f => f.ReceiptId == receipt.Id).OrderBy(f => f.Code).ToListAsync(cancellation);
            await ResultAsync(db, people, folder, receipt, cancellation);
            var answer = Answer.Of(receipt, [.. findings.Select(Said.Of), .. unlisted.Select(Said.Of)], stuck);
            await folder.AnswerAsync(receipt.FileName, ReceiptEnding, file => JsonSerializer.SerializeAsync(file, answer, Json, cancellation));
        }

        // Told first, noted afterwards: whoever dies in between tells again.
        await db.Set<Receipt>()
            .Where(r => r.Id == receipt.Id)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.AnsweredVersion, receipt.Version), cancellation);
    }

    private async Task ResultAsync(StudentNetDb db, PeopleInFiles people, SftpFolder folder, Receipt receipt, CancellationToken cancellation)
    {
        if (receipt.OpenRows == 0)
        {
            folder.Withdraw(receipt.FileName, ResultEnding);
            return;
        }

        var rows = new ResultRows(0, []);
        await folder.AnswerAsync(
            receipt.FileName,
            ResultEnding,
            // Sent again as it is, it must hold nothing that is in the system already: rows with warnings are.
            async file => rows = await results.WriteAsync(db, receipt, TableKind.Csv, warnings: false, file, cancellation)
        );
        var client = await db.Set<MachineClient>().AsNoTracking().Include(c => c.Organisation).SingleAsync(c => c.ClientId == receipt.ClientId, cancellation);
        var act = ClientRegister.ActOf(client, client.Organisation, "交付結果檔", "A6", clock.GetUtcNow().UtcDateTime) with { Detail = $"收件 #{receipt.Id}" };
        await people.ExportAsync(db, act, rows.Numbers, cancellation);
    }

    private SftpFolder FolderOf(string client) => new(Path.Combine(options.Root, client));

    /// <summary>The words of the answer: the same names as in the API's.</summary>
    private sealed record Answer(
        long? Id,
        string? Code,
        string? Format,
        string? Organisation,
        IReadOnlyDictionary<string, string>? Settings,
        string FileName,
        long? Bytes,
        string? Sha256,
        DateTime ReceivedAt,
        AcceptMode? Accept,
        string Status,
        string StatusText,
        bool IsWorking,
        string? Encoding,
        RowCounts? Rows,
        DateTime? CheckedAt,
        DateTime? EndedAt,
        long? ClearedBy,
        string? Failure,
        IReadOnlyList<Said>? Findings
    )
    {
        public static Answer Of(Receipt receipt, IReadOnlyList<Said> findings, string? stuck)
        {
            var status = stuck is null ? receipt.Status : ReceiptStatus.Failed;
            return new Answer(
                receipt.Id,
                receipt.Code,
                receipt.Format,
                receipt.OrganisationCode,
                JsonSerializer.Deserialize<Dictionary<string, string>>(receipt.Settings),
                receipt.FileName,
                receipt.FileLength,
                receipt.FileHash,
                receipt.ReceivedAt,
                receipt.AcceptMode,
                JsonNamingPolicy.KebabCaseLower.ConvertName(status.ToString()),
                status.Title(),
                status is ReceiptStatus.Received or ReceiptStatus.Reading or ReceiptStatus.Accepting,
                receipt.Encoding,
                new RowCounts(receipt.Rows, receipt.GoodRows, receipt.BadRows, receipt.WarnedRows, receipt.OpenRows),
                receipt.CheckedAt,
                receipt.EndedAt,
                receipt.ClearedBy,
                stuck ?? receipt.Failure,
                findings.Count == 0 ? null : findings
            );
        }

        public static Answer Of(Refusal refusal) =>
            new(
                null, null, refusal.Format, refusal.OrganisationCode, null, refusal.FileName, null, null, refusal.RefusedAt, null,
                "refused", "沒有收件", false, null, null, null, null, null, $"{refusal.Reason}。{refusal.Hint}。",
                [new Said(refusal.Code, Severity.Error, refusal.Reason, refusal.Hint)]
            );
    }

    private sealed record RowCounts(int All, int Good, int Bad, int Warned, int Open);

    /// <summary>What is said of the file as a whole.</summary>
    private sealed record Said(string Code, Severity Severity, string Reason, string Hint)
    {
        public static Said Of(Finding finding) => new(finding.Code, finding.Severity, finding.Reason, finding.Hint);

        public static Said Of(UnlistedFindings more) => new(more.Code, more.Severity, more.Words, UnlistedFindings.Hint);
    }
}

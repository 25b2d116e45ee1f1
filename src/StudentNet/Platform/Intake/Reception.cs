using System.Collections.ObjectModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Platform.Intake;

/// <summary>Who hands a file in.</summary>
/// <param name="Name">Shown in the list of receipts.</param>
/// <param name="Act">Makes the act of a function at an instant.</param>
public sealed record Sender(string Name, Organisation Organisation, Func<string, string, DateTime, Act> Act);

/// <summary>A file at the door.</summary>
/// <param name="Settings">What was said beside it, as typed.</param>
public sealed record IncomingFile(string Format, string Name, Stream Content, Door Door, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Who lets it in once it is checked.</summary>
    public AcceptMode Accept { get; init; } = AcceptMode.Person;

    /// <summary>
    /// What the door knows the delivery by, so that one that is handed in again after a crash gets the receipt it has already; null: every
    /// file is a new one.
    /// </summary>
    public string? DeliveryKey { get; init; }

    /// <summary>What the sender's county has decided about how it is read (<see cref="FileFormat.Settles"/>).</summary>
    internal IReadOnlyDictionary<string, string> Settled { get; init; } = new Dictionary<string, string>();

    /// <summary>The key that a machine client gave its request; see <see cref="Intake.RequestKey"/>. Null: none.</summary>
    public string? RequestKey { get; init; }
}

/// <summary>A receipt, or why there is none.</summary>
public abstract record ReceptionResult
{
    private ReceptionResult() { }

    public sealed record Received(Receipt Receipt) : ReceptionResult;

    /// <summary>Nothing was kept.</summary>
    /// <param name="Window">The window that is closed, where that is why.</param>
    public sealed record Refused(Problem Problem, ClosedWindow? Window = null) : ReceptionResult;
}

/// <summary>
/// The one place where files come in, whatever the door: keeps the bytes, writes the receipt, queues the reading. When it answers with a
/// receipt, bytes and row are safe; when it refuses, nothing is left.
/// </summary>
public sealed class Reception(FormatCatalogue formats, FunctionCatalogue functions, FileStore files, IRuns runs, WindowGate gate, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<ReceptionResult> ReceiveAsync(StudentNetDb db, IncomingFile file, Sender sender, CancellationToken cancellation = default)
    {
        if (formats.Find(file.Format) is not { } format)
        {
            return Refused("intake.format", "沒有這種檔案格式", "請由功能頁上傳，或查閱格式說明頁");
        }

        if (FunctionFor(format, sender.Organisation) is not { } function)
        {
            return Refused("intake.not-yours", $"「{format.Title}」不由{sender.Organisation.Level.Title()}端上傳", "請由格式說明頁所列的功能上傳");
        }

        var now = clock.GetUtcNow().UtcDateTime;
        var settings = FormatSettings.Read(format, file.Settings, TaipeiTime.Today(now));
        if (settings.Problem is { } problem)
        {
            return new ReceptionResult.Refused(problem);
        }

        if (format.Refuses is { } refuses && await refuses(db, sender.Organisation, file.Door, settings.Values, cancellation) is { } refused)
        {
            return new ReceptionResult.Refused(refused);
        }

        if (format.Settles is { } settles && await settles(db, new FiledFile(sender.Organisation, settings.Values, TaipeiTime.Today(now)), cancellation) is { Count: > 0 } settled)
        {
            file = file with { Settled = settled };
        }

        var act = sender.Act("收件", function.Code, now);
        // Before the window: a request that is repeated was in time when it was made.
        if (await RepeatedAsync(db, format, file, act, cancellation) is { } repeated)
        {
            return repeated;
        }

        if (await ClosedAsync(format, function, new FiledFile(sender.Organisation, settings.Values, TaipeiTime.Today(now)), now, cancellation) is { } closed)
        {
            return new ReceptionResult.Refused(closed.Problem, closed);
        }

        // Where the length is known nothing is read at all.
        if (file.Content.CanSeek && file.Content.Length - file.Content.Position > format.MaxBytes)
        {
            return new ReceptionResult.Refused(TooLarge(format));
        }

        using var bytes = await files.ReceiveAsync(file.Content, format.MaxBytes, cancellation);
        if (bytes is null)
        {
            return new ReceptionResult.Refused(TooLarge(format));
        }

        if (bytes.Stored.Length == 0)
        {
            return Refused("intake.empty", "檔案是空的，沒有收件", "請重新匯出檔案後再上傳");
        }

        if (await TakenAsync(db, file, bytes.Stored, cancellation) is { } taken)
        {
            return new ReceptionResult.Received(taken);
        }

        return await db.WriteAsync(act, () => RecordAsync(db, format, file, bytes, sender, act, cancellation), cancellation);
    }

    /// <summary>What is said to a file of more bytes than its format allows.</summary>
    public static Problem TooLarge(FileFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var limit = $"{format.MaxBytes >> 20:N0} MB";
        return new Problem("intake.too-large", $"檔案超過 {limit}，沒有收件", $"「{format.Title}」每檔最多 {limit}，請檢查是否選錯檔案，或分成數個檔案");
    }

    /// <summary>The function by which an organisation sends a format; null where its level has none.</summary>
    public Function? FunctionFor(FileFormat format, Organisation organisation) =>
        format.Functions.Select(code => functions[code]).FirstOrDefault(f => f.Levels.Contains(organisation.Level));

    /// <summary>The closed window of a file, or null while it is open. Asked again at acceptance.</summary>
    internal async Task<ClosedWindow?> ClosedAsync(
        FileFormat format,
        Function function,
        FiledFile file,
        DateTime now,
        CancellationToken cancellation
    )
    {
        var bound = Bound(format, function);
        // Only a function with a window has to say what is filed in it.
        var scope = bound.Window is null ? null : format.Filing?.Invoke(file);
        return await gate.AskAsync(bound.Code, file.Organisation, scope, now, cancellation) is WindowState.Closed closed ? new ClosedWindow(bound, closed) : null;
    }

    /// <summary>The closed parts of the window of a file whose rows are of several; none where its rows are of one.</summary>
    internal async Task<IReadOnlyDictionary<string, ClosedWindow>> ClosedPartsAsync(FileFormat format, FiledFile file, DateTime now, CancellationToken cancellation)
    {
        var function = FunctionFor(format, file.Organisation);
        return format is { Parts: not null, Filing: { } filing } && function is not null && filing(file) is { } scope
            ? await gate.ClosedPartsAsync(Bound(format, function).Code, file.Organisation, scope, now, cancellation)
            : ReadOnlyDictionary<string, ClosedWindow>.Empty;
    }

    private Function Bound(FileFormat format, Function sending) => format.WindowOf is { } other ? functions[other] : sending;

    /// <summary>The answer to a request whose key is known; null for a new one. The bytes are read, to see whether they are the same, and not kept.</summary>
    private static async Task<ReceptionResult?> RepeatedAsync(StudentNetDb db, FileFormat format, IncomingFile file, Act act, CancellationToken cancellation)
    {
        if (file.RequestKey is not { } key || await RequestKey.FindAsync(db, ClientOf(act), key, act.At, cancellation) is not { } known)
        {
            return null;
        }

        return await FileStore.HashAsync(file.Content, format.MaxBytes, cancellation) is { } hash
            ? await AnswerAsync(db, known, RequestKey.FingerprintOf(file, act.OrganisationCode!, hash), cancellation)
            : new ReceptionResult.Refused(TooLarge(format));
    }

    private static async Task<ReceptionResult> AnswerAsync(StudentNetDb db, RequestKey known, string fingerprint, CancellationToken cancellation) =>
        known.Fingerprint == fingerprint
            ? new ReceptionResult.Received(await db.Set<Receipt>().SingleAsync(r => r.Id == known.ReceiptId, cancellation))
            : Refused("request.key-reused", "這個 Idempotency-Key 已經用在另一次傳送，內容或參數不同", "重送同一個檔案時請原樣重送；傳送新的檔案請用新的識別碼");

    private static string ClientOf(Act act) => act.ClientId ?? throw new InvalidOperationException("Only machine clients have request keys.");

    /// <summary>The receipt that this delivery has already.</summary>
    private static async Task<Receipt?> TakenAsync(StudentNetDb db, IncomingFile file, StoredFile stored, CancellationToken cancellation) =>
        file.DeliveryKey is { } key
            ? await db.Set<Receipt>().SingleOrDefaultAsync(r => r.DeliveryKey == key && r.FileHash == stored.Hash, cancellation)
            : null;

    private async Task<ReceptionResult> RecordAsync(
        StudentNetDb db,
        FileFormat format,
        IncomingFile file,
        IncomingBytes bytes,
        Sender sender,
        Act act,
        CancellationToken cancellation
    )
    {
        var stored = bytes.Stored;
        // Whoever holds the counter is alone: asked again behind it, one delivery at two doors at once has one receipt.
        var id = await IdBlock.TakeAsync(db, "receipt", 1, cancellation);
        if (await TakenAsync(db, file, stored, cancellation) is { } taken)
        {
            return new ReceptionResult.Received(taken);
        }

        if (file.RequestKey is { } key)
        {
            var (client, fingerprint) = (ClientOf(act), RequestKey.FingerprintOf(file, sender.Organisation.Code, stored.Hash));
            var request = new RequestKey { ClientId = client, Key = key, Fingerprint = fingerprint, ReceiptId = id, At = act.At };
            if (!await RequestKey.TakeAsync(db, request, cancellation))
            {
                return await AnswerAsync(db, (await RequestKey.FindAsync(db, client, key, act.At, cancellation))!, fingerprint, cancellation);
            }
        }

        // Only now is it certain that a row will name them, and before it can be seen: a request that lost the race leaves no bytes behind.
        bytes.Keep();
        var run = await runs.RequestAsync(db, IntakeRun.Name, new IntakeRun.Order(id), $"receipt:{id}", act, cancellation);
        var receipt = new Receipt
        {
            Id = id,
            Format = format.Code,
            OrganisationCode = sender.Organisation.Code,
            CountyCode = sender.Organisation.CountyCode,
            Door = file.Door,
            FileName = CleanName(file.Name),
            FileHash = stored.Hash,
            FileLength = stored.Length,
            Code = ReceiptCode.OfHash(Convert.FromHexString(stored.Hash)),
            Settings = JsonSerializer.Serialize(file.Settings.Concat(file.Settled).ToDictionary(StringComparer.Ordinal), Json),
            AcceptMode = file.Accept,
            DeliveryKey = file.DeliveryKey,
            ReceivedAt = act.At,
            AccountId = act.AccountId,
            AppointmentId = act.AppointmentId,
            ClientId = act.ClientId,
            Sender = sender.Name,
            Status = ReceiptStatus.Received,
            RunId = run.Id,
        };
        db.Add(receipt);
        return new ReceptionResult.Received(receipt);
    }

    /// <summary>The sender's name of the file without folders and control characters: shown, never opened.</summary>
    private static string CleanName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = string.Concat(last.Where(c => !char.IsControl(c))).Trim();
        return clean.Length == 0 ? "未命名" : clean[..Math.Min(clean.Length, 200)];
    }

    private static ReceptionResult.Refused Refused(string code, string message, string hint) => new(new Problem(code, message, hint));
}

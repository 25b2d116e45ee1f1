using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.Exchange.Sftp;

/// <summary>
/// Takes complete files from the clients' inboxes into <see cref="Reception"/> and answers in their outboxes. One look does all there is to do;
/// whoever dies in the middle of one leaves every file either in its inbox, or in <c>work</c> from where the next look goes on, or received.
/// </summary>
public sealed class SftpInboxes(
    SftpOptions options,
    SftpAnswers answers,
    FormatCatalogue formats,
    IServiceScopeFactory scopes,
    RunOptions runs,
    TimeProvider clock,
    OutageLog outages,
    ILogger<SftpInboxes> log
)
{
    private const int ClientsAtOnce = 4;

    private readonly ConcurrentDictionary<(string Client, string Name), Sighting> _sightings = new();

    /// <summary>Looks once into every inbox. Returns whether all went well; what did not is in the log and is tried again at the next look.</summary>
    public async Task<bool> LookAsync(CancellationToken cancellation = default)
    {
        var isWell = true;
        await Parallel.ForEachAsync(
            await ClientsAsync(cancellation),
            new ParallelOptions { MaxDegreeOfParallelism = ClientsAtOnce, CancellationToken = cancellation },
            async (client, stopping) =>
            {
                try
                {
                    await LookAsync(client, stopping);
                }
                catch (Exception e) when (Outage.Of(e) is { } outage)
                {
                    outages.Say(outage, e, "a file in an SFTP inbox");
                    isWell = false;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    // One client's trouble must not keep the others' files waiting.
                    log.LogError(e, "The inbox of {Client} could not be worked off", client);
                    isWell = false;
                }
            }
        );
        return await answers.TellAsync(cancellation) && isWell;
    }

    private async Task<List<string>> ClientsAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        return await db.Set<MachineClient>().Where(c => c.IsEnabled && c.SftpKeys != "").Select(c => c.ClientId).ToListAsync(cancellation);
    }

    private async Task LookAsync(string client, CancellationToken cancellation)
    {
        var folder = new SftpFolder(Path.Combine(options.Root, client));
        if (!SftpKeys.IsAccountName(client) || !folder.Exists)
        {
            return;
        }

        foreach (var file in folder.Taken().ToList())
        {
            await DeliverAsync(client, file, cancellation);
        }

        var delivered = folder.Delivered().ToList();
        foreach (var gone in _sightings.Keys.Where(k => k.Client == client && delivered.All(f => f.Name != k.Name)).ToList())
        {
            _sightings.TryRemove(gone, out _);
        }

        foreach (var file in delivered.Where(f => IsComplete(client, f)))
        {
            if (folder.Take(file) is { } taken)
            {
                await DeliverAsync(client, taken, cancellation);
            }
        }
    }

    /// <summary>Size and time rest, and nobody has it open for writing.</summary>
    private bool IsComplete(string client, FileInfo file)
    {
        if (file.LinkTarget is not null)
        {
            return true;
        }

        var now = runs.MachineClock.GetUtcNow();
        var seen = _sightings.AddOrUpdate(
            (client, file.Name),
            _ => new Sighting(file.Length, file.LastWriteTimeUtc, now),
            (_, before) => before.Length == file.Length && before.WrittenAt == file.LastWriteTimeUtc ? before : new Sighting(file.Length, file.LastWriteTimeUtc, now)
        );
        var rested = now - seen.Since;
        return rested >= options.Rest && IsClosed(file) switch { true => true, false => false, null => rested >= options.RestUnsure };
    }

    private static bool? IsClosed(FileInfo file)
    {
        try
        {
            return !OpenWriters.Has(file.FullName);
        }
        catch (UnauthorizedAccessException)
        {
            // Not ours to read: whether that is an answer is decided when it has rested for long.
            return null;
        }
        catch (FileNotFoundException)
        {
            // The client took it back.
            return false;
        }
    }

    private async Task DeliverAsync(string client, FileInfo file, CancellationToken cancellation)
    {
        if (file.LinkTarget is null && IsClosed(file) == false)
        {
            return;
        }

        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var db = services.GetRequiredService<StudentNetDb>();
        // Switched off since the look began: the file waits in its place.
        if (await services.GetRequiredService<ClientRegister>().FindAsync(db, client, cancellation) is not { } sender)
        {
            return;
        }

        var key = SftpFolder.KeyOf(client, file);
        switch (await ReceiveAsync(services, db, sender, file, key, cancellation))
        {
            case ReceptionResult.Received { Receipt: var receipt }:
                await answers.ReceivedAsync(receipt);
                break;
            case ReceptionResult.Refused { Problem: var problem }:
                await RefuseAsync(db, sender, file, key, problem, cancellation);
                break;
        }

        // Only now: the receipt is committed and keeps the bytes, or the refusal is.
        file.Delete();
    }

    private async Task<ReceptionResult> ReceiveAsync(
        IServiceProvider services,
        StudentNetDb db,
        MachineClient client,
        FileInfo file,
        string key,
        CancellationToken cancellation
    )
    {
        if (file.LinkTarget is not null)
        {
            return Refused(new Problem("sftp.link", "這是連結，不是檔案", "請上傳檔案本身"));
        }

        // Asked before the window is: a file that a dying server had received stays received.
        if (await db.Set<Receipt>().FirstOrDefaultAsync(r => r.DeliveryKey == key && r.FileLength == file.Length, cancellation) is { } earlier)
        {
            return new ReceptionResult.Received(earlier);
        }

        if (SftpFileName.Parse(formats, file.Name, out var problem) is not { } name)
        {
            return Refused(problem!.Value);
        }

        var allowed = await services.GetRequiredService<ClientSender>().ForAsync(db, client, name.Format, name.Organisation, cancellation);
        if (allowed is not ClientSenderResult.Allowed { Sender: var sender })
        {
            return Refused(((ClientSenderResult.Refused)allowed).Problem);
        }

        // Only the opening says something about the file: a data folder that cannot be written to is no fault of the client's, and the file waits.
        if (OpenOrNull(file) is not { } content)
        {
            return Refused(new Problem("sftp.unreadable", "伺服器沒有讀這個檔案的權限", "請把檔案權限設為群組可讀（chmod 640）後再上傳"));
        }

        await using (content)
        {
            var incoming = new IncomingFile(name.Format, file.Name, content, Door.Sftp, name.Settings) { Accept = AcceptMode.GoodRows, DeliveryKey = key };
            return await services.GetRequiredService<Reception>().ReceiveAsync(db, incoming, sender, cancellation);
        }
    }

    private static FileStream? OpenOrNull(FileInfo file)
    {
        try
        {
            return new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, 128 << 10, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async Task RefuseAsync(StudentNetDb db, MachineClient client, FileInfo file, string key, Problem problem, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var act = ClientRegister.ActOf(client, client.Organisation, "退回檔案", "A6", now);
        var refusal = await Refusal.RecordAsync(db, client, Door.Sftp, file.Name, key, problem, act, cancellation);
        log.LogInformation("A file of {Client} was refused: {Code}", client.ClientId, problem.Code);
        await answers.RefusedAsync(refusal);
    }

    private static ReceptionResult.Refused Refused(Problem problem) => new(problem);

    private sealed record Sighting(long Length, DateTime WrittenAt, DateTimeOffset Since);
}

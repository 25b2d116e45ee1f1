using StudentNet.Platform.Data;

namespace StudentNet.Platform.Audit;

/// <summary>Keeps the anchor of the audit while the server runs: what is written is out of reach of the database within a minute.</summary>
internal sealed partial class AuditAnchorService(IServiceScopeFactory scopes, AuditAnchorFile file, TimeProvider time, OutageLog outages, ILogger<AuditAnchorService> log) : BackgroundService
{
    private static readonly TimeSpan Each = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Each);
        do
        {
            try
            {
                await KeepAsync(stoppingToken);
            }
            catch (Exception e) when (Outage.Of(e) is { } outage)
            {
                outages.Say(outage, e, "keeping the last links of the audit");
            }
#pragma warning disable CA1031 // It outlives whatever else there may be; the next minute tries again.
            catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
            {
                LogNotKept(e.Message);
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task KeepAsync(CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        switch (await file.KeepAsync(scope.ServiceProvider.GetRequiredService<StudentNetDb>(), time.GetUtcNow().UtcDateTime, cancellation))
        {
            case AnchorKeeping.AuditAltered:
                LogAudit(file.FilePath);
                break;
            case AnchorKeeping.FileAltered:
                LogFile(file.FilePath);
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last links of the audit could not be kept outside the database, it is tried again in a minute: {Reason}")]
    private partial void LogNotKept(string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The audit was altered: entries that {File} names are gone or are others. Keep the file and run verify-audit")]
    private partial void LogAudit(string file);

    [LoggerMessage(Level = LogLevel.Critical, Message = "{File} was altered: its signature is not by this installation's key. Keep it, put it elsewhere and run verify-audit with an earlier copy")]
    private partial void LogFile(string file);
}

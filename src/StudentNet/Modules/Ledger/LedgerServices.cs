using StudentNet.Modules.Ledger.P1Ledger;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.Ledger;

/// <summary>Registers the ledger: where every child of compulsory age stands, on every day.</summary>
public static class LedgerServices
{
    public static IServiceCollection AddLedger(this IServiceCollection services) =>
        services.AddScoped<LedgerReader>().AddHistorySource<StandingHistory>().AddQueuedWork<StandingQueue>().AddRunKind<LedgerRun>().AddScheduledWork<LedgerSchedule>().AddScoped<ICommand, VerifyLedgerCommand>();
}

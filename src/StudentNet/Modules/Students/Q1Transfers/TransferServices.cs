using StudentNet.Modules.Residents;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Q1Transfers;

/// <summary>Registers the transfers in two stages (Q1).</summary>
internal static class TransferServices
{
    public static IServiceCollection AddTransfers(this IServiceCollection services) =>
        services.AddFileFormat(TransfersFormat.Format).AddScoped<TransferRegister>().AddScoped<TransferRoster>().AddHistorySource<TransferHistory>();
}

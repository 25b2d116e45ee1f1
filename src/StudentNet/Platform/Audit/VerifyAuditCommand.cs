using StudentNet.Platform.Commands;

namespace StudentNet.Platform.Audit;

/// <summary><c>StudentNet verify-audit</c>: proves every chain; exit code 1 names the first broken link of each broken one.</summary>
internal sealed class VerifyAuditCommand : ICommand
{
    public string Name => "verify-audit";

    public string Summary => "核對稽核紀錄的雜湊鏈，逐鏈印出筆數與末筆雜湊";

    public async Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation)
    {
        var results = await services.GetRequiredService<AuditCheck>().RunAsync(cancellation);
        foreach (var chain in results)
        {
            Console.WriteLine(
                chain.Break is { } broken
                    ? $"{chain.Chain}\t斷在第 {broken.Seq} 筆：{broken.Words}"
                    : $"{chain.Chain}\t完整\t{chain.Entries} 筆\t末筆 {chain.Head}"
            );
        }

        var faulty = results.Count(r => r.Break is not null);
        Console.WriteLine(faulty == 0 ? $"{results.Count} 條鏈全部完整。" : $"{results.Count} 條鏈中有 {faulty} 條不完整。");
        return faulty == 0 ? 0 : 1;
    }
}

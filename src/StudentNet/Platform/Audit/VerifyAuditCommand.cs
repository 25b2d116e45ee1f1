using StudentNet.Platform.Commands;

namespace StudentNet.Platform.Audit;

/// <summary>
/// <c>StudentNet verify-audit [--heads FILE]</c>: proves every lane of every chain, and that what the anchor in the data folder says, or an earlier
/// copy of it, still stands there. Exit code 1 names the first broken link of each broken lane.
/// </summary>
internal sealed class VerifyAuditCommand : ICommand
{
    public string Name => "verify-audit";

    public string Summary => "核對稽核紀錄的雜湊鏈，並與先前留存的末筆比對（--heads 檔案）";

    public async Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation)
    {
        var file = services.GetRequiredService<AuditAnchorFile>();
        var path = line.Option("heads") ?? file.FilePath;
        if (line.Option("heads") is not null && !File.Exists(path))
        {
            await Console.Error.WriteLineAsync($"沒有 {path} 這個檔案。");
            return 2;
        }

        var anchor = file.Read(path, out var isAltered);
        var results = await services.GetRequiredService<AuditCheck>().RunAsync(anchor, cancellation);
        foreach (var chain in results.GroupBy(r => r.Chain))
        {
            var broken = chain.Where(r => r.Break is not null).ToList();
            foreach (var lane in broken)
            {
                Console.WriteLine($"{lane.Chain}\t第 {lane.Lane} 道斷在第 {lane.Break!.Seq} 筆：{lane.Break.Words}");
            }

            if (broken.Count == 0)
            {
                Console.WriteLine($"{chain.Key}\t完整\t{chain.Sum(r => r.Entries)} 筆\t{chain.Count()} 道");
            }
        }

        var chains = results.Select(r => r.Chain).Distinct().Count();
        var faulty = results.Where(r => r.Break is not null).Select(r => r.Chain).Distinct().Count();
        Console.WriteLine(faulty == 0 ? $"{chains} 條鏈全部完整。" : $"{chains} 條鏈中有 {faulty} 條不完整。");
        Console.WriteLine(
            isAltered ? $"{path} 被更動過：簽章不符，不能用來比對。"
            : anchor is null ? "還沒有留存的末筆可比對。"
            : $"已與 {Moment.Full(anchor.At)} 留存的末筆比對。"
        );
        return faulty == 0 && !isAltered ? 0 : 1;
    }
}

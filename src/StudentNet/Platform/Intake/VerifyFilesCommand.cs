using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;

namespace StudentNet.Platform.Intake;

/// <summary><c>StudentNet verify-files</c>: reads every received file again and holds it against the hash of its receipts; exit code 1 where one is missing or altered.</summary>
internal sealed class VerifyFilesCommand : ICommand
{
    public string Name => "verify-files";

    public string Summary => "核對收到的原檔：逐件重算雜湊，印出不見或內容不同的收件";

    public async Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation)
    {
        var (db, files) = (services.GetRequiredService<StudentNetDb>(), services.GetRequiredService<FileStore>());
        var (all, faulty) = (0, 0);
        var hashes = db.Set<Receipt>().GroupBy(r => r.FileHash).Select(g => new { Hash = g.Key, First = g.Min(r => r.Id), Receipts = g.Count() }).OrderBy(g => g.First);
        // Taken at once: reading the files takes long, and an open question would keep the embedded database's log from being emptied.
        foreach (var stored in await hashes.ToListAsync(cancellation))
        {
            all++;
            var (content, problem) = await files.OpenCheckedAsync(stored.Hash, cancellation);
            if (content is not null)
            {
                await content.DisposeAsync();
                continue;
            }

            faulty++;
            var others = stored.Receipts > 1 ? $"（同一內容共 {stored.Receipts:N0} 件）" : "";
            Console.WriteLine($"#{stored.First}{others}\t{stored.Hash}\t{problem!.Value.Message}");
        }

        Console.WriteLine(faulty == 0 ? $"{all:N0} 個檔案全部完整。" : $"{all:N0} 個檔案中有 {faulty:N0} 個不完整。請由備份還原上列檔案（files/雜湊前兩碼/雜湊.bin），再執行一次。");
        return faulty == 0 ? 0 : 1;
    }
}

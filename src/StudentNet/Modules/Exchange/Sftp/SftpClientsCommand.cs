using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Clients;
using StudentNet.Platform.Commands;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Exchange.Sftp;

/// <summary>
/// <c>StudentNet sftp-clients [--keys folder]</c>: the accounts that the SFTP server must have, one a line; with <c>--keys</c> it also brings the
/// folder of key files in line with the clients: whoever was switched off has none any more. <c>ops/sftp/prepare.sh</c> does the rest.
/// </summary>
internal sealed class SftpClientsCommand : ICommand
{
    public string Name => "sftp-clients";

    public string Summary => "列出 SFTP 帳號並同步公鑰：sftp-clients [--keys 資料夾]";

    public async Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation)
    {
        var today = TaipeiTime.Today(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var clients = await services
            .GetRequiredService<StudentNetDb>()
            .Set<MachineClient>()
            .AsNoTracking()
            .Where(c => c.IsEnabled && c.SftpKeys != "" && (c.Organisation.ClosedOn == null || c.Organisation.ClosedOn >= today))
            .OrderBy(c => c.ClientId)
            .ToListAsync(cancellation);
        var files = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var client in clients)
        {
            var lines = SftpKeys.Lines(client);
            if (!SftpKeys.IsAccountName(client.ClientId) || lines.Count == 0)
            {
                Console.Error.WriteLine($"{client.ClientId}：代碼不能作為帳號（小寫英數與「-」），或沒有可用的公鑰，略過。");
                continue;
            }

            files[client.ClientId] = lines;
            Console.WriteLine(client.ClientId);
        }

        if (line.Option("keys") is { } folder)
        {
            await SyncAsync(folder, files, cancellation);
        }

        return 0;
    }

    private static async Task SyncAsync(string folder, Dictionary<string, IReadOnlyList<string>> files, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        foreach (var (client, lines) in files)
        {
            // sshd may read at any moment: a whole file or the one before.
            var partial = Path.Combine(folder, $".{client}.part");
            await File.WriteAllLinesAsync(partial, lines, cancellation);
            File.Move(partial, Path.Combine(folder, client), overwrite: true);
        }

        foreach (var file in Directory.EnumerateFiles(folder).Where(f => !files.ContainsKey(Path.GetFileName(f))))
        {
            File.Delete(file);
        }
    }
}

using StudentNet.Platform.Commands;

namespace StudentNet.Platform.Data;

/// <summary><c>StudentNet backup --to FOLDER</c>: copies the data folder, also while servers run.</summary>
internal sealed class BackupCommand(DataOptions data, TimeProvider time) : ICommand
{
    public string Name => "backup";

    public string Summary => "把資料備份到 --to 的新資料夾（執行中也可以；PostgreSQL 另用 pg_dump）";

    public bool PreparesDatabase => false;

    public async Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation)
    {
        if (line.Option("to") is not { } to)
        {
            await Console.Error.WriteLineAsync("用法：backup --to 新資料夾");
            return 2;
        }

        if (await DataBackup.SaveAsync(data, to, time.GetUtcNow().UtcDateTime, cancellation) is { } problem)
        {
            await Console.Error.WriteLineAsync($"{problem.Message}。{problem.Hint}。");
            return problem.Code == DataBackup.Damaged ? ExitCode.Damaged : ExitCode.Usage;
        }

        Console.WriteLine($"已備份到 {to}。請保護這個資料夾：裡面有學生資料與金鑰。");
        if (data.Postgres is not null)
        {
            await Console.Error.WriteLineAsync("資料庫是 PostgreSQL，不在這份備份裡：請先執行 pg_dump -Fc，再備份資料夾。");
        }

        return 0;
    }
}

/// <summary><c>StudentNet restore --from FOLDER</c>: puts a backup into an empty data folder.</summary>
internal sealed class RestoreCommand(DataOptions data) : ICommand
{
    public string Name => "restore";

    public string Summary => "把 --from 的備份還原到空的資料夾，逐檔核對";

    public bool PreparesDatabase => false;

    public async Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation)
    {
        if (line.Option("from") is not { } from)
        {
            await Console.Error.WriteLineAsync("用法：restore --from 備份資料夾 --data 空的資料夾");
            return 2;
        }

        if (await DataBackup.RestoreAsync(data, from, cancellation) is { } problem)
        {
            await Console.Error.WriteLineAsync($"{problem.Message}。{problem.Hint}。");
            return 2;
        }

        Console.WriteLine($"已還原到 {data.Folder}，每個檔案都與備份時相同。接著執行 verify-audit 與 verify-files，再開放登入。");
        if (data.Postgres is not null)
        {
            await Console.Error.WriteLineAsync("資料庫是 PostgreSQL，不在這份備份裡：請用 pg_restore 還原同一次的 pg_dump。");
        }

        return 0;
    }
}

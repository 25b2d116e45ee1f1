using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace StudentNet.Platform.Data;

/// <summary>
/// A copy of the data folder that can be taken while servers run, and put back. The embedded database is copied by its own means and is one file in the
/// copy: beside a file that was simply copied, a log (<c>-wal</c>) of another hour would destroy it. A PostgreSQL is not in it; it has means of its own.
/// </summary>
public static class DataBackup
{
    /// <summary>What makes a folder a backup: the files in it with their hashes.</summary>
    public const string ListName = "backup.txt";

    /// <summary>Code of the problem of a damaged database.</summary>
    internal const string Damaged = "backup.damaged";

    private const string Anchor = "audit-heads.txt";
    private const string Title = "# StudentNet 備份";

    /// <summary>Files and folders of the moment, which no backup needs.</summary>
    private static readonly string[] Passing = ["temp", Path.Combine("files", "incoming"), SchemaUpgrade.TurnFile];

    /// <summary>Copies the data folder to a new folder. Null: done.</summary>
    public static async Task<Problem?> SaveAsync(DataOptions data, string to, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any())
        {
            return new Problem("backup.not-empty", $"{to} 裡已有檔案", "請給一個新的資料夾，例如以日期命名");
        }

        if (data.Postgres is null && !File.Exists(data.SqliteFile))
        {
            return new Problem("backup.no-database", $"資料夾 {data.Folder} 裡沒有資料庫", "請以 --data 指定伺服器使用的資料夾");
        }

        if (IsInside(to, data.Folder))
        {
            return new Problem("backup.inside", $"{to} 在資料夾 {data.Folder} 裡面", "請備份到資料夾以外，最好是另一部機器");
        }

        DataFolder.Make(to);
        var list = new List<string> { $"{Title} {now:yyyy-MM-ddTHH:mm:ssZ}" };
        // In this order: an anchor that is older than the database says nothing wrong, and a file too many does no harm.
        var files = Files(data).ToList();
        foreach (var name in files.Where(n => n == Anchor))
        {
            list.Add(await CopyAsync(data.Folder, to, name, cancellation));
        }

        if (data.Postgres is null)
        {
            var name = Path.GetFileName(data.SqliteFile);
            if (!await IsWholeCopyAsync(data.SqliteFile, Path.Combine(to, name), cancellation))
            {
                return new Problem(Damaged, $"資料庫的檔案有損壞（{data.SqliteFile}），沒有備份", "請保留先前的備份，停止伺服器，由最近一次完好的備份還原");
            }

            list.Add(await LineAsync(to, name, cancellation));
        }

        foreach (var name in files.Where(n => n != Anchor))
        {
            // A server may have ended its work with it meanwhile.
            if (File.Exists(Path.Combine(data.Folder, name)))
            {
                list.Add(await CopyAsync(data.Folder, to, name, cancellation));
            }
        }

        await using var file = DataFolder.Create(Path.Combine(to, ListName));
        await using var writer = new StreamWriter(file);
        await writer.WriteAsync(string.Join('\n', list) + "\n");
        return null;
    }

    /// <summary>Puts a backup into an empty data folder, each file checked against the hash that it had. Null: done.</summary>
    public static async Task<Problem?> RestoreAsync(DataOptions data, string from, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var path = Path.Combine(from, ListName);
        if (!File.Exists(path))
        {
            return new Problem("backup.none", $"{from} 不是備份，裡面沒有 {ListName}", "請給 backup 指令產生的資料夾");
        }

        // Empty folders do not count: starting a command makes some.
        if (Directory.Exists(data.Folder) && Directory.EnumerateFiles(data.Folder, "*", SearchOption.AllDirectories).Any())
        {
            return new Problem("backup.folder-in-use", $"資料夾 {data.Folder} 裡已有檔案，沒有還原", "請先停止伺服器，把整個資料夾改名保留，再執行一次");
        }

        var lines = (await File.ReadAllLinesAsync(path, cancellation)).Where(l => !l.StartsWith('#')).Select(l => l.Split("  ", 2)).ToList();
        foreach (var line in lines)
        {
            var (hash, name) = (line[0], line[^1]);
            if (!IsInside(Path.Combine(data.Folder, name), data.Folder))
            {
                return new Problem("backup.list", $"{ListName} 裡的 {name} 不在備份裡面", "這份清單被更動過，請用另一份備份");
            }

            if (!File.Exists(Path.Combine(from, name)) || await HashAsync(Path.Combine(from, name), cancellation) != hash)
            {
                return new Problem("backup.altered", $"備份裡的 {name} 不見了或內容不同", "請用另一份備份；已還原的檔案請整個刪除");
            }

            await CopyAsync(from, data.Folder, name, cancellation);
        }

        return null;
    }

    /// <summary>What the folder holds beside the database, by name within it.</summary>
    private static IEnumerable<string> Files(DataOptions data) =>
        !Directory.Exists(data.Folder)
            ? []
            : Directory
                .EnumerateFiles(data.Folder, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(data.Folder, f))
                .Where(n => !n.StartsWith(Path.GetFileName(data.SqliteFile), StringComparison.Ordinal))
                .Where(n => !Passing.Any(p => n == p || n.StartsWith(p + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
                .Order(StringComparer.Ordinal);

    private static async Task<bool> IsWholeCopyAsync(string from, string to, CancellationToken cancellation)
    {
        try
        {
            return await CopyDatabaseAsync(from, to, cancellation);
        }
        catch (SqliteException e) when (Outage.Of(e) == Outage.DatabaseDamaged)
        {
            return false;
        }
    }

    /// <summary>False: what was copied is damaged. A backup of it would take the place of a good one.</summary>
    private static async Task<bool> CopyDatabaseAsync(string from, string to, CancellationToken cancellation)
    {
        await DataFolder.Create(to).DisposeAsync();
        await using var source = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = from, Pooling = false, Mode = SqliteOpenMode.ReadWrite }.ConnectionString);
        await using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ConnectionString);
        await source.OpenAsync(cancellation);
        await copy.OpenAsync(cancellation);
        source.BackupDatabase(copy);
        // One file, also where the copy is opened by something else than this program.
        await using var whole = copy.CreateCommand();
        whole.CommandText = "pragma journal_mode = delete";
        await whole.ExecuteNonQueryAsync(cancellation);
        await using var check = copy.CreateCommand();
        check.CommandText = "pragma quick_check(1)";
        return await check.ExecuteScalarAsync(cancellation) is "ok";
    }

    private static async Task<string> CopyAsync(string from, string to, string name, CancellationToken cancellation)
    {
        DataFolder.Make(to);
        var target = Path.Combine(to, name);
        DataFolder.Make(Path.GetDirectoryName(target)!);
        await using (var source = new FileStream(Path.Combine(from, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        await using (var copy = DataFolder.Create(target))
        {
            await source.CopyToAsync(copy, cancellation);
        }

        return await LineAsync(to, name, cancellation);
    }

    private static async Task<string> LineAsync(string folder, string name, CancellationToken cancellation) =>
        $"{await HashAsync(Path.Combine(folder, name), cancellation)}  {name}";

    private static async Task<string> HashAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }

    private static bool IsInside(string path, string folder) =>
        Path.GetFullPath(path).StartsWith(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}

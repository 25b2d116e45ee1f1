using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace StudentNet.Modules.Exchange.Sftp;

/// <summary>
/// A client's folder on the SFTP server: it writes into <c>inbox</c>, reads from <c>outbox</c> and cannot enter <c>work</c>, where a file lies
/// from the moment it is taken until its receipt is in the database. A file in <c>work</c> cannot be changed or swapped any more.
/// </summary>
internal sealed class SftpFolder(string path)
{
    /// <summary>Longest name in bytes that leaves room for the endings of the answers.</summary>
    private const int LongestName = 230;

    private const UnixFileMode AnswerMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    private string Inbox => Path.Combine(path, "inbox");

    private string Outbox => Path.Combine(path, "outbox");

    private string Work => Path.Combine(path, "work");

    /// <summary>Whether <c>ops/sftp/prepare.sh</c> has made it.</summary>
    public bool Exists => Directory.Exists(Inbox) && Directory.Exists(Outbox) && Directory.Exists(Work);

    /// <summary>Files the client put down, without those that it says are unfinished.</summary>
    public IEnumerable<FileInfo> Delivered() =>
        new DirectoryInfo(Inbox).EnumerateFiles().Where(f => !SftpFileName.IsUnfinished(f.Name)).OrderBy(f => f.LastWriteTimeUtc).ThenBy(f => f.Name, StringComparer.Ordinal);

    /// <summary>Files that were taken and have no receipt yet: a server died between the two.</summary>
    public IEnumerable<FileInfo> Taken() => new DirectoryInfo(Work).EnumerateFiles().OrderBy(f => f.LastWriteTimeUtc);

    /// <summary>Takes a file out of the client's reach, in one step; null while an earlier file of its name is not done.</summary>
    public FileInfo? Take(FileInfo file)
    {
        var taken = Path.Combine(Work, file.Name);
        if (Path.Exists(taken))
        {
            return null;
        }

        File.Move(file.FullName, taken);
        return new FileInfo(taken);
    }

    /// <summary>
    /// What a delivery is known by, whatever folder it lies in: name, time of its last writing, and when it was made on this server, which no
    /// client can set. The same file sent twice is two deliveries; one that a dying server left behind is one.
    /// </summary>
    public static string KeyOf(string client, FileInfo file) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"sftp/{client}/{file.Name}/{file.LastWriteTimeUtc.Ticks}/{file.CreationTimeUtc.Ticks}"
        );

    /// <summary>Puts an answer down for the client, whole or not at all.</summary>
    public async Task AnswerAsync(string name, string ending, Func<Stream, Task> write)
    {
        var final = Path.Combine(Outbox, AnswerName(name) + ending);
        var partial = Path.Combine(Outbox, $".{Guid.NewGuid():N}.part");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = AnswerMode;
            }

            await using (var file = new FileStream(partial, options))
            {
                await write(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, final, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    /// <summary>Takes an answer away that no longer holds.</summary>
    public void Withdraw(string name, string ending) => File.Delete(Path.Combine(Outbox, AnswerName(name) + ending));

    private static string AnswerName(string name)
    {
        var clean = new StringBuilder();
        foreach (var rune in name.EnumerateRunes().Where(r => !Rune.IsControl(r) && r.Value is not ('/' or '\\')))
        {
            if (Encoding.UTF8.GetByteCount(clean.ToString()) + rune.Utf8SequenceLength > LongestName)
            {
                break;
            }

            clean.Append(rune);
        }

        return clean.ToString();
    }
}

/// <summary>Whether somebody has a file open for writing. The kernel knows; sizes and times only let one guess.</summary>
internal static partial class OpenWriters
{
    private const int SetLease = 1024;
    private const int SetSignal = 10;
    private const int ReadLease = 0;
    private const int NoLease = 2;
    private const int TryAgain = 11;

    /// <summary>A signal that does nothing by default: the default one would end the process, should a writer come in between.</summary>
    private const int Urgent = 23;

    /// <summary>
    /// True or false; null where it cannot be told: another file system than a local one, or neither the file's owner nor CAP_LEASE.
    /// Asked by a read lease (fcntl), which Linux gives only while nobody writes; it is given back at once.
    /// </summary>
    public static bool? Has(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (fcntl(file, SetSignal, Urgent) != 0)
        {
            return null;
        }

        if (fcntl(file, SetLease, ReadLease) == 0)
        {
            _ = fcntl(file, SetLease, NoLease);
            return false;
        }

        return Marshal.GetLastPInvokeError() == TryAgain ? true : null;
    }

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int fcntl(SafeFileHandle file, int command, int argument);
}

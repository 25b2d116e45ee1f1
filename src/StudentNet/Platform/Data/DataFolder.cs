using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace StudentNet.Platform.Data;

/// <summary>
/// The data folder holds children's data: nobody but the account that runs the program may enter it or read a file in it. What only lives while the
/// program works on it (a body that comes in, a table that goes out) lies there too and not in the machine's own folder for such things.
/// </summary>
public static class DataFolder
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int BufferSize = 64 << 10;

    /// <summary>Folders in it that are ours; whatever else somebody has put there is not touched.</summary>
    private static readonly string[] Own = ["files", "keys", "mail", "temp"];

    /// <summary>Where bodies lie that are coming in.</summary>
    public static string Incoming(DataOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Path.Combine(options.Folder, "files", "incoming");
    }

    /// <summary>Makes a folder, if need be, that only its owner may enter.</summary>
    public static DirectoryInfo Make(string path)
    {
        if (Directory.Exists(path))
        {
            return new DirectoryInfo(path);
        }

        var there = Path.GetDirectoryName(Path.GetFullPath(path));
        while (there is not null && !Directory.Exists(there))
        {
            there = Path.GetDirectoryName(there);
        }

        var made = OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, FolderMode);
        for (var above = made.Parent; above is not null; above = above.Parent)
        {
            FlushNames(above.FullName);
            if (above.FullName == there)
            {
                break;
            }
        }

        return made;
    }

    /// <summary>
    /// Makes the names in a folder survive a power cut: a file that was moved into it, a folder that was made in it. Flushing a file keeps what is in it,
    /// and not that it is there.
    /// </summary>
    public static void FlushNames(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var handle = open(System.Text.Encoding.UTF8.GetBytes(folder + '\0'), CloseOnExec);
        if (handle.IsInvalid || fsync(handle) != 0)
        {
            var code = Marshal.GetLastPInvokeError();
            // Some file systems, most of them of a network, keep names at once and know no flushing of folders.
            if (handle.IsInvalid || code != NotSupported)
            {
                throw new IOException($"{folder}: {Marshal.GetPInvokeErrorMessage(code)}", code);
            }
        }
    }

    /// <summary>O_RDONLY | O_CLOEXEC of Linux.</summary>
    private const int CloseOnExec = 0x80000;

    /// <summary>EINVAL of Linux.</summary>
    private const int NotSupported = 22;

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern SafeFileHandle open(byte[] path, int flags);

    [DllImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int fsync(SafeFileHandle file);

    /// <summary>Makes a file that only its owner may read. It stays locked until it is closed, so that a start beside it leaves it alone.</summary>
    public static FileStream Create(string path, FileOptions options = FileOptions.None)
    {
        var how = new FileStreamOptions
        {
            Mode = System.IO.FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferSize,
            Options = options | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = FileMode;
        }

        return new FileStream(path, how);
    }

    /// <summary>Opens a file that only its owner may read, made at the first need, for this process alone; another that has it is an <see cref="IOException"/>.</summary>
    public static FileStream Hold(string path)
    {
        var how = new FileStreamOptions { Mode = System.IO.FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = FileMode;
        }

        return new FileStream(path, how);
    }

    /// <summary>Makes the file of the embedded database where there is none. Made by the database itself it would be everybody's to read; its log takes over the rights of the file.</summary>
    public static void MakeDatabase(DataOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Postgres is not null || File.Exists(options.SqliteFile))
        {
            return;
        }

        try
        {
            Create(options.SqliteFile).Dispose();
        }
        catch (IOException) when (File.Exists(options.SqliteFile))
        {
            // Another program that starts has just made it.
        }
    }

    /// <summary>A file that goes when it is closed, for a table on its way out.</summary>
    public static FileStream Temporary(DataOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Create(Path.Combine(Make(Path.Combine(options.Folder, "temp")).FullName, Path.GetRandomFileName()), FileOptions.DeleteOnClose);
    }

    /// <summary>
    /// At the start of the program: takes away rights that others have, and what a program that was killed has left half done. Files that another
    /// program on the same folder is working on stay. What could not be done is said to <paramref name="say"/>.
    /// </summary>
    public static void Guard(DataOptions options, TextWriter say)
    {
        ArgumentNullException.ThrowIfNull(options);
        Make(options.Folder);
        MakeDatabase(options);
        // Once at the start and not with the first upload: what cannot be written cannot be served.
        using (var probe = Temporary(options))
        {
            probe.WriteByte(0);
            probe.Flush();
        }

        Sweep(Incoming(options));
        Sweep(Path.Combine(options.Folder, "temp"));
        if (!OperatingSystem.IsWindows())
        {
            var folder = new DirectoryInfo(options.Folder);
            var inside = Own.Select(name => new DirectoryInfo(Path.Combine(options.Folder, name))).Where(d => d.Exists && d.LinkTarget is null);
            Close([folder, .. folder.EnumerateFiles(), .. inside.SelectMany(d => d.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Prepend(d))], say);
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Close(IEnumerable<FileSystemInfo> entries, TextWriter say)
    {
        foreach (var entry in entries.Where(e => e.LinkTarget is null))
        {
            var mode = entry is DirectoryInfo ? FolderMode : FileMode;
            try
            {
                if ((entry.UnixFileMode & ~mode) != 0)
                {
                    entry.UnixFileMode = mode;
                }
            }
            catch (FileNotFoundException)
            {
                // Gone meanwhile: a log of the database, a body that has come in.
            }
            catch (UnauthorizedAccessException)
            {
                say.WriteLine($"{entry.FullName} 的權限太寬，且不屬於執行帳號，無法更改；請改為只有執行帳號可以讀取。");
            }
        }
    }

    /// <summary>Removes files that nobody holds open.</summary>
    private static void Sweep(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            try
            {
                using (file.Open(System.IO.FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                    file.Delete();
                }
            }
            catch (IOException)
            {
                // Locked: a server is at it. Or it has just gone.
            }
        }
    }
}

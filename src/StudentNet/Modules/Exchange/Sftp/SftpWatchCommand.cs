using System.Runtime.InteropServices;
using StudentNet.Platform.Commands;

namespace StudentNet.Modules.Exchange.Sftp;

/// <summary>
/// <c>StudentNet sftp-watch --sftp folder</c>: the SFTP door without pages and without jobs, until it is told to stop. A process of its own may
/// have the rights that reading other accounts' files takes; the web server needs none of them.
/// </summary>
internal sealed class SftpWatchCommand : ICommand
{
    public string Name => "sftp-watch";

    public string Summary => "只收 SFTP 送來的檔案：sftp-watch --sftp 資料夾";

    public async Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation)
    {
        if (services.GetService<SftpWatcher>() is not { } watcher)
        {
            Console.Error.WriteLine("請以 --sftp 指定 SFTP 的資料夾。");
            return 2;
        }

        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        Console.Error.WriteLine("SFTP 收件已啟動");
        await watcher.WatchAsync(stopping.Token);
        return 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }
    }
}

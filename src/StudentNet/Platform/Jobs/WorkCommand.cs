using System.Runtime.InteropServices;
using StudentNet.Platform.Installations;
using StudentNet.Platform.Commands;

namespace StudentNet.Platform.Jobs;

/// <summary><c>StudentNet work</c>: a worker without pages, until it is told to stop.</summary>
internal sealed class WorkCommand : ICommand
{
    public string Name => "work";

    public string Summary => "只執行背景作業與排程，不提供網頁";

    public async Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        Console.Error.WriteLine("背景作業已啟動");
        await Task.WhenAll(services.GetRequiredService<WorkerService>().WorkAsync(stopping.Token), FollowClockAsync(services, stopping.Token));
        return 0;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }
    }

    private static async Task FollowClockAsync(IServiceProvider services, CancellationToken stopping)
    {
        try
        {
            await services.GetRequiredService<TrainingClockWatch>().WatchAsync(stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop.
        }
    }
}

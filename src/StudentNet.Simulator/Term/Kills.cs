using System.Globalization;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Term;

/// <summary>
/// Kills the server while files come in and come back mended, and starts it again. The kills are spread over the work, not over the time: one is due
/// whenever so many more deliveries have come through, and falls a drawn moment later into those under way. So they happen on a fast machine and on a
/// slow one, and something gets done between two of them.
/// </summary>
internal sealed class Kills(ServerProcess server, int wanted, int deliveries, ulong seed, Action<string> tell) : IDisposable
{
    private const int LatestMilliseconds = 600;

    private readonly SemaphoreSlim _progress = new(0);
    private volatile int _done;

    /// <summary>How often the server was killed.</summary>
    public int Done => _done;

    public bool AreOutstanding => _done < wanted;

    /// <summary>A delivery has come through.</summary>
    public void Progress() => _progress.Release();

    public void Dispose() => _progress.Dispose();

    /// <summary>Runs until all kills are done, or until it is told that there is nothing left to interrupt.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        var draw = SeededDraw.For(seed, "kills");
        var between = Math.Max(1, deliveries / (wanted + 1));
        try
        {
            while (AreOutstanding)
            {
                for (var i = 0; i < between; i++)
                {
                    await _progress.WaitAsync(ended);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(draw.Below(LatestMilliseconds)), ended);
                await server.KillAsync(CancellationToken.None);
                tell(string.Create(CultureInfo.InvariantCulture, $"伺服器被中止（SIGKILL），第 {_done + 1} 次"));
                await server.StartAsync(CancellationToken.None);
                _done++;
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // Whoever reckons up sees how many are missing.
        }
    }
}

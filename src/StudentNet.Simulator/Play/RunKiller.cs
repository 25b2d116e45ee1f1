using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Play;

/// <summary>Kills the server in the middle of a run, and starts it again.</summary>
/// <param name="children">How many children take part: the fewer, the sooner a run is over.</param>
internal sealed class RunKiller(ServerProcess server, Ministry ministry, int children, ulong seed, Action<string> tell)
{
    /// <summary>How often a run is asked for until a kill hits it: that of a small county takes a fraction of a second.</summary>
    private const int KillsTried = 30;

    /// <summary>Milliseconds after a run was seen at work; at most one for every four children, because a kill that comes too late costs a start of the server.</summary>
    private const int LatestKill = 400;
    private const int ChildrenAMillisecond = 4;

    /// <summary>
    /// Kills while a run of this title is worked on. A run that was over before is asked for once more, and the kill comes sooner: a kill that hits nothing
    /// proves nothing.
    /// </summary>
    public async Task KillAsync(string title, Func<Task> askAgain, CancellationToken cancellation)
    {
        var draw = SeededDraw.For(seed, "kill");
        for (var attempt = 1; attempt <= KillsTried; attempt++)
        {
            if (await ministry.RunningAsync(title, cancellation) is { } run)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(draw.Below(Math.Clamp(children / ChildrenAMillisecond, 1, LatestKill) / attempt + 1)), cancellation);
                await server.KillAsync(cancellation);
                await server.StartAsync(cancellation);
                // Nobody takes a run up before the lease of the killed server has ended, so one that is over now was over then.
                if (await ministry.IsUnderWayAsync(run, cancellation))
                {
                    tell($"伺服器在{title}進行中被中止（SIGKILL，第 {attempt} 次），重新啟動");
                    return;
                }
            }

            await askAgain();
        }

        throw new RefusedException($"試了 {KillsTried} 次，都沒能在{title}進行中中止伺服器：作業太快結束。請以 --share 增加學生");
    }
}

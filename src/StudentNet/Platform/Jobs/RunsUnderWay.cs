using System.Collections.Concurrent;

namespace StudentNet.Platform.Jobs;

/// <summary>
/// How far the runs of this process are. On the embedded database a phase holds the only write lock, so its progress cannot be written until
/// it is done; pages read it here and fall back on the row of the run.
/// </summary>
public sealed class RunsUnderWay
{
    private readonly ConcurrentDictionary<long, RunProgress> _progress = new();

    /// <summary>Progress of a run, the newer of board and row.</summary>
    public RunProgress Of(Run run) =>
        run.Status == RunStatus.Running && _progress.TryGetValue(run.Id, out var progress) && progress.PhasesDone >= run.PhasesDone
            ? progress
            : new RunProgress(run.Phase, run.PhasesDone, run.Done, run.Total);

    internal void Show(long runId, RunProgress progress) => _progress[runId] = progress;

    internal RunProgress? Shown(long runId) => _progress.GetValueOrDefault(runId);

    internal void Forget(long runId) => _progress.TryRemove(runId, out _);
}

/// <summary>Progress of a run.</summary>
/// <param name="Phase">Title of the phase under way.</param>
/// <param name="PhasesDone">Phases finished before it.</param>
/// <param name="Done">Units done in this phase.</param>
/// <param name="Total">Units of this phase, where known.</param>
public sealed record RunProgress(string? Phase, int PhasesDone, long Done, long? Total);

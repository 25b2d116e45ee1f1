using StudentNet.Platform.Jobs;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Operations;

/// <summary>How a run is shown to people.</summary>
/// <param name="Run">The run.</param>
/// <param name="Kind">Its kind; null when this version has no such kind any more.</param>
/// <param name="Progress">How far it is now.</param>
/// <param name="Organisation">Name of the organisation it was asked for.</param>
/// <param name="Findings">What it found.</param>
public sealed record RunView(Run Run, IRunKind? Kind, RunProgress Progress, string Organisation, IReadOnlyList<RunFinding> Findings)
{
    public string Title => Kind?.Title ?? Run.Kind;

    /// <summary>It may still change: the page looks again.</summary>
    public bool IsUnderWay => Run.Status is RunStatus.Waiting or RunStatus.Running;

    public Status Status => StatusOf(Run.Status);

    public Track Steps =>
        new(
            $"{Title}的進度",
            [
                .. (Kind?.Phases ?? []).Select(
                    (phase, i) =>
                        i < Run.PhasesDone ? new TrackStep(phase.Title, "完成", StepState.Done)
                        : Run.Status == RunStatus.Running && i == Run.PhasesDone ? new TrackStep(phase.Title, Counts ?? "進行中", StepState.Now)
                        : Run.Status == RunStatus.Failed && i == Run.PhasesDone ? new TrackStep(phase.Title, "停在這裡", StepState.Now)
                        : new TrackStep(phase.Title, "等候", StepState.Ahead)
                ),
            ]
        );

    /// <summary>1,200 / 45,000 of the phase under way.</summary>
    public string? Counts => (Progress.Done, Progress.Total) switch
    {
        (0, null) => null,
        (var done, { } total) => $"{done:N0} / {total:N0}",
        (var done, null) => $"{done:N0}",
    };

    public static Status StatusOf(RunStatus status) =>
        status switch
        {
            RunStatus.Waiting => new Status(Tone.None, "等候中", "hourglass"),
            RunStatus.Running => new Status(Tone.Info, "進行中", "hourglass-split"),
            RunStatus.Done => new Status(Tone.Ok, "完成"),
            _ => new Status(Tone.Bad, "失敗"),
        };
}

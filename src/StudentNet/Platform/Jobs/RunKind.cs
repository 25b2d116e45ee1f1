using System.Text.Json;
using StudentNet.Platform.Data;

namespace StudentNet.Platform.Jobs;

/// <summary>
/// A kind of run. Each phase runs in one transaction that also records that the phase is done, so a worker that dies leaves either the whole
/// phase or nothing of it, and the run goes on from there. Registered with <c>services.AddRunKind&lt;T&gt;()</c>.
/// </summary>
public interface IRunKind
{
    string Kind { get; }

    /// <summary>Title for people: 新生分發.</summary>
    string Title { get; }

    /// <summary>Phases in order.</summary>
    IReadOnlyList<RunPhase> Phases { get; }
}

/// <summary>
/// One phase: its title, and its work inside the phase's transaction. The engine writes the phase's audit entry, so set-based statements need
/// no <c>WriteAsync</c> of their own; on the embedded database the transaction keeps other writers waiting, so a phase should take seconds.
/// </summary>
public sealed record RunPhase(string Title, Func<RunContext, CancellationToken, Task> Work);

/// <summary>What a phase has in hand.</summary>
public sealed class RunContext(StudentNetDb db, Run run, IServiceProvider services, DateTime now, Action<long, long?> report)
{
    private readonly List<RunFinding> _findings = [];
    private readonly SortedDictionary<string, long> _figures = run.Outcome is { } outcome
        ? new(JsonSerializer.Deserialize<Dictionary<string, long>>(outcome)!, StringComparer.Ordinal)
        : new(StringComparer.Ordinal);

    /// <summary>The context, with the phase's transaction open.</summary>
    public StudentNetDb Db { get; } = db;

    public Run Run { get; } = run;

    public IServiceProvider Services { get; } = services;

    /// <summary>When the run was first started, UTC: the same in every phase and after a resumption, so that the result is the same too.</summary>
    public DateTime Now { get; } = run.StartedAt ?? now;

    /// <summary>Shows progress to whoever watches; cheap, may be called per row.</summary>
    public void Report(long done, long? total = null) => report(done, total);

    /// <summary>What was asked.</summary>
    public T Parameters<T>() => JsonSerializer.Deserialize<T>(Run.Parameters)!;

    /// <summary>Sets a figure of the outcome. Figures of earlier phases are kept.</summary>
    public void Figure(string name, long value) => _figures[name] = value;

    /// <summary>A figure set by this or an earlier phase; 0 when there is none.</summary>
    public long Figure(string name) => _figures.GetValueOrDefault(name);

    /// <summary>Adds a finding for the person who asked; kept when the phase is done.</summary>
    public void Finding(FindingSeverity severity, string code, string message, string? hint = null) =>
        _findings.Add(
            new RunFinding
            {
                RunId = Run.Id,
                Seq = ((Run.PhasesDone + 1) * SeqsOfPhase) + _findings.Count,
                Severity = severity,
                Code = code,
                Message = message,
                Hint = hint,
            }
        );

    /// <summary>Ends the run as failed, with words for a person. What this phase wrote is undone; earlier phases stay. A person may try again.</summary>
    public void Stop(string why) => Failure = why;

    /// <summary>An act of whoever asked for the run, in the function it was asked from.</summary>
    public Act Act(string what, string? reason = null, long? personId = null, string? detail = null) =>
        new(what, Run.Function, now, Run.OrganisationCode, Run.Chain)
        {
            AccountId = Run.RequestedBy,
            Reason = reason,
            PersonId = personId,
            Detail = detail,
        };

    internal string? Failure { get; private set; }

    internal IReadOnlyList<RunFinding> Findings => _findings;

    internal string? Outcome => _figures.Count == 0 ? null : JsonSerializer.Serialize(_figures);

    /// <summary>Findings are numbered by phase, so that no phase needs to ask what the others found.</summary>
    private const int SeqsOfPhase = 1_000_000;
}

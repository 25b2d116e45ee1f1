using System.Diagnostics.CodeAnalysis;

namespace StudentNet.Kernel;

/// <summary>Which edge of a filing window a rule describes. A checkpoint reads like <see cref="Closes"/>.</summary>
public enum WindowEdge
{
    Opens = 1,
    Closes = 2,
}

/// <summary>
/// What a rule points at: another window's edge (<c>allocation.close</c>: name "allocation", edge Closes) or something that
/// happens, such as <c>districts.published</c> or <c>case.designated</c> (the whole text as the name, no edge).
/// </summary>
public readonly record struct WindowReference(string Name, WindowEdge? Edge)
{
    public override string ToString() => Edge switch
    {
        WindowEdge.Opens => $"{Name}.open",
        WindowEdge.Closes => $"{Name}.close",
        _ => Name,
    };
}

/// <summary>
/// Answers a reference for the organisation and case in question; <see cref="WindowInstant.Unresolved"/> where it is not yet
/// known. An edge must be answered as <see cref="WindowRule.Resolve"/> answers it: a close is the exclusive end.
/// </summary>
public delegate WindowInstant WindowLookup(WindowReference reference);

/// <summary>When an edge falls, or why nobody can say yet.</summary>
public abstract record WindowInstant
{
    private WindowInstant()
    {
    }

    /// <summary>
    /// A Taipei clock time, kind Unspecified. A closing is the exclusive end: the window is open while now &lt; Local.
    /// <see cref="DateTime.MinValue"/> is "since ever", <see cref="DateTime.MaxValue"/> "without end" or "never opens".
    /// </summary>
    public sealed record At(DateTime Local) : WindowInstant;

    /// <summary>Something must happen first; the reason says what, for the banner of the closed window.</summary>
    public sealed record Unresolved(Problem Reason) : WindowInstant;

    public bool TryGet(out DateTime local, [NotNullWhen(false)] out Problem? reason)
    {
        local = this is At at ? at.Local : default;
        reason = this is Unresolved unresolved ? unresolved.Reason : null;
        return this is At;
    }
}

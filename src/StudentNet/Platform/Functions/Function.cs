namespace StudentNet.Platform.Functions;

/// <summary>A function of the slides, by its printed code: one row of <c>Reference/functions.csv</c>. Menu, breadcrumb, title, access, window and audit derive from it.</summary>
/// <param name="Code">Printed code: <c>N3.31</c>. Module letter, function number, <c>.1x</c> ministry, <c>.2x</c> county, <c>.3x</c> school.</param>
/// <param name="Group">The function it belongs to: <c>N3</c>.</param>
/// <param name="GroupTitle">Title of the group: 報到作業.</param>
/// <param name="Title">Title of this page: 勾選報到.</param>
/// <param name="Levels">Who may have it.</param>
/// <param name="Duties">The duties that open it; empty: every duty of the levels.</param>
/// <param name="Window">Name of the filing window that its writes obey (<c>Reference/windows.csv</c>); null: always open.</param>
/// <param name="Summary">One sentence for the function card.</param>
public sealed record Function(
    string Code,
    string Group,
    string GroupTitle,
    string Title,
    IReadOnlySet<Level> Levels,
    IReadOnlySet<string> Duties,
    string? Window,
    string Summary
)
{
    /// <summary>Module letter: <c>N</c>.</summary>
    public char Module => Code[0];
}

/// <summary>A module of the slides: letter and title.</summary>
public sealed record Module(char Letter, string Title);

/// <summary>Ties a page or an endpoint to its row of <c>functions.csv</c>. An endpoint without it is refused to everybody (deny by default).</summary>
/// <param name="code">Printed code: <c>N3.31</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class FunctionAttribute(string code) : Attribute
{
    public string Code { get; } = code;
}

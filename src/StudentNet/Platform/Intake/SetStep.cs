namespace StudentNet.Platform.Intake;

/// <summary>
/// One step on the staged rows. Statements name the staging table <c>{staging}</c> and, where the format has a key, the table of its bad rows
/// <c>{rejected}</c>; parameters are <c>@receipt</c>, <c>@organisation</c>, <c>@county</c> (null for the ministry), <c>@now</c>, <c>@today</c>,
/// <c>@supplements</c> (true: the file only adds and changes, nothing may leave) and the format's settings.
/// </summary>
public abstract record SetStep
{
    private SetStep() { }

    /// <summary>Statement files that fill working columns, in order.</summary>
    public sealed record Prepare(params IReadOnlyList<string> Statements) : SetStep;

    /// <summary>Work on the set that no statement can do.</summary>
    public sealed record Work(Func<IntakeContext, CancellationToken, Task> Run) : SetStep;

    /// <summary>
    /// A check: a statement file, one <c>select</c> without a final semicolon, returning <c>line, value, detail</c> of every row that breaks it.
    /// Rows with an error leave the staged set after the last step.
    /// </summary>
    /// <param name="Code">Stable dotted name: <c>registry.village</c>.</param>
    /// <param name="Severity">An error keeps the row out, a warning does not.</param>
    /// <param name="Column">Name of the column the finding points at; null: the whole row.</param>
    /// <param name="Reason">What is wrong; <c>{0}</c> stands for the detail the statement returned.</param>
    /// <param name="Hint">How to mend it.</param>
    /// <param name="Sql">Name of the statement file.</param>
    public sealed record Check(string Code, Severity Severity, string? Column, string Reason, string Hint, string Sql) : SetStep;
}

namespace StudentNet.Bench;

/// <summary>One measured job beside the least that any such job must do, on the same rows in the same run.</summary>
/// <param name="Database">sqlite or postgres.</param>
/// <param name="Job">What was done.</param>
/// <param name="Rows">Rows, or children, it was done for.</param>
/// <param name="Seconds">What it took the application.</param>
/// <param name="Bare">The yardstick, in words.</param>
/// <param name="BareSeconds">What the yardstick took.</param>
internal sealed record Figure(string Database, string Job, long Rows, double Seconds, string Bare, double BareSeconds)
{
    /// <summary>Rows per second of the application.</summary>
    public double RowsPerSecond => Rows / Seconds;

    /// <summary>How many times the yardstick it took; the figure to compare between machines.</summary>
    public double TimesBare => Seconds / BareSeconds;

    /// <summary>Highest memory of this process so far, in MB.</summary>
    public long PeakMegabytes { get; } = System.Diagnostics.Process.GetCurrentProcess().PeakWorkingSet64 / 1_048_576;
}

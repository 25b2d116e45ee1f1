namespace StudentNet.Platform.Data;

/// <summary>
/// Tells the operator that something is away: one line a minute for each kind, with how many more there were, however many requests meet it. Nothing here
/// has a stack trace: where the program was when the database went says nothing.
/// </summary>
/// <param name="machine">The machine's clock. Not the training clock: set back, it would keep this silent.</param>
public sealed partial class OutageLog(ILogger<OutageLog> log, TimeProvider machine)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly Lock _turn = new();
    private readonly Dictionary<string, (long Since, int More)> _said = new(StringComparer.Ordinal);

    /// <summary>Says it, or counts it for the next line.</summary>
    /// <param name="during">What was being done, in few words that name no person: <c>a page</c>.</param>
    public void Say(Outage outage, Exception fault, string during)
    {
        ArgumentNullException.ThrowIfNull(outage);
        ArgumentNullException.ThrowIfNull(fault);
        Say(outage, Outage.CauseOf(fault), during);
    }

    /// <summary>The same where what was said by driver or system must not be repeated.</summary>
    public void Say(Outage outage, string cause, string during)
    {
        ArgumentNullException.ThrowIfNull(outage);
        int more;
        lock (_turn)
        {
            var known = _said.TryGetValue(outage.Code, out var before);
            if (known && machine.GetElapsedTime(before.Since) < Quiet)
            {
                _said[outage.Code] = before with { More = before.More + 1 };
                return;
            }

            more = before.More;
            _said[outage.Code] = (machine.GetTimestamp(), 0);
        }

        LogOutage(outage.Line, outage.Code, during, cause, more);
    }

    [LoggerMessage(LogLevel.Error, "{Line}. [{Code}] during {During}: {Cause} ({More} more since the line before)")]
    private partial void LogOutage(string line, string code, string during, string cause, int more);
}

namespace StudentNet.Platform.Accounts;

/// <summary>
/// The clock on the wall. Sessions, locks and one-time codes run by it and not by the training clock: moving that one over a school year
/// signs nobody out and unlocks nothing. Duties run by <see cref="TimeProvider"/>, training clock included.
/// </summary>
public sealed class WallClock(TimeProvider time)
{
    /// <summary>As the framework takes it.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Now, UTC.</summary>
    public DateTime Now => Time.GetUtcNow().UtcDateTime;
}

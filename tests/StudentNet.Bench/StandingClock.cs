namespace StudentNet.Bench;

/// <summary>It is always the same moment: what a measurement finds must not depend on the day it is made.</summary>
internal sealed class StandingClock(DateTime now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}

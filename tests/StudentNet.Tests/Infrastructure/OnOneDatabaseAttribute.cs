using Xunit.v3;

namespace StudentNet.Tests.Infrastructure;

/// <summary>
/// Tests that need a database and are about something else (a door, a limit, a script): <c>./test</c> runs them on this one only. Whatever they store goes
/// through statements that other tests try on both.
/// </summary>
/// <param name="dialect">
/// The embedded one, which costs less; PostgreSQL where it is the stricter of the two, or the only one that the test speaks of.
/// </param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OnOneDatabaseAttribute(OneDatabase dialect) : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("database", dialect == OneDatabase.Embedded ? "sqlite" : "postgres")];
}

/// <summary>Which of the two.</summary>
public enum OneDatabase
{
    /// <summary>SQLite.</summary>
    Embedded,

    /// <summary>PostgreSQL.</summary>
    Server,
}

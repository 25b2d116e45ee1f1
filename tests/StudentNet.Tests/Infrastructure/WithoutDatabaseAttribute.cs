using Xunit.v3;

namespace StudentNet.Tests.Infrastructure;

/// <summary>
/// Tests that touch no database: <c>./test</c> runs them once, with none to be had, instead of once for each. A class of those runs that asks for one fails.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WithoutDatabaseAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("database", "none")];
}

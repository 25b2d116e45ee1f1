using StudentNet.Tests;
using StudentNet.Tests.Access;
using StudentNet.Tests.Simulator;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace StudentNet.Tests;

/// <summary>
/// Starts the tests that take longest before the others: one that began last would run on alone, on one of the cores. The others come as they did,
/// and nothing depends on it but the time.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] First =
    [
        typeof(SimulatedYearTests).FullName!,
        nameof(EverybodyAsked),
        typeof(SimulatedTermTests).FullName!,
        typeof(OthersRowsTests).FullName!,
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection => [.. testCollections.OrderBy(c => Place(c))];

    private static int Place(ITestCollectionMetadata collection)
    {
        var place = Array.FindIndex(First, name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal));
        return place < 0 ? First.Length : place;
    }
}

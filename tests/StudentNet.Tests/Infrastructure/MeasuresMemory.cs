namespace StudentNet.Tests.Infrastructure;

/// <summary>Tests that look at the memory of the whole process run alone: what others allocate beside them would be theirs.</summary>
[CollectionDefinition(nameof(MeasuresMemory), DisableParallelization = true)]
public sealed class MeasuresMemory;

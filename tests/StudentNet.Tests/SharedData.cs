namespace StudentNet.Tests;

/// <summary>
/// Public data too large or too foreign for the repository: in the folder STUDENTNET_SHARED names, or in a folder
/// <c>shared</c> beside a parent of the test assembly. A test that needs it and does not find it is skipped, visibly.
/// </summary>
internal static class SharedData
{
    /// <summary>The full path of a file below <c>shared/data</c>; skips the running test where it is missing.</summary>
    internal static string PathOf(string relative)
    {
        var path = Roots().Select(root => Path.Combine(root, "data", relative)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"shared/data/{relative} is not on this machine.");
        return path!;
    }

    private static IEnumerable<string> Roots()
    {
        if (Environment.GetEnvironmentVariable("STUDENTNET_SHARED") is { Length: > 0 } named)
            yield return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared");
            if (File.Exists(Path.Combine(shared, "data", "SOURCES.md")))
                yield return shared;
        }
    }
}

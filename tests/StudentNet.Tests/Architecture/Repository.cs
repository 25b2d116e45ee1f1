namespace StudentNet.Tests.Architecture;

/// <summary>The sources of this build, for rules that the compiled program no longer shows.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    /// <summary>Files below a folder of the repository, without what a build or npm put there.</summary>
    public static IEnumerable<SourceFile> Files(string folder, params string[] patterns) =>
        patterns
            .SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path)))
            .Where(file => !file.Path.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "lib"))
            .OrderBy(file => file.Path, StringComparer.Ordinal);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StudentNet.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests of the architecture run in the repository.");
    }
}

/// <summary>A source file, by its path in the repository.</summary>
internal sealed record SourceFile(string Path)
{
    public string Name => System.IO.Path.GetFileName(Path);

    public string Text => File.ReadAllText(System.IO.Path.Combine(Repository.Root, Path));

    /// <summary>Places that match, as <c>path:line: text</c>.</summary>
    public IEnumerable<string> Matches(System.Text.RegularExpressions.Regex pattern) =>
        Text.Split('\n').Select((line, i) => (Line: line, Number: i + 1)).Where(l => pattern.IsMatch(l.Line)).Select(l => $"{Path}:{l.Number}: {l.Line.Trim()}");
}

using System.Collections.Frozen;
using System.Reflection;

namespace StudentNet.Platform.Web;

/// <summary>The manual: one text a function, docs/manual/N3.31.md, or one for the whole group, docs/manual/N3.md. They travel inside the assembly.</summary>
public static class ManualLibrary
{
    private const string Folder = "Manual/";
    private const string Ending = ".md";

    private static readonly FrozenDictionary<string, string> Resources = typeof(ManualLibrary).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Folder.Length..^Ending.Length], StringComparer.Ordinal);

    /// <summary>Whether there is a text for this function; a helper without one is left out.</summary>
    public static bool Has(string code) => Resource(code) is not null;

    /// <summary>The text of a function, or null.</summary>
    public static string? Find(string code)
    {
        if (Resource(code) is not { } resource)
        {
            return null;
        }

        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string? Resource(string code) =>
        Resources.GetValueOrDefault(code) ?? Resources.GetValueOrDefault(code.Split('.')[0]);
}

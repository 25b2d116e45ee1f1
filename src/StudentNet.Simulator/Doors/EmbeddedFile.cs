namespace StudentNet.Simulator.Doors;

/// <summary>Scripts and settings that this program carries with it.</summary>
internal static class EmbeddedFile
{
    /// <summary>Its text; a name that is not there throws.</summary>
    public static string Text(string name)
    {
        using var stream = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"There is no {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

using System.Reflection;

namespace StudentNet.BrowserTests;

/// <summary>
/// The training county as a first start makes it, with the people that it prints: made once, and copied for every site, so that each story has a
/// county of its own without waiting for it.
/// </summary>
internal static class TrainingCounty
{
    private static readonly Lazy<Task<County>> Made = new(MakeAsync);

    /// <summary>The folder with the data of the first start, the server that made it stopped.</summary>
    public static Task<County> MadeAsync() => Made.Value;

    /// <summary>The application's own assembly.</summary>
    public static string Application { get; } =
        typeof(TrainingCounty).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Application").Value!;

    /// <summary>Copies the county's data into a folder.</summary>
    public static void Copy(string from, string to)
    {
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
        }
    }

    private static async Task<County> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("sn-county-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        using var server = await Server.StartAsync(folder, "Production");
        return new County(folder, Persona.Read(server.Talk().Split('\n')));
    }
}

/// <summary>The data of the training county and its people.</summary>
internal sealed record County(string Folder, IReadOnlyList<Persona> People);

namespace StudentNet.Simulator.Doors;

/// <summary>Where a trial's server keeps its data: a folder that somebody named, which stays, or one of its own, which goes when the trial is over.</summary>
public sealed class TrialFolder : IAsyncDisposable
{
    private readonly CleanUp? _cleanUp;

    /// <param name="named">Null: one of its own.</param>
    /// <param name="prefix">How the name of its own folder begins.</param>
    public TrialFolder(string? named, string prefix)
    {
        if (named is not null)
        {
            Path = Directory.CreateDirectory(named).FullName;
            return;
        }

        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"{prefix}{Guid.NewGuid():N}");
        _cleanUp = new CleanUp();
        _cleanUp.Folder(Path);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public ValueTask DisposeAsync() => _cleanUp?.DisposeAsync() ?? ValueTask.CompletedTask;
}

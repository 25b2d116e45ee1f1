using System.Diagnostics;

namespace StudentNet.Simulator.Doors;

/// <summary>
/// What a trial makes and starts on this machine: named before it is made, removed when the trial is over. A process of its own does that (bash;
/// <c>clean-up.sh</c>), so that nothing stays when the trial is killed either.
/// </summary>
public sealed class CleanUp : IAsyncDisposable
{
    private readonly Process _watcher;

    public CleanUp()
    {
        // A session of its own: a signal for everybody at this terminal does not end it.
        var start = new ProcessStartInfo("setsid", ["bash", "-c", EmbeddedFile.Text("clean-up.sh")]) { RedirectStandardInput = true, WorkingDirectory = "/" };
        _watcher = System.Diagnostics.Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        _watcher.StandardInput.AutoFlush = true;
    }

    /// <summary>A folder that will be made; it goes with all that is in it.</summary>
    public void Folder(string path) => Note("folder", path);

    /// <summary>A group of accounts that will be made; it goes with its members.</summary>
    public void Group(string name) => Note("group", name);

    /// <summary>A process that was started, with words of its command line that tell it from a later one of the same id.</summary>
    public void Process(int id, string words) => Note("process", $"{id} {words}");

    /// <summary>Removes everything, the last thing first, and waits for that.</summary>
    public async ValueTask DisposeAsync()
    {
        _watcher.StandardInput.Close();
        await _watcher.WaitForExitAsync();
        _watcher.Dispose();
    }

    private void Note(string kind, string what) => _watcher.StandardInput.WriteLine($"{kind} {what}");
}

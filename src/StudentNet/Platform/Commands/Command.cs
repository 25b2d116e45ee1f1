namespace StudentNet.Platform.Commands;

/// <summary>A command of the command line, <c>StudentNet verify-audit</c>: one class each, found by its name.</summary>
public interface ICommand
{
    /// <summary>The word on the command line.</summary>
    string Name { get; }

    /// <summary>One line for the help.</summary>
    string Summary { get; }

    /// <summary>Whether the database is brought up to date before; false for what works on files and must not make any.</summary>
    bool PreparesDatabase => true;

    /// <summary>
    /// Runs in a scope of its own; returns the exit code, 0 for success. Its results go to stdout and everything else (progress, warnings, the log) to
    /// stderr: programs read what commands print.
    /// </summary>
    Task<int> RunAsync(IServiceProvider services, CommandLine line, CancellationToken cancellation);
}

/// <summary>A parsed command line: the command, its words, and options <c>--name value</c> or <c>--name=value</c>.</summary>
public sealed class CommandLine
{
    private readonly Dictionary<string, string> _options = new(StringComparer.Ordinal);

    public CommandLine(IReadOnlyList<string> args)
    {
        var words = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                words.Add(args[i]);
            }
            else if (args[i].IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
            {
                _options[args[i][2..at]] = args[i][(at + 1)..];
            }
            else if (i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                _options[args[i][2..]] = args[++i];
            }
            else
            {
                _options[args[i][2..]] = "true";
            }
        }

        Command = words.FirstOrDefault() ?? "serve";
        Words = [.. words.Skip(1)];
    }

    /// <summary>First word; <c>serve</c> when there is none.</summary>
    public string Command { get; }

    /// <summary>The words behind the command.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Value of an option, or null.</summary>
    public string? Option(string name) => _options.GetValueOrDefault(name);
}

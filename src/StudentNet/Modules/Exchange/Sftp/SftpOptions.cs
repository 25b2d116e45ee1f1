using System.Globalization;
using StudentNet.Platform.Commands;

namespace StudentNet.Modules.Exchange.Sftp;

/// <summary>Where the SFTP server keeps its clients' folders, and how patient the door is. Read from <c>--sftp</c> and <c>--sftp-rest</c> (seconds) or the settings of the same names.</summary>
/// <param name="Root">Folder with one folder per client (docs/operations.md).</param>
public sealed record SftpOptions(string Root)
{
    /// <summary>How long size and time of a file must rest before it is looked at closer.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The same where the file system cannot say whether somebody still writes.</summary>
    public TimeSpan RestUnsure { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Pause between two looks.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The options of a command line; null: this process has no SFTP door.</summary>
    public static SftpOptions? Read(CommandLine line, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(configuration);
        if ((line.Option("sftp") ?? configuration["sftp"]) is not { Length: > 0 } root)
        {
            return null;
        }

        var options = new SftpOptions(Path.GetFullPath(root));
        return int.TryParse(line.Option("sftp-rest") ?? configuration["sftp-rest"], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? options with { Rest = TimeSpan.FromSeconds(seconds) }
            : options;
    }
}

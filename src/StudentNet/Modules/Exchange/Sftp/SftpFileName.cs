using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Exchange.Sftp;

/// <summary>
/// What the name of a delivered file says: <c>格式.機關.設定….副檔名</c>, the settings in the format's declared order, as in
/// <c>registry-list.65000.115.1.csv</c>. The SFTP server hands over nothing but names and bytes.
/// </summary>
internal sealed record SftpFileName(string Format, string Organisation, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>Endings under which clients write what is not complete yet: WinSCP, FileZilla, rsync and our own advice.</summary>
    private static readonly string[] Unfinished = [".part", ".filepart", ".tmp", ".partial", ".crdownload"];

    private static readonly string[] Endings = ["csv", "txt", "xlsx", "xls", "ods", "json", "ndjson", "jsonl", "xml"];

    /// <summary>Whether a file of this name is still being written, or is none of ours.</summary>
    public static bool IsUnfinished(string name) =>
        name.StartsWith('.') || Unfinished.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a name; <paramref name="problem"/> says what is wrong with it.</summary>
    public static SftpFileName? Parse(FormatCatalogue formats, string name, out Problem? problem)
    {
        var parts = name.Split('.');
        if (parts.Length < 3 || parts.Any(p => p.Length == 0) || !Endings.Contains(parts[^1], StringComparer.OrdinalIgnoreCase))
        {
            problem = new Problem("sftp.name", $"檔名「{name}」不合規則", "檔名是「格式.機關.設定….副檔名」，例如 registry-list.65000.115.1.csv；各格式的檔名見格式說明頁");
            return null;
        }

        var said = parts[2..^1];
        // Of a format that does not exist nothing more can be said here; whoever asks for whom it may be sent refuses it.
        var declared = formats.Find(parts[0])?.Settings ?? [];
        if (formats.Find(parts[0]) is { } format && said.Length != declared.Count)
        {
            problem = new Problem("sftp.settings", $"檔名「{name}」有 {said.Length} 個設定，應有 {declared.Count} 個", $"「{format.Title}」的檔名是 {Pattern(format)}");
            return null;
        }

        problem = null;
        return new SftpFileName(parts[0], parts[1], declared.Zip(said).ToDictionary(p => p.First.Name, p => p.Second, StringComparer.Ordinal));
    }

    /// <summary>The rule for a format, in words: <c>registry-list.機關代碼.學年度.名冊.csv</c>.</summary>
    public static string Pattern(FileFormat format) => string.Join('.', [format.Code, "機關代碼", .. format.Settings.Select(s => s.Title), "csv"]);
}

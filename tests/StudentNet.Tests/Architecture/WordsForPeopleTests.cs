using System.Text.RegularExpressions;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Architecture;

/// <summary>What clerks read says no word of the machine: not how a file is stored, counted or named inside.</summary>
[WithoutDatabase]
public sealed partial class WordsForPeopleTests
{
    /// <summary>Read by those who run the system or write programs for it, never by clerks.</summary>
    private static readonly string[] ForEngineers = ["VerifyFilesCommand.cs", "VerifyAuditCommand.cs", "AuditCheck.cs", "/Exchange/Api/"];

    [Fact]
    public void No_page_manual_or_message_speaks_of_hashes_bytes_or_receipts_in_english()
    {
        var root = Path.Combine(Repository.Root, "src", "StudentNet");
        var manual = Path.Combine(Repository.Root, "docs", "manual");
        string[] files =
        [
            .. Directory.EnumerateFiles(root, "*.cshtml", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(root, "*.csv", SearchOption.AllDirectories),
            .. Directory.EnumerateFiles(manual, "*.md"),
        ];
        List<string> read = [.. files.Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal) && !f.Contains("/Migrations/", StringComparison.Ordinal))];
        read.Count.ShouldBeGreaterThan(500, "if nothing is read, nothing is found");
        var said =
            from file in read
            where !ForEngineers.Any(e => file.Contains(e, StringComparison.Ordinal))
            from line in File.ReadLines(file).Select((text, number) => (text, number))
            where !line.text.TrimStart().StartsWith("//", StringComparison.Ordinal) && Words().IsMatch(line.text)
            select $"{Path.GetRelativePath(Repository.Root, file)}:{line.number + 1}: {line.text.Trim()}";
        said.ShouldBeEmpty();
    }

    [GeneratedRegex("雜湊|位元組|[\">]receipt [0-9{@]")]
    private static partial Regex Words();
}

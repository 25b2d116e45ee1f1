using System.Text.RegularExpressions;
using StudentNet.Platform.Functions;

namespace StudentNet.Tests.Architecture;

/// <summary>
/// README and glossary say in which folder the pages of a printed code stand. The table is made here from the pages themselves:
/// <c>STUDENTNET_WRITE=folders ./test sqlite FolderTable</c> writes it anew.
/// </summary>
public sealed partial class FolderTableTests
{
    private const string Begin = "<!-- folders: STUDENTNET_WRITE=folders ./test sqlite FolderTable -->";
    private const string End = "<!-- /folders -->";

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/glossary.md")]
    public void The_table_of_codes_and_folders_is_that_of_the_pages(string document)
    {
        var path = Path.Combine(Repository.Root, document);
        var text = File.ReadAllText(path);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        (from >= 0 && to > from).ShouldBeTrue($"{document} has no place for the table: {Begin} … {End}");
        var table = $"{Begin}\n{Table()}{End}";
        if (Environment.GetEnvironmentVariable("STUDENTNET_WRITE") == "folders")
        {
            File.WriteAllText(path, text[..from] + table + text[(to + End.Length)..]);
            return;
        }

        text[from..(to + End.Length)].ShouldBe(table, $"A folder moved or a function was added. Write the table anew: STUDENTNET_WRITE=folders ./test sqlite FolderTable");
    }

    private static string Table()
    {
        var folders = Repository
            .Files("src/StudentNet/Modules", "*.cshtml")
            .Select(f => (Folder: f.Path["src/StudentNet/".Length..f.Path.LastIndexOf('/')], Route: Route().Match(f.Text)))
            .Where(f => f.Route.Success)
            .ToLookup(f => f.Route.Groups[1].Value, f => f.Folder);
        var rows = FunctionCatalogue
            .Load()
            .All.Where(f => Group().IsMatch(f.Code))
            .GroupBy(f => Group().Match(f.Code).Value)
            .Select(g => $"| {g.Key} | {(g.Count() == 1 ? g.First().Title : g.First().GroupTitle)} | {Of(folders[g.Key].Distinct().Order(StringComparer.Ordinal).ToList())} |\n");
        return $"| 代碼 | 功能 | 資料夾（`src/StudentNet` 之下） |\n|---|---|---|\n{string.Concat(rows)}";
    }

    private static string Of(List<string> folders) => folders.Count == 0 ? "尚未開發" : string.Join("、", folders.Select(f => $"`{f}`"));

    [GeneratedRegex("""^\s*@page\s+"/([A-Z]\d+)(?=[./"])""", RegexOptions.Multiline)]
    private static partial Regex Route();

    [GeneratedRegex(@"^[A-Z]\d+")]
    private static partial Regex Group();
}

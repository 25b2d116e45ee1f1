using System.Globalization;
using System.Text.RegularExpressions;

namespace StudentNet.Tests.Architecture;

/// <summary>Whoever reads «domain §7» or «decision 92» in a comment finds it.</summary>
public sealed partial class CitationTests
{
    [Fact]
    public void Every_section_that_is_cited_stands_in_the_document()
    {
        Dictionary<string, HashSet<string>> sections = new(StringComparer.Ordinal) { ["domain"] = Sections("docs/domain.md"), ["design"] = Sections("docs/design.md") };
        sections["domain"].ShouldContain("14", "the document is read at all");
        Cited(Section())
            .Where(c => !sections[c.Match.Groups[1].Value.ToLowerInvariant()].Contains(c.Match.Groups[2].Value))
            .Select(c => $"{c.Path}: {c.Match.Value}")
            .ShouldBeEmpty("A rule that cites a section nobody can open cannot be held against it. Sections are numbered headings of docs/domain.md and docs/design.md.");
    }

    [Fact]
    public void Every_decision_that_is_cited_is_there()
    {
        var decisions = Repository.Files("docs/decisions", "*.md").Select(f => int.Parse(f.Name[..4], CultureInfo.InvariantCulture)).ToList();
        decisions.ShouldBeUnique("Of two decisions with one number nobody knows which is meant.");
        Cited(Decision())
            .Where(c => !decisions.Contains(int.Parse(c.Match.Groups[1].Value, CultureInfo.InvariantCulture)))
            .Select(c => $"{c.Path}: {c.Match.Value}")
            .ShouldBeEmpty("A decision that nobody can open explains nothing.");
    }

    private static IEnumerable<(string Path, Match Match)> Cited(Regex pattern) =>
        Repository
            .Files("src", "*.cs", "*.cshtml", "*.sql", "*.csv")
            .Concat(Repository.Files("tests", "*.cs"))
            .Concat(Repository.Files("docs", "*.md"))
            .SelectMany(f => pattern.Matches(f.Text).Select(m => (f.Path, m)));

    private static HashSet<string> Sections(string path) => [.. Heading().Matches(new SourceFile(path).Text).Select(m => m.Groups[1].Value)];

    [GeneratedRegex(@"^## (\d+)\. ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\b(domain|design)(?: brief)? \(?§(\d+)", RegexOptions.IgnoreCase)]
    private static partial Regex Section();

    [GeneratedRegex(@"\b(?:decision |決策 )(\d+)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Decision();
}

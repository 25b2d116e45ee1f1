using System.Reflection;
using System.Text.RegularExpressions;

namespace StudentNet.Tests.Architecture;

/// <summary>A suffix of a type means one thing; the glossary says which. Pictures (a book, a desk, a board) had come to mean four things each.</summary>
public sealed partial class SuffixTests
{
    /// <summary>Suffixes that say nothing any more.</summary>
    private static readonly string[] Retired = ["Book", "Desk", "Board", "Shelf", "Reach", "Standing", "Door"];

    private static readonly IReadOnlyList<Type> Types =
    [
        .. new[] { typeof(Application).Assembly, typeof(SchoolYear).Assembly }
            .SelectMany(a => a.GetTypes())
            .Where(t => t.Namespace?.StartsWith("StudentNet", StringComparison.Ordinal) == true && !t.Name.Contains('<', StringComparison.Ordinal)),
    ];

    [Fact]
    public void No_type_has_a_suffix_that_was_given_up() =>
        Types
            .Select(t => t.Name)
            .Where(n => Retired.Any(s => n.EndsWith(s, StringComparison.Ordinal) && n != s))
            .ShouldBeEmpty("Take a word of the table «字尾» in docs/glossary.md.");

    [Fact]
    public void The_suffixes_that_were_contested_mean_what_the_glossary_says()
    {
        var glossary = new SourceFile("docs/glossary.md").Text;
        var said = Row().Matches(glossary[glossary.IndexOf("## 字尾", StringComparison.Ordinal)..]).Select(m => m.Groups[1].Value).ToList();
        said.ShouldBe(["Query", "Roster", "Register", "Scope", "Rules", "Format", "Run"]);
        // Each of them is used: a word that names nothing is not in the language.
        said.Where(s => !Types.Any(t => t.Name.EndsWith(s, StringComparison.Ordinal) && t.Name != s)).ShouldBeEmpty();
        Types.Where(t => t.Name.EndsWith("Query", StringComparison.Ordinal) && t.GetMethods(Own).Any(m => Writes().IsMatch(m.Name))).Select(t => t.Name).ShouldBeEmpty("A Query only reads.");
        Types.Where(t => t.Name.EndsWith("Roster", StringComparison.Ordinal) && t.GetMethods(Own).Any(m => Writes().IsMatch(m.Name))).Select(t => t.Name).ShouldBeEmpty("A Roster only reads.");
    }

    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^(Add|Change|Save|Write|Merge|Delete|Remove|Accept|Discard|Confirm|Revise|Correct)")]
    private static partial Regex Writes();
}

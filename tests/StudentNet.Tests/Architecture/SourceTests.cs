using System.Text.RegularExpressions;

namespace StudentNet.Tests.Architecture;

/// <summary>Rules of the sources that no compiler checks.</summary>
public sealed partial class SourceTests
{
    [Fact]
    public void The_code_of_a_problem_is_no_name_of_a_field() =>
        Repository
            .Files("src", "*.cs")
            .SelectMany(f => f.Matches(ProblemOfField()))
            .ShouldBeEmpty("A code is for the API and for good; a form is built anew. What a problem is about stands in Problem.Field.");

    [Fact]
    public void Nobody_asks_the_machine_for_the_time() =>
        Repository
            .Files("src", "*.cs", "*.cshtml")
            .SelectMany(f => f.Matches(MachineTime()))
            .ShouldBeEmpty("Windows, age-out and deadlines follow TimeProvider. Code with a clock of its own cannot be tested on 9/2 and ignores the training clock.");

    [Fact]
    public void Every_statement_file_says_what_it_guarantees() =>
        Statements
            .Where(f => !f.Text.TrimStart().StartsWith("--", StringComparison.Ordinal))
            .Select(f => f.Path)
            .ShouldBeEmpty("Set-based SQL decides about 180,000 children at once. The header comment is what it is reviewed against.");

    [Fact]
    public void Every_statement_file_has_a_name_of_its_own() =>
        Statements
            .GroupBy(f => f.Name, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => string.Join(", ", g.Select(f => f.Path)))
            .ShouldBeEmpty("Statements are embedded by file name alone: of two with one name, one silently runs in the place of the other.");

    [Fact]
    public void No_view_shows_its_code_to_people() =>
        Repository
            .Files("src/StudentNet", "*.cshtml")
            .SelectMany(f => f.Matches(WordBeforeCode()))
            .ShouldBeEmpty("A Chinese character is a letter: 「姓名@if (…)」 is read as an e-mail address, and the page shows the code. Put a space, or @(…).");

    [Fact]
    public void Statement_files_are_named_in_one_way() =>
        Statements
            .Where(f => !StatementName().IsMatch(f.Name))
            .Select(f => f.Path)
            .ShouldBeEmpty("Small letters and hyphens, the subject before the verb, then .view for what a module publishes, or .shape for what a database sees to itself, or the one database it is for: subject-verb.sql.");

    [Fact]
    public void A_statement_in_one_dialect_has_its_twin() =>
        Statements
            .Select(f => (File: f, Parts: f.Name.Split('.')))
            .Where(f => f.Parts is [_, "sqlite" or "postgres", _])
            .GroupBy(f => f.Parts[0], StringComparer.Ordinal)
            .Where(g => g.Count() != 2)
            .Select(g => g.First().File.Path)
            .ShouldBeEmpty("A statement that only one database has fails on the other when somebody first needs it.");

    [Fact]
    public void No_place_of_this_machine_is_written_down() =>
        Repository
            .Files(".", "*.cs", "*.cshtml", "*.csproj", "*.props", "*.targets", "*.md", "*.mjs", "*.json", "*.csv")
            .Where(f => !f.Path.StartsWith("TestResults", StringComparison.Ordinal) && !f.Path.StartsWith("data/", StringComparison.Ordinal))
            .SelectMany(f => f.Matches(MachinePlace()))
            .ShouldBeEmpty("Paths and package sources of one machine fail on every other, and tell strangers about ours.");

    private static IReadOnlyList<SourceFile> Statements { get; } = [.. Repository.Files("src/StudentNet", "*.sql")];

    [GeneratedRegex(@"(?:^|[>\s，。、；：（「])[\p{L}\p{N}]+@(?:if|foreach|for|while|switch|[A-Z])")]
    private static partial Regex WordBeforeCode();

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z0-9]+)+(\.view|(\.shape)?\.sqlite|(\.shape)?\.postgres)?\.sql$")]
    private static partial Regex StatementName();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b")]
    private static partial Regex MachineTime();

    [GeneratedRegex("""new Problem\("[^"]*[A-Z]""")]
    private static partial Regex ProblemOfField();

    [GeneratedRegex("""(?<![\w.])/(home|Users|work|root)/\w|"resolved":\s*"https?:""")]
    private static partial Regex MachinePlace();
}

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Json.Schema;
using StudentNet.Modules.Students.Q2Records;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Students.Q2Records;

/// <summary>The published examples pass and fail exactly as they say.</summary>
[WithoutDatabase]
public sealed class RecordExampleTests
{
    public static TheoryData<string> Files => [.. RecordExample.All.Select(e => e.File)];

    [Theory]
    [MemberData(nameof(Files))]
    public void An_example_is_accepted_and_rejected_as_stated(string file)
    {
        var example = RecordExample.All.Single(e => e.File == file);
        var read = RecordFile.Read(RecordFile.Example(file));
        var errors = string.Join('\n', read.Findings.Select(f => $"{f.Line} {f.Column} {f.Problem.Code} {f.Problem.Message}"));
        read.HasFailed.ShouldBeFalse(errors);
        read.Documents.Count.ShouldBe(example.Accepted, errors);
        read.Findings.Where(f => f.Severity == Severity.Error).Select(f => f.Line).Distinct().Count().ShouldBe(example.Rejected, errors);
    }

    [Fact]
    public void Each_pupil_of_the_failing_example_breaks_the_one_rule_that_is_listed()
    {
        var expected = Encoding.UTF8.GetString(RecordFile.Example(RecordExample.Expected)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1);
        var read = RecordFile.Read(RecordFile.Example("fails.json"));
        RecordFile.Errors(read.Findings).Select(e => $"{e.Line},{e.Code},{e.Path}").ShouldBe(expected);
        read.Findings.ShouldAllBe(f => f.Problem.Message.Length > 0 && f.Problem.Hint.Length > 0);
    }

    /// <summary>
    /// A vendor will check with a validator of its own. What a schema can say (a code, a range, a type) it must find too, at the same pupils;
    /// check digits, dates of the term and rules between fields are ours alone.
    /// </summary>
    [Theory]
    [InlineData("passes.json", new int[0])]
    [InlineData("fails.json", new[] { 4, 5, 6, 11, 12 })]
    public void A_validator_that_is_not_ours_finds_the_same_pupils_by_the_published_schema(string file, int[] pupils)
    {
        using var published = new StreamReader(RecordSchema.Open(RecordSchema.Current.Version));
        var options = new EvaluationOptions { OutputFormat = OutputFormat.List };
        var result = JsonSchema.FromText(published.ReadToEnd()).Evaluate(JsonNode.Parse(RecordFile.Example(file)), options);

        result.IsValid.ShouldBe(pupils.Length == 0);
        result.Details.Where(d => d.Errors is not null)
            .Select(d => d.InstanceLocation.ToString().Split('/'))
            .Where(path => path.Length > 3)
            .Select(path => int.Parse(path[2], CultureInfo.InvariantCulture) + 1)
            .Distinct()
            .Order()
            .ShouldBe(pupils);
    }

    [Fact]
    public void The_passing_example_gives_no_warning_but_for_rules_that_are_announced()
    {
        var read = RecordFile.Read(RecordFile.Example("passes.json"));
        read.Findings.Select(f => f.Problem.Code).Except(RecordRules.All.Select(r => r.Code)).ShouldBeEmpty();
    }
}

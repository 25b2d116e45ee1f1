using System.Text;
using StudentNet.Modules.Students.Records;
using StudentNet.Platform.Intake;

namespace StudentNet.Tests.Modules.Students.Records;

/// <summary>The published examples pass and fail exactly as they say.</summary>
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

    [Fact]
    public void The_passing_example_gives_no_warning_but_for_rules_that_are_announced()
    {
        var read = RecordFile.Read(RecordFile.Example("passes.json"));
        read.Findings.Select(f => f.Problem.Code).Except(RecordRules.All.Select(r => r.Code)).ShouldBeEmpty();
    }
}

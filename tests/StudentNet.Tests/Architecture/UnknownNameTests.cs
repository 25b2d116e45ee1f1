using System.Text.RegularExpressions;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Checkpoints;
using StudentNet.Platform.Windows;

namespace StudentNet.Tests.Architecture;

/// <summary>What is registered by a name that nobody has must be heard, not silently left out.</summary>
public sealed partial class UnknownNameTests
{
    [Fact]
    public void Figures_for_a_checkpoint_that_does_not_exist_stop_the_start()
    {
        var calendar = FilingCalendar.Load();
        Should.NotThrow(() => new CheckpointRun(calendar, [new CheckpointFigures("Q1.2", "checkpoint-class-rolls")]));
        Should
            .Throw<InvalidOperationException>(() => new CheckpointRun(calendar, [new CheckpointFigures("Q1.3", "checkpoint-class-rolls")]))
            .Message.ShouldContain("checkpoints.csv has none");
    }

    [Fact]
    public void No_duty_is_named_by_a_string()
    {
        var codes = DutyCatalogue.Load().All.Select(d => d.Code).ToHashSet(StringComparer.Ordinal);
        Repository
            .Files("src/StudentNet", "*.cs", "*.cshtml")
            .Where(f => f.Name != "DutyCatalogue.cs")
            .SelectMany(f => Text().Matches(f.Text).Where(m => codes.Contains(m.Groups["text"].Value)).Select(m => $"{f.Path}: {m.Value}"))
            .ShouldBeEmpty("A duty renamed in duties.csv leaves such a string behind, and its page shows nothing to anybody. Name it as a constant of Duty, which the start compares with the file.");
    }

    [GeneratedRegex("\"(?<text>[A-Za-z]+)\"")]
    private static partial Regex Text();
}

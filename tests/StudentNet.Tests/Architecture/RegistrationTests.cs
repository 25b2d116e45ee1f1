using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;

namespace StudentNet.Tests.Architecture;

/// <summary>What stands in two places must stand in both: a word for every step, a row for every number of a statement.</summary>
public sealed partial class RegistrationTests
{
    [Fact]
    public void Every_step_of_an_entry_has_a_chinese_word()
    {
        var codes = typeof(EntryEvents).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToList();
        codes.Count.ShouldBeGreaterThan(10);
        codes.ShouldBeUnique();
        codes
            .Where(code => AllocationWords.Of(Happened(code), _ => "學校").Title.Contains(code, StringComparison.Ordinal))
            .ShouldBeEmpty("A clerk reads the history of a child and finds a code in it. Add the step to AllocationWords.");
    }

    [Theory]
    [InlineData(Dialect.Sqlite)]
    [InlineData(Dialect.Postgres)]
    public void The_passes_that_the_statement_applies_are_those_of_the_table(Dialect dialect)
    {
        var statement = Sql.Text("comparison-candidates", dialect);
        var evidence = statement[statement.IndexOf("evidence as (", StringComparison.Ordinal)..statement.IndexOf("first as (", StringComparison.Ordinal)];
        PassNumber()
            .Matches(evidence)
            .Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))
            // One pass may have several sources: what a school wrote, and a dated approval.
            .Distinct()
            .Order()
            .ShouldBe(
                ComparisonPasses.All.Select(p => p.Number).Order(),
                "comparison-passes.csv and comparison-candidates.sql number the passes alike: a number that only one of them knows finds nobody, or is shown as 無就學紀錄."
            );
    }

    [Fact]
    public void Every_end_of_a_residence_is_a_pass_of_the_comparison() =>
        Enum.GetNames<ResidenceEnd>()
            .Select(name => Upper().Replace(name, "-$0").TrimStart('-').ToLowerInvariant())
            .ShouldBe(
                ComparisonPasses.All.Where(p => p.Source == "戶政").Select(p => p.Code),
                ignoreOrder: true,
                "The statement takes whatever it does not know for 遷出國外: write a branch and a pass for a new end."
            );

    private static EntryEvent Happened(string what) =>
        new()
        {
            PersonId = 1,
            Year = new SchoolYear(115),
            Level = SchoolLevel.Elementary,
            Seq = 1,
            State = EntryState.Pending,
            What = what,
            At = DateTime.UnixEpoch,
        };

    [GeneratedRegex(@"(?:select \w+\.person_id, |then |else )(\d+)\b")]
    private static partial Regex PassNumber();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Upper();
}

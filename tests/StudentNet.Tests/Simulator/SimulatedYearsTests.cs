using StudentNet.Simulator.Years;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Simulator;

/// <summary>
/// A few dozen children of two small counties through three school years, each kind of turn once, by pages and files only, on a server of its own that is killed on the way. The hundreds
/// of kinds, and every day of the years, are the command of the README. On the embedded database only: what the rules say is held against both in the ledger's own tests.
/// </summary>
[OnOneDatabase(OneDatabase.Embedded)]
public sealed class SimulatedYearsTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Every_child_stands_once_on_every_day_and_every_week_the_cases_are_the_truth()
    {
        var data = Path.GetDirectoryName(Path.GetDirectoryName(SharedData.PathOf("population/village_single_age_11412.csv")))!;
        await using var database = await TestDatabase.CreateAsync();
        var plan = new YearsPlan(new SchoolYear(115), 3, 52, 41, 1) { Elementary = 1, MonthsBetween = 6, EveryDay = false, FilingSpread = 1 };
        var server = Path.Combine(AppContext.BaseDirectory, "StudentNet.dll");

        var reckoning = await new SimulatedYears(new YearsOptions(plan, data, database.Options.Postgres, database.Options.Folder, server, Kills: 1), output.WriteLine).PlayAsync(TestContext.Current.CancellationToken);

        output.WriteLine(reckoning.ToJson());
        reckoning.Doubts.ShouldBeEmpty();
        reckoning.IsRight.ShouldBeTrue(reckoning.ToJson());
        reckoning.Kinds.ShouldBe(41);
        reckoning.Kills.ShouldBe(1);
        reckoning.Standings.ShouldBeGreaterThan(52 * 365L);
    }
}

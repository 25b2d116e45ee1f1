using StudentNet.Simulator;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Play;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Simulator;

/// <summary>
/// A small part of 新北市 through the whole year, on a server of its own, by pages and files only. The two full cities are the command of the README.
/// </summary>
public sealed class SimulatedYearTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Nobody_is_lost_wrongly_tracked_or_missed_though_the_server_is_killed_in_the_allocation_and_in_the_comparison()
    {
        var data = Path.GetDirectoryName(Path.GetDirectoryName(SharedData.PathOf("population/village_single_age_11412.csv")))!;
        await using var database = await TestDatabase.CreateAsync();
        var plan = new CountryPlan(new SchoolYear(115), SchoolLevel.Elementary, ["新北市"], 1) { Share = 0.004 };
        var server = Path.Combine(AppContext.BaseDirectory, "StudentNet.dll");
        var year = new SimulatedYear(new Options(plan, data, database.Options.Postgres, database.Options.Folder, server, [KilledRun.Allocation, KilledRun.Comparison]), output.WriteLine);

        var reckoning = await year.PlayAsync(TestContext.Current.CancellationToken);

        reckoning.Doubts.ShouldBeEmpty();
        // Twins are two children.
        reckoning.Numbers.Values.Sum().ShouldBe(NumberStories.All.Sum(s => s.Fate == NumberFate.TwinsExchanged ? 2 : 1));
        // At the allocation, children whom two lists name are two records until somebody finds out.
        var twoRecords = NumberStories.All.Count(s => s is { Fate: NumberFate.ListedTwice, At: > SeasonMoment.BeforeAllocation });
        reckoning.Residents.ShouldBe(SyntheticCountry.Create(plan, new PublishedData(data)).Count + twoRecords);
        reckoning.IsRight.ShouldBeTrue(reckoning.ToJson());
        reckoning.Tracked.ShouldBeGreaterThan(0);
        reckoning.Admitted.ShouldBeGreaterThan(reckoning.Residents / 2);
    }
}

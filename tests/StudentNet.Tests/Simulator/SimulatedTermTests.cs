using StudentNet.Simulator.Term;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Simulator;

/// <summary>
/// A few schools of one county through a term's class rolls, on a server of its own, by all four doors and with all thirty kinds of mistakes. The whole
/// cities are the command of the README.
/// </summary>
[OnOneDatabase(OneDatabase.Server)]
public sealed class SimulatedTermTests(ITestOutputHelper output)
{
    private const int Kills = 3;

    [Fact]
    public async Task Every_bad_row_is_found_mended_and_settled_and_what_is_stored_is_the_truth_though_the_server_is_killed()
    {
        Assert.SkipUnless(StudentNet.Simulator.Doors.OpenSsh.Missing is null, StudentNet.Simulator.Doors.OpenSsh.Missing ?? "");
        var data = Path.GetDirectoryName(Path.GetDirectoryName(SharedData.PathOf("population/village_single_age_11412.csv")))!;
        await using var database = await TestDatabase.CreateAsync();
        var plan = new TermPlan(new Term(new SchoolYear(115), 1), ["金門縣"], 1) { Pupils = 400 };
        var server = Path.Combine(AppContext.BaseDirectory, "StudentNet.dll");
        var options = new TermOptions(plan, data, database.Options.Postgres, database.Options.Folder, server, Kills);

        var reckoning = await new SimulatedTerm(options, output.WriteLine).PlayAsync(TestContext.Current.CancellationToken);

        output.WriteLine(reckoning.ToJson());
        reckoning.Doubts.ShouldBeEmpty();
        reckoning.Kills.ShouldBe(Kills);
        reckoning.Doors.Keys.ShouldBe(Enum.GetValues<Way>());
        reckoning.Kinds.ShouldBe(Enum.GetValues<Mistake>().Length);
        reckoning.Bad.ShouldBeGreaterThanOrEqualTo(reckoning.Kinds);
        (reckoning.Found, reckoning.Missed, reckoning.Invented).ShouldBe((reckoning.Bad, 0, 0));
        (reckoning.Cleared, reckoning.Differences).ShouldBe((reckoning.Bad, 0));
    }
}

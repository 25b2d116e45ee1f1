using StudentNet.Simulator;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Play;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Simulator;

[WithoutDatabase]
public sealed class NumberStoriesTests
{
    private static readonly Lazy<IReadOnlyList<Child>> Few = new(() => SyntheticCountry.Create(Plan, new PublishedData(Folder)));

    [Fact]
    public void However_few_children_there_are_every_story_befalls_one()
    {
        var told = NumberStories.Give(Few.Value, NumberStories.All, 1);
        told.Select(c => c.Story).OfType<NumberStory>().Distinct().ShouldBe(NumberStories.All, ignoreOrder: true);
        told.Count.ShouldBe(Few.Value.Count);
    }

    [Fact]
    public void Two_records_become_one_at_every_moment_with_the_one_the_other_or_both_registered()
    {
        var doubles = NumberStories.All.Where(s => s.Fate == NumberFate.ListedTwice).ToList();
        doubles.Select(s => s.At).Distinct().ShouldBe(Enum.GetValues<SeasonMoment>(), ignoreOrder: true);
        foreach (var moment in new[] { SeasonMoment.AfterRegistration, SeasonMoment.AfterAdmission, SeasonMoment.AfterComparison })
        {
            doubles.Where(s => s.At == moment).Select(s => s.Claim).ShouldBe(Enum.GetValues<Claim>(), ignoreOrder: true);
        }
    }

    [Fact]
    public void Every_number_of_a_story_is_right_and_nobody_elses()
    {
        var told = NumberStories.Give(Few.Value, NumberStories.All, 1);
        var numbers = told.SelectMany(c => c.Numbers).ToList();
        numbers.Select(n => n.Value).ShouldBeUnique();
        numbers.ShouldAllBe(n => InventedNumber.Is(n.Value) && PersonNumber.Parse(n.Value, n.Kind).IsValid);
        told.Where(c => c.Story?.Fate == NumberFate.ThreeNumbers)
            .ShouldAllBe(c => c.FirstNumber.Kind == PersonNumberKind.ResidenceOld && c.FormerNumber!.Value.Kind == PersonNumberKind.Residence && c.Number.Kind == PersonNumberKind.National);
    }

    [Fact]
    public void Exchanged_twins_share_birth_date_and_home_and_have_one_anothers_number()
    {
        var twins = NumberStories.Give(Few.Value, [.. NumberStories.All.Where(s => s.Fate == NumberFate.TwinsExchanged)], 1).Where(c => c.Story is not null).GroupBy(c => c.Household).ToList();
        twins.Count.ShouldBe(NumberStories.All.Count(s => s.Fate == NumberFate.TwinsExchanged));
        twins.ShouldAllBe(t => t.Count() == 2 && t.First().Born == t.Last().Born && t.First().TwinsNumber == t.Last().Number && t.Last().TwinsNumber == t.First().Number);
    }

    [Fact]
    public void A_story_that_befalls_nobody_or_a_number_that_finds_nobody_is_not_right()
    {
        var right = new Reckoning(10, 10, 0, 0, 10, 10, 0, 0, 0, 0, 1);
        right.IsRight.ShouldBeTrue();
        (right with { Untold = 1 }).IsRight.ShouldBeFalse();
        (right with { NotFound = 1 }).IsRight.ShouldBeFalse();
        (right with { MarksLost = 1 }).IsRight.ShouldBeFalse();
    }

    [Theory]
    [InlineData("all", 6)]
    [InlineData("none", 0)]
    [InlineData("ListedTwice,Proposed", 2)]
    public void The_command_line_chooses_the_stories(string words, int kinds) => Options.Read(["--numbers", words])!.Numbers.Select(s => s.Fate).Distinct().Count().ShouldBe(kinds);

    [Fact]
    public void Every_story_is_played_unless_something_else_is_asked_for() => Options.Read([])!.Numbers.ShouldBe(NumberStories.All);

    [Fact]
    public void Twins_show_one_anothers_number_from_the_list_that_exchanges_them_to_the_one_that_puts_them_right()
    {
        var twin = NumberStories.Give(Few.Value, NumberStories.All, 1).First(c => c.Story is { Fate: NumberFate.TwinsExchanged, At: SeasonMoment.AfterPublication });
        twin.Story!.Then.ShouldBe(SeasonMoment.AfterAdmission);
        Enum.GetValues<SeasonMoment>().Select(twin.ShownAfter).ShouldBe([twin.Number, twin.TwinsNumber!.Value, twin.TwinsNumber!.Value, twin.Number, twin.Number]);
    }

    [Fact]
    public void An_unknown_story_is_no_command_line() => Options.Read(["--numbers", "Lost"]).ShouldBeNull();

    private static CountryPlan Plan => new(new SchoolYear(115), SchoolLevel.Elementary, ["新北市"], 1) { Share = 0.004 };

    private static string Folder => Path.GetDirectoryName(Path.GetDirectoryName(SharedData.PathOf("population/village_single_age_11412.csv")))!;
}

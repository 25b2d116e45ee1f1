using StudentNet.Simulator.Country;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Simulator;

[WithoutDatabase]
public class SyntheticCountryTests
{
    private static readonly SchoolYear Year = new(115);

    private static readonly Lazy<IReadOnlyList<Child>> TwoCities = new(() => SyntheticCountry.Create(Plan(1), Data()));

    [Fact]
    public void The_ages_of_the_December_before_entry_make_up_the_cohort()
    {
        CohortShare.AgesAt(Year, SchoolLevel.Elementary).ShouldBe((5, 6));
        CohortShare.AgesAt(Year, SchoolLevel.JuniorHigh).ShouldBe((11, 12));
    }

    [Fact]
    public void Rounding_gives_the_county_its_sum_and_the_largest_remainders_their_child()
    {
        // Thirds: 2×2+0 = 4, 2×1+0 = 2, 2×0+1 = 1 and 1: together 8, so the county has 3 children, of whom the whole parts give one.
        var villages = new[] { Ages("1", 2, 0), Ages("2", 1, 0), Ages("3", 0, 1), Ages("4", 0, 1) };
        CohortShare.Round(villages).Select(v => v.Children).ShouldBe([2, 1, 0, 0]);
    }

    [Fact]
    public void The_two_cities_have_as_many_children_as_the_published_figures_say()
    {
        TwoCities.Value.Count.ShouldBe(45_065);
        TwoCities.Value.Count(c => c.Home.County == "臺北市").ShouldBe(17_766);
        TwoCities.Value.Count(c => c.Home.County == "新北市").ShouldBe(27_299);
    }

    [Fact]
    public void One_seed_makes_one_country()
    {
        var once = SyntheticCountry.Create(Plan(0.02), Data());
        SyntheticCountry.Create(Plan(0.02), Data()).ShouldBe(once);
        SyntheticCountry.Create(Plan(0.02) with { Seed = 2 }, Data()).ShouldNotBe(once);
    }

    [Fact]
    public void A_county_is_written_with_either_character() =>
        SyntheticCountry.Create(Plan(0.02) with { Counties = ["台北市", "新北市"] }, Data()).ShouldBe(SyntheticCountry.Create(Plan(0.02), Data()));

    [Fact]
    public void Every_child_is_of_the_cohort_visibly_invented_and_one_of_a_kind()
    {
        var children = TwoCities.Value;
        var cohort = Cohort.Entering(Year, SchoolLevel.Elementary);
        children.ShouldAllBe(c => Cohort.Of(c.Born) == cohort && InventedName.Is(c.Name) && InventedNumber.Is(c.Number.Value));
        children.ShouldAllBe(c => PersonNumber.Parse(c.FirstNumber.Value, null).IsValid);
        children.Select(c => c.Number.Value).Distinct().Count().ShouldBe(children.Count);
        children.ShouldAllBe(c => c.Home.Since >= c.Born);
    }

    [Fact]
    public void Fates_fall_as_often_as_the_table_says()
    {
        var children = TwoCities.Value;
        foreach (var share in Fates.All)
        {
            var expected = children.Count * share.PerTenThousand / 10_000.0;
            var actual = children.Count(c => c.Fate == share.Fate);
            // Five standard deviations.
            Math.Abs(actual - expected).ShouldBeLessThan(5 * Math.Sqrt(expected) + 1, share.Fate.ToString());
        }
    }

    [Fact]
    public void There_are_twins_movers_late_files_and_people_with_two_numbers()
    {
        var children = TwoCities.Value;
        children.GroupBy(c => c.Household).Count(h => h.Count() > 1).ShouldBeInRange(350, 700);
        children.GroupBy(c => c.Household).ShouldAllBe(h => h.All(c => c.Born == h.First().Born && c.Home == h.First().Home && c.Surname == h.First().Surname));
        children.Count(c => c.FormerNumber is not null).ShouldBeInRange(120, 250);
        children.Count(c => c.Listed == FirstListed.Omission).ShouldBeInRange(280, 450);
        children.ShouldAllBe(c => c.MovesTo != null == (c.Fate == Fate.MovesBefore || c.Fate == Fate.MovesAfter));
    }

    [Fact]
    public void Neighbourhoods_hit_the_ranges_of_the_table_and_its_gaps()
    {
        var table = DistrictTable.Load(new PublishedData(Folder()), SchoolLevel.Elementary);
        var schools = TwoCities.Value.Select(c => table.At(c.Home.VillageCode, c.Home.Neighbourhood)).ToList();
        schools.Count(s => s.Count(e => e.IsBasic) == 1).ShouldBeGreaterThan(35_000);
        schools.Count(s => s.Count(e => e.IsBasic) == 1 && s.Count > 1).ShouldBeGreaterThan(100);
        schools.Count(s => s.Count == 0).ShouldBeGreaterThan(100);
    }

    private static VillageAges Ages(string code, int younger, int older) => new(code, "測試縣", "範例鄉", "模擬村", younger, older);

    private static CountryPlan Plan(double share) => new(Year, SchoolLevel.Elementary, ["臺北市", "新北市"], 1) { Share = share };

    private static PublishedData Data() => new(Folder());

    private static string Folder() => Path.GetDirectoryName(Path.GetDirectoryName(SharedData.PathOf("population/village_single_age_11412.csv")))!;
}

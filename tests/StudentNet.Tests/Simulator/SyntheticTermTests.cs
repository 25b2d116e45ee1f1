using System.Text;
using StudentNet.Simulator.Country;
using StudentNet.Simulator.Doors;
using StudentNet.Simulator.Term;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Simulator;

[WithoutDatabase]
public class SyntheticTermTests
{
    private static readonly Lazy<IReadOnlyList<Roll>> City = new(() => SyntheticTerm.Create(Plan(), Data()));

    [Fact]
    public void A_county_has_as_many_pupils_and_schools_as_the_published_statistics_count()
    {
        City.Value.Count.ShouldBe(35);
        City.Value.Sum(r => r.Pupils.Count).ShouldBe(31_460);
    }

    [Fact]
    public void Every_pupil_is_visibly_invented_one_of_a_kind_and_of_the_age_of_its_grade()
    {
        var pupils = City.Value.SelectMany(r => r.Pupils).ToList();
        pupils.ShouldAllBe(p => InventedName.Is(p.Name) && InventedNumber.Is(p.Number.Value) && PersonNumber.Parse(p.Number.Value, p.Number.Kind).IsValid);
        pupils.Select(p => p.Number.Value).Distinct().Count().ShouldBe(pupils.Count);
        pupils.ShouldAllBe(p => Cohort.Of(p.Born) == Cohort.Entering(new SchoolYear(115 - p.Grade + 1), SchoolLevel.Elementary));
        City.Value.SelectMany(r => r.Pupils.Select(p => $"{r.School} {p.Grade} {p.Class} {p.Seat}")).ShouldBeUnique();
        pupils.Count(p => p.Number.Kind == PersonNumberKind.Residence).ShouldBeInRange(100, 300);
    }

    [Fact]
    public void Names_hold_characters_of_planes_2_3_and_15()
    {
        var planes = City.Value.SelectMany(r => r.Pupils).SelectMany(p => p.Name.EnumerateRunes()).Select(r => r.Plane).ToHashSet();
        planes.ShouldBe([0, 2, 3, 15], ignoreOrder: true);
    }

    [Fact]
    public void One_row_in_a_hundred_is_wrong_and_every_kind_is_made_about_equally_often()
    {
        var parcels = Pack(City.Value, Plan());
        var bad = parcels.SelectMany(p => p.Bad.Values).ToList();
        bad.Count.ShouldBeInRange(310, 318);
        Enum.GetValues<Mistake>().Length.ShouldBe(30);
        foreach (var kind in Enum.GetValues<Mistake>())
        {
            bad.Count(b => b.Mistake == kind).ShouldBeInRange(6, 25, kind.ToString());
        }
    }

    [Fact]
    public void However_few_take_part_every_kind_is_made()
    {
        var rolls = SyntheticTerm.Create(Part(), Data());
        var parcels = Pack(rolls, Part());
        rolls.Sum(r => r.Pupils.Count).ShouldBeInRange(900, 1_100);
        parcels.SelectMany(p => p.Bad.Values).Select(b => b.Mistake).Distinct().Count().ShouldBe(30);
        parcels.Select(p => p.Way).Distinct().Count().ShouldBe(4);
        parcels.ShouldAllBe(p => p.Truth.Count == p.Rows.Count);
    }

    [Theory]
    [InlineData("新竹市", 600)]
    [InlineData("臺北市", 100_000)]
    [InlineData("新竹市", 31_000)]
    [InlineData("金門縣,臺北市", 20_000)]
    public void As_many_pupils_take_part_as_are_asked_for_where_there_are_so_many(string counties, int wanted)
    {
        var rolls = SyntheticTerm.Create(Plan() with { Counties = counties.Split(','), Pupils = wanted }, Data());
        // The last school may be more than is wanted, and each county begins with its share.
        rolls.Sum(r => r.Pupils.Count).ShouldBeInRange(wanted, wanted + 5_000);
        rolls.Select(r => r.School).ShouldBeUnique();
    }

    [Fact]
    public void Where_there_are_not_so_many_everybody_takes_part()
    {
        SyntheticTerm.Create(Plan() with { Pupils = 1_000_000 }, Data()).Sum(r => r.Pupils.Count).ShouldBe(31_460);
    }

    [Fact]
    public void A_county_that_is_not_published_is_refused_with_the_names_of_those_that_are()
    {
        Should.Throw<RefusedException>(() => SyntheticTerm.Create(Plan() with { Counties = ["臺北市", "測試縣"] }, Data()))
            .Message.ShouldSatisfyAllConditions(m => m.ShouldContain("沒有 測試縣"), m => m.ShouldContain("臺北市、"));
    }

    [Fact]
    public void A_term_whose_server_was_killed_less_often_than_asked_for_is_not_right_and_says_so()
    {
        var right = new TermReckoning(400, 4, new Dictionary<Way, int>(), 30, 40, 40, 0, 0, 40, 0, KillsWanted: 20, Kills: 20, Seconds: 1);
        (right.IsRight, right.Doubts.Count).ShouldBe((true, 0));
        var fewer = right with { Kills = 19 };
        fewer.IsRight.ShouldBeFalse();
        fewer.Doubts.ShouldHaveSingleItem().ShouldContain("19 次，沒有 20 次");
    }

    [Fact]
    public void One_seed_packs_one_set_of_files()
    {
        var rolls = SyntheticTerm.Create(Part(), Data());
        foreach (var (one, other) in Pack(rolls, Part()).Zip(Pack(rolls, Part())))
        {
            one.Rows.Select(r => string.Join(',', r.Cells)).ShouldBe(other.Rows.Select(r => string.Join(',', r.Cells)));
        }
    }

    [Fact]
    public void Big5_writes_what_it_lacks_as_references()
    {
        var bytes = FileBytes.Write(FileKind.Big5, "名單", ["姓名"], [new FileRow(["王測𠊎"])]);
        Encoding.Latin1.GetString(bytes).ShouldContain("&#131726;");
    }

    private static IReadOnlyList<Parcel> Pack(IReadOnlyList<Roll> rolls, TermPlan plan) => Parcels.Pack(plan, rolls, Enum.GetValues<Way>());

    private static TermPlan Plan() => new(new Term(new SchoolYear(115), 1), ["新竹市"], 1);

    private static TermPlan Part() => Plan() with { Counties = ["臺東縣"], Pupils = 900 };

    private static PublishedData Data() => new(Path.GetDirectoryName(Path.GetDirectoryName(SharedData.PathOf("population/village_single_age_11412.csv")))!);
}

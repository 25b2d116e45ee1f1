namespace StudentNet.Simulator.Country;

/// <summary>What a country is made from: the same values give the same children, to the last neighbourhood.</summary>
public sealed record CountryPlan(SchoolYear Year, SchoolLevel Level, IReadOnlyList<string> Counties, ulong Seed)
{
    /// <summary>A part of each county for trials: whole townships in a drawn order, until this part of its children is reached.</summary>
    public double Share { get; init; } = 1;
}

/// <summary>
/// Makes the children who enter in a year from published counts: as many as each village has, with invented names, numbers, addresses and a
/// hidden truth. Children are drawn village by village from a stream of the village's own.
/// </summary>
public sealed class SyntheticCountry
{
    /// <summary>Neighbouring children get numbers far apart, so that the parts which masks leave tell them apart. Prime to ten: no number comes twice.</summary>
    private const long ScatteredBy = 7_368_787;

    private const int TwinsPerTenThousand = 120;
    private const int FormerNumberPerTenThousand = 40;
    private const int UnreadablePerTenThousand = 30;

    private readonly CountryPlan _plan;
    private readonly DistrictTable _districts;
    private readonly IReadOnlyList<VillageCohort> _villages;
    private readonly SurnameUrn _surnames;
    private readonly StreetNames _streets;
    private long _serial;
    private int _household;

    private SyntheticCountry(CountryPlan plan, PublishedData data)
    {
        _plan = plan;
        _districts = DistrictTable.Load(data, plan.Level);
        _villages = Chosen(data.Cohorts(plan.Counties, plan.Year, plan.Level), plan);
        _surnames = new SurnameUrn(data.SurnameCounts());
        _streets = new StreetNames(plan.Year);
    }

    /// <summary>All children, in the order of their villages.</summary>
    public static IReadOnlyList<Child> Create(CountryPlan plan, PublishedData data)
    {
        var country = new SyntheticCountry(plan, data);
        return [.. country._villages.SelectMany(country.ChildrenOf)];
    }

    private static List<VillageCohort> Chosen(IReadOnlyList<VillageCohort> villages, CountryPlan plan)
    {
        if (plan.Share >= 1)
        {
            return [.. villages];
        }

        var chosen = new List<VillageCohort>();
        foreach (var county in villages.GroupBy(v => v.County))
        {
            var wanted = county.Sum(v => v.Children) * plan.Share;
            var townships = county.GroupBy(v => v.Code[..8]).Select(t => t.ToList()).ToList();
            // Small ones first where only a little is wanted.
            var drawn = SeededDraw.For(plan.Seed, "townships" + county.Key).Shuffled(townships).OrderBy(t => Math.Max(wanted, t.Sum(v => v.Children)));
            var children = 0;
            foreach (var township in drawn.TakeWhile(_ => children < wanted))
            {
                chosen.AddRange(township);
                children += township.Sum(v => v.Children);
            }
        }

        return [.. chosen.OrderBy(v => v.Code, StringComparer.Ordinal)];
    }

    private IEnumerable<Child> ChildrenOf(VillageCohort village)
    {
        var draw = SeededDraw.For(_plan.Seed, village.Code);
        Child? before = null;
        for (var i = 0; i < village.Children; i++)
        {
            var child = Draw(draw, village);
            if (before is not null && draw.Chance(TwinsPerTenThousand))
            {
                child = child with { Born = before.Born, Home = before.Home, Household = before.Household, Surname = before.Surname };
            }

            yield return child;
            before = child;
        }
    }

    private Child Draw(SeededDraw draw, VillageCohort village)
    {
        var sex = draw.Chance(5_200) ? Sex.Male : Sex.Female;
        var cohort = Cohort.Entering(_plan.Year, _plan.Level);
        var born = cohort.BornFrom.AddDays(draw.Below(cohort.BornTo.DayNumber - cohort.BornFrom.DayNumber + 1));
        var serial = (int)(_serial++ * ScatteredBy % InventedNumber.Count);
        var hadAnother = draw.Chance(FormerNumberPerTenThousand);
        var fate = Fates.At(draw.Below(10_000));
        return new Child(
            InventedNumber.National(sex, serial),
            hadAnother ? InventedNumber.Residence(sex, serial) : null,
            _surnames.Draw(draw),
            InventedName.Given(draw, sex),
            sex,
            born,
            HomeIn(draw, village, born),
            $"Y{_household++:D7}",
            draw.Below(1_000) switch
            {
                < 989 => FirstListed.Reference,
                < 997 => FirstListed.Omission,
                _ => FirstListed.Later,
            },
            fate,
            fate is Fate.MovesBefore or Fate.MovesAfter ? MovesTo(draw, village, born) : null
        );
    }

    private Home HomeIn(SeededDraw draw, VillageCohort village, DateOnly born)
    {
        int? neighbourhood = draw.Between(1, _districts.NeighbourhoodsOf(village.Code));
        if (draw.Chance(UnreadablePerTenThousand))
        {
            neighbourhood = null;
        }

        return new Home(village.Code, village.County, village.Township, village.Village, neighbourhood, StreetNames.Draw(draw), _streets.Since(draw, born));
    }

    private Home MovesTo(SeededDraw draw, VillageCohort from, DateOnly born)
    {
        var elsewhere = _villages.Where(v => v.Code[..8] != from.Code[..8] && v.Children > 0).ToList();
        var village = draw.Pick(elsewhere.Count > 0 ? elsewhere : [.. _villages]);
        return HomeIn(draw, village, born);
    }
}

using StudentNet.Simulator.Country;

namespace StudentNet.Simulator.Play;

/// <summary>Which schools a child comes to in the year: its fate, made concrete.</summary>
/// <param name="Allocated">The school that the county allocated and published; null: none.</param>
/// <param name="Registers">Where it registers; null: nowhere.</param>
/// <param name="AlsoRegisters">A second school that registers it.</param>
/// <param name="Admitted">Where it is in September; null: in no school.</param>
public sealed record Journey(Child Child, string? Allocated, string? Registers, string? AlsoRegisters, string? Admitted)
{
    /// <summary>Where the comparison must find it. A fate that finds no school (a private one where there is none) is a child nobody sees.</summary>
    public Outcome Outcome => Fates.OutcomeOf(Child.Fate) is Outcome.Admitted && Admitted is null ? Outcome.Tracked : Fates.OutcomeOf(Child.Fate);
}

/// <summary>The journeys of a child that has two records.</summary>
/// <param name="One">Of the child itself: the truth, and what schools go by as soon as the records are one.</param>
public sealed record DoubleJourney(TwoRecords Records, Journey First, Journey Second, Journey One);

/// <summary>Turns fates into journeys, once it is known which school each child was allocated to.</summary>
public sealed class Journeys(CountryPlan plan, DistrictTable districts, Schools schools)
{
    /// <summary>The school a family takes to be theirs when nobody has told them: the first of the district table, else one near by.</summary>
    public string? Own(Child child)
    {
        var home = child.CurrentHome;
        var listed = districts.At(home.VillageCode, home.Neighbourhood).Select(e => schools.Find(e.SchoolCode)).FirstOrDefault(s => s is { IsPrivate: false } && s.County == home.County);
        return (listed ?? schools.Near(home, Draw(child, "near")))?.Code;
    }

    /// <summary>
    /// The journeys of a child that has two records: what schools say of each until somebody finds out, and then of the one child.
    /// </summary>
    /// <param name="first">Where the first record was allocated.</param>
    /// <param name="second">Where the second was; of a proposed child, which no list has, the school near by that proposes it.</param>
    public DoubleJourney Of(TwoRecords records, string? first, string? second)
    {
        var (story, own) = (records.One.Story!, first ?? Own(records.First));
        var other = second ?? (story.IsProposal || story.Claim == Claim.Both ? schools.Near(records.One.CurrentHome, Draw(records.One, "double"), own)?.Code ?? own : own);
        var (isFirst, isSecond) = (story.Claim != Claim.Second, story.Claim != Claim.First);
        var come = isSecond ? other : own;
        return new DoubleJourney(
            records,
            new Journey(records.First, first, isFirst ? own : null, null, isSecond ? null : own),
            new Journey(records.Second, second, isSecond ? other : null, null, isSecond ? other : null),
            new Journey(records.One, first ?? second, come, isFirst && isSecond && own != other ? own : null, come)
        );
    }

    public Journey Of(Child child, string? allocated)
    {
        var draw = Draw(child, "journey");
        var come = allocated ?? Own(child);
        string? Other() => schools.Near(child.CurrentHome, draw, come)?.Code;
        var (registers, also, admitted) = child.Fate switch
        {
            Fate.Attends or Fate.MovesBefore => (come, null, come),
            Fate.ChoosesListed => Same(Listed(child, come, draw) ?? come),
            Fate.OtherPublic => Same(Other() ?? come),
            Fate.PrivateSchool => Same(schools.Private(child.Home.County, draw)?.Code ?? come),
            Fate.ChangesMind => (come, null, Other() ?? come),
            Fate.RegistersTwice => Other() is { } second ? (come, second, second) : Same(come),
            Fate.MovesAfter => Same(Own(child)),
            Fate.NeverComes => (come, null, null),
            _ => (null, null, (string?)null),
        };
        return new Journey(child, allocated, registers, also, admitted);
    }

    private static (string?, string?, string?) Same(string? school) => (school, null, school);

    /// <summary>Another school of the choice list that the table gives this address.</summary>
    private string? Listed(Child child, string? come, SeededDraw draw)
    {
        var home = child.CurrentHome;
        var others = districts
            .At(home.VillageCode, home.Neighbourhood)
            .Select(e => schools.Find(e.SchoolCode))
            .OfType<SchoolUnit>()
            .Where(s => s.Code != come && !s.IsPrivate)
            .Select(s => s.Code)
            .Distinct()
            .ToList();
        return others.Count == 0 ? null : draw.Pick(others);
    }

    private SeededDraw Draw(Child child, string what) => SeededDraw.For(plan.Seed, what + child.Number.Value);
}

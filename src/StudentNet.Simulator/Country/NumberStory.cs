namespace StudentNet.Simulator.Country;

/// <summary>What becomes of a child's numbers, besides its <see cref="Fate"/>.</summary>
public enum NumberFate
{
    /// <summary>Old residence number, new one, national number: in three lists at different moments.</summary>
    ThreeNumbers,

    /// <summary>The first list has a wrong number, and a later one corrects it.</summary>
    Corrected,

    /// <summary>Two lists name it by two numbers; a later list says that they are one child.</summary>
    ListedTwice,

    /// <summary>Its family shows a number that no list has, so a school proposes it; the county finds out that it is a listed child.</summary>
    Proposed,

    /// <summary>The same, but the registry's list says so.</summary>
    ProposedThenListed,

    /// <summary>A list exchanges the numbers of twins, and a later one exchanges them back.</summary>
    TwinsExchanged,
}

/// <summary>When a list comes, by what has been done before.</summary>
public enum SeasonMoment
{
    BeforeAllocation,
    AfterPublication,
    AfterRegistration,
    AfterAdmission,
    AfterComparison,
}

/// <summary>Of which of its two records schools say that the child is there.</summary>
public enum Claim
{
    First,
    Second,

    /// <summary>Both are registered; the child comes to the school of the second.</summary>
    Both,
}

/// <summary>One way of a child's numbers through the season.</summary>
/// <param name="At">When the numbers change, or the two records become one.</param>
/// <param name="Then">When they change again.</param>
/// <param name="Claim">Which records schools have until then.</param>
public sealed record NumberStory(NumberFate Fate, SeasonMoment At, SeasonMoment? Then = null, Claim Claim = Claim.First)
{
    /// <summary>Whether the child has two records until <see cref="At"/>.</summary>
    public bool IsDouble => Fate is NumberFate.ListedTwice or NumberFate.Proposed or NumberFate.ProposedThenListed;

    public bool IsProposal => Fate is NumberFate.Proposed or NumberFate.ProposedThenListed;
}

/// <summary>Gives some children of a country their stories: each one once however small the country is, and more often in a large one.</summary>
public static class NumberStories
{
    private const int PerTenThousand = 2;

    /// <summary>Every story that can be played.</summary>
    public static IReadOnlyList<NumberStory> All { get; } =
        [
            new(NumberFate.ThreeNumbers, SeasonMoment.BeforeAllocation, SeasonMoment.AfterPublication),
            new(NumberFate.ThreeNumbers, SeasonMoment.AfterPublication, SeasonMoment.AfterRegistration),
            new(NumberFate.ThreeNumbers, SeasonMoment.AfterRegistration, SeasonMoment.AfterAdmission),
            new(NumberFate.ThreeNumbers, SeasonMoment.AfterAdmission, SeasonMoment.AfterComparison),
            .. Enum.GetValues<SeasonMoment>().Select(at => new NumberStory(NumberFate.Corrected, at)),
            .. Enum.GetValues<SeasonMoment>()
                .SelectMany(at => Enum.GetValues<Claim>().Where(c => at >= SeasonMoment.AfterRegistration || c == Claim.First).Select(c => new NumberStory(NumberFate.ListedTwice, at, null, c))),
            .. new[] { NumberFate.Proposed, NumberFate.ProposedThenListed }.SelectMany(fate =>
                Enum.GetValues<SeasonMoment>()
                    .Where(at => at >= SeasonMoment.AfterRegistration)
                    .SelectMany(at => new[] { Claim.Second, Claim.Both }.Select(c => new NumberStory(fate, at, null, c)))
            ),
            new(NumberFate.TwinsExchanged, SeasonMoment.BeforeAllocation, SeasonMoment.AfterRegistration),
            new(NumberFate.TwinsExchanged, SeasonMoment.AfterPublication, SeasonMoment.AfterAdmission),
            new(NumberFate.TwinsExchanged, SeasonMoment.AfterRegistration, SeasonMoment.AfterComparison),
        ];

    /// <summary>The children with the wanted stories, those of a story drawn among the children who simply come to school.</summary>
    public static IReadOnlyList<Child> Give(IReadOnlyList<Child> children, IReadOnlyCollection<NumberStory> wanted, ulong seed)
    {
        var told = children.ToArray();
        var twins = children.GroupBy(c => c.Household).Where(h => h.Count() > 1).Select(h => h.Key).ToHashSet(StringComparer.Ordinal);
        var free = new Queue<int>(
            SeededDraw
                .For(seed, "number stories")
                .Shuffled(Enumerable.Range(0, told.Length))
                .Where(i => told[i] is { Fate: Fate.Attends, Listed: FirstListed.Reference, FormerNumber: null } && !twins.Contains(told[i].Household))
        );
        var serial = told.Length;
        var each = Math.Max(1, told.Length * PerTenThousand / 10_000);
        foreach (var story in wanted.SelectMany(s => Enumerable.Repeat(s, each)))
        {
            var needed = story.Fate == NumberFate.TwinsExchanged ? 2 : 1;
            if (free.Count < needed)
            {
                break;
            }

            var i = free.Dequeue();
            var child = told[i] with { Story = story };
            if (story.Fate == NumberFate.TwinsExchanged)
            {
                var j = free.Dequeue();
                told[j] = told[j] with
                {
                    Story = story, Surname = child.Surname, Born = child.Born, Home = child.Home, Household = child.Household, TwinsNumber = child.Number,
                };
                told[i] = child with { TwinsNumber = told[j].Number };
                continue;
            }

            serial++;
            var scattered = (int)(serial * 7_368_787L % InventedNumber.Count);
            told[i] = story.Fate switch
            {
                NumberFate.ThreeNumbers => child with { FormerNumber = InventedNumber.Residence(child.Sex, scattered), OldestNumber = InventedNumber.ResidenceOld(child.Sex, scattered) },
                NumberFate.Corrected => child with { FormerNumber = InventedNumber.National(child.Sex, scattered) },
                _ => child with { FormerNumber = InventedNumber.Residence(child.Sex, scattered) },
            };
        }

        return told;
    }
}

/// <summary>A child that the system takes for two until somebody finds out.</summary>
/// <param name="First">As the first list has it.</param>
/// <param name="Second">As the second list has it, or a school proposes it.</param>
public sealed record TwoRecords(Child One, Child First, Child Second)
{
    /// <summary>
    /// The listed one of a proposed child has the number that stays; of a child that two lists name, the second list has it.
    /// </summary>
    public static TwoRecords Of(Child child)
    {
        var bare = child with { FormerNumber = null };
        var former = child with { Number = child.FormerNumber!.Value, FormerNumber = null };
        return child.Story!.IsProposal ? new TwoRecords(child, bare, former) : new TwoRecords(child, former, bare);
    }
}

using StudentNet.Simulator.Country;
using StudentNet.Simulator.Doors;

namespace StudentNet.Simulator.Play;

/// <summary>
/// What is found out about numbers in the season: the registry's list says it, or the county at its page. Whoever works with the children knows it from
/// then on.
/// </summary>
internal sealed class NumberNews(
    CountryPlan plan,
    IReadOnlyCollection<NumberStory> stories,
    Ministry ministry,
    IReadOnlyList<CountyOffice> counties,
    IReadOnlyList<Child> children,
    Action<string> tell
)
{
    private readonly List<DoubleJourney> _doubles = [];

    /// <summary>Children who travel as two records until somebody finds out.</summary>
    public IReadOnlyList<DoubleJourney> Doubles => _doubles;

    /// <summary>Records that nobody knows to be another child's while the comparison runs.</summary>
    public int DoublesAtComparison => _doubles.Count(d => d.Records.One.Story!.At == SeasonMoment.AfterComparison);

    /// <summary>Stories that were asked for and befell nobody.</summary>
    public IReadOnlyList<NumberStory> Untold => [.. stories.Except(children.Select(c => c.Story).OfType<NumberStory>())];

    /// <summary>Children of each kind of story that was asked for.</summary>
    public IReadOnlyDictionary<NumberFate, int> Told => stories.Select(s => s.Fate).Distinct().ToDictionary(fate => fate, fate => children.Count(c => c.Story?.Fate == fate));

    /// <summary>As whom lists have the children when a moment has passed: those with two records as two, until somebody finds out.</summary>
    public IEnumerable<Child> Records(SeasonMoment passed) =>
        children.SelectMany(c =>
            c.Story is { IsDouble: true } s && s.At > passed
                ? TwoRecords.Of(c) is var d && s.IsProposal ? [d.First] : [TwoRecords.Of(c).First, TwoRecords.Of(c).Second]
                : (Child[])[c]
        );

    /// <summary>The journeys of all, each record's own where nobody knows yet that two are one child.</summary>
    /// <param name="allocated">The school to which a record was allocated.</param>
    public IReadOnlyList<Journey> Journeys(Journeys journeys, Func<Child, string?> allocated)
    {
        _doubles.AddRange(
            children
                .Where(c => c.Story is { IsDouble: true } s && s.At > SeasonMoment.AfterPublication)
                .Select(TwoRecords.Of)
                .Select(d => journeys.Of(d, allocated(d.First), allocated(d.Second)))
        );
        var stillTwo = _doubles.ToDictionary(d => d.Records.One);
        return
        [
            .. children.SelectMany(c =>
                stillTwo.TryGetValue(c, out var two) ? [two.First, two.Second, two.One]
                // Found out between allocation and registration: either record may have the school.
                : c.Story is { IsDouble: true, At: SeasonMoment.AfterPublication } && TwoRecords.Of(c) is var d ? [journeys.Of(c, allocated(d.Second) ?? allocated(d.First))]
                : (Journey[])[journeys.Of(c, allocated(c))]
            ),
        ];
    }

    /// <summary>Whether a journey is a child's own, and not that of one of its two records.</summary>
    public static bool IsTruth(Journey journey) => journey.Child.Story is not { IsDouble: true } || journey.Child.FormerNumber is not null;

    /// <summary>
    /// The list of a moment goes in. What comes back is twins with one another's numbers, and their county exchanges them; it merges the proposed children
    /// that it knows to be listed, and releases the cases of whom a merge has found.
    /// </summary>
    public async Task TellAsync(IReadOnlyList<SchoolOffice> offices, SeasonMoment moment, CancellationToken cancellation)
    {
        if (stories.Count == 0)
        {
            return;
        }

        var file = new RegistryFile(plan);
        await ministry.SetClockAsync(file.DayOf(moment), cancellation);
        var sent = await ministry.SendChangesAsync(file.Numbers(children, moment), cancellation);
        var found = children.Where(c => c.Story is { IsDouble: true } s && s.At == moment).ToList();
        var proposed = found.Where(c => c.Story!.Fate == NumberFate.Proposed).Select(TwoRecords.Of).ToList();
        var (pairs, joined, released) = (0, 0, 0);
        foreach (var county in counties)
        {
            pairs += await county.ExchangeNumbersAsync(sent.Back, cancellation);
            joined += proposed.Count == 0 ? 0 : await county.JoinProposalsAsync(proposed, cancellation);
            released += moment == SeasonMoment.AfterComparison ? await county.ConfirmReleasesAsync(cancellation) : 0;
        }

        Demand(joined == proposed.Count, $"N7.21 has {joined} of {proposed.Count} proposed children.");
        var exchanged = children.Count(c => c.Story is { Fate: NumberFate.TwinsExchanged } s && (s.At == moment || s.Then == moment));
        Demand(sent.Back.Count == exchanged && pairs * 2 == exchanged, $"Of {exchanged} twins' rows {sent.Back.Count} came back, and {pairs} pairs were put right.");
        var journeys = _doubles.Where(d => found.Contains(d.Records.One)).ToList();
        foreach (var office in offices)
        {
            office.Join(journeys);
        }

        tell($"證號異動（{moment}）{sent.Accepted:N0} 列，縣市對調 {pairs:N0} 對、合併 {joined:N0} 人、解除列管 {released:N0} 人");
    }

    /// <summary>Children whose school does not find them by every number they ever had. Numbers that no list has named yet cannot be found.</summary>
    public Task<List<Child>> NotFoundAsync(IReadOnlyList<SchoolOffice> offices, CancellationToken cancellation)
    {
        var sought = children
            .Where(c => c.Story is { } s && s.At != SeasonMoment.AfterComparison && s.Then != SeasonMoment.AfterComparison)
            .ToHashSet();
        return SchoolOffice.GatherAsync(offices, (office, stop) => office.NotFoundAsync(sought, stop), cancellation);
    }

    /// <summary>Children whose registration is gone from their school's list.</summary>
    public static async Task<List<Child>> MarksLostAsync(IReadOnlyList<SchoolOffice> offices, IReadOnlyList<Journey> travellers, CancellationToken cancellation)
    {
        var registered = (await SchoolOffice.GatherAsync(offices, (office, stop) => office.RegisteredAsync(stop), cancellation)).ToHashSet();
        return [.. travellers.Where(j => j.Child.Story is not null && IsTruth(j) && !registered.Contains(j.Child)).Select(j => j.Child)];
    }

    private static void Demand(bool isSo, string otherwise)
    {
        if (!isSo)
        {
            throw new RefusedException(otherwise);
        }
    }
}

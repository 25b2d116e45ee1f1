namespace StudentNet.Simulator.Country;

/// <summary>Where a child is registered as resident.</summary>
/// <param name="Neighbourhood">Null: the registry's file does not say.</param>
/// <param name="Since">設籍日期.</param>
public sealed record Home(string VillageCode, string County, string Township, string Village, int? Neighbourhood, string Street, DateOnly Since);

/// <summary>Which of the registry's lists names the child for the first time.</summary>
public enum FirstListed
{
    /// <summary>The list of 3/20.</summary>
    Reference,

    /// <summary>遺漏名單.</summary>
    Omission,

    /// <summary>A change list: first registered after 3/20.</summary>
    Later,
}

/// <summary>An invented child: what the registry knows of it, and the hidden truth that the system is held against.</summary>
/// <param name="Number">The number it ends up with.</param>
/// <param name="FormerNumber">The residence number it had before it was naturalised; the first list knows it by that, and so does its school.</param>
/// <param name="Household">Twins and siblings share it.</param>
/// <param name="MovesTo">The new home of those whose <see cref="Fate"/> is to move.</param>
public sealed record Child(
    PersonNumber Number,
    PersonNumber? FormerNumber,
    string Surname,
    string GivenName,
    Sex Sex,
    DateOnly Born,
    Home Home,
    string Household,
    FirstListed Listed,
    Fate Fate,
    Home? MovesTo
)
{
    public string Name => Surname + GivenName;

    /// <summary>Where it lives when school begins.</summary>
    public Home CurrentHome => MovesTo ?? Home;

    /// <summary>What becomes of its numbers; null: nothing, or it is naturalised.</summary>
    public NumberStory? Story { get; init; }

    /// <summary>The number before <see cref="FormerNumber"/>, of those who have had three.</summary>
    public PersonNumber? OldestNumber { get; init; }

    /// <summary>The twin's number, under which it stands while the two are exchanged.</summary>
    public PersonNumber? TwinsNumber { get; init; }

    /// <summary>The number by which it stood in the first list.</summary>
    public PersonNumber FirstNumber => OldestNumber ?? FormerNumber ?? Number;

    /// <summary>The number that its family shows at school when a moment has passed: whoever has a new one still shows the first, exchanged twins have one another's.</summary>
    public PersonNumber ShownAfter(SeasonMoment passed) =>
        Story is { Fate: NumberFate.TwinsExchanged } story && story.At <= passed && story.Then > passed ? TwinsNumber!.Value : FirstNumber;

    /// <summary>Every number of its own it ever had, the present one first.</summary>
    public IEnumerable<PersonNumber> Numbers => new[] { Number, FormerNumber, OldestNumber }.OfType<PersonNumber>();
}

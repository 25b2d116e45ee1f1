using StudentNet.Simulator.Country;

namespace StudentNet.Simulator.Years;

/// <summary>Where a child really is: the hidden truth.</summary>
public enum Whereabouts
{
    /// <summary>Too young, or not registered in this country yet.</summary>
    NotYet,

    /// <summary>In a school.</summary>
    AtSchool,

    /// <summary>Nowhere at school, and something lawful accounts for it.</summary>
    Explained,

    /// <summary>A school says that it stays away, and answers.</summary>
    DroppedOut,

    /// <summary>In no school, and nobody knows why.</summary>
    Nowhere,

    /// <summary>No child of compulsory age of this country any more: dead, without nationality, abroad for good, finished.</summary>
    Over,
}

/// <summary>An invented child with its life: what the simulator alone knows, and what offices write of it.</summary>
public sealed class YearChild
{
    public required int Id { get; init; }

    /// <summary>What befalls it, as the name of a kind of life.</summary>
    public required string Kind { get; init; }

    public required Sex Sex { get; init; }

    public required string Name { get; set; }

    /// <summary>Every name it was ever listed with: pages may show the former one until the registry's word is there.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    public required DateOnly Born { get; set; }

    /// <summary>Every birth date it was ever listed with.</summary>
    public HashSet<DateOnly> BirthDates { get; } = [];

    public required Home Home { get; set; }

    /// <summary>The present number last.</summary>
    public required List<PersonNumber> Numbers { get; init; }

    public PersonNumber Number => Numbers[^1];

    /// <summary>The number that its school writes.</summary>
    public required PersonNumber NumberAtSchool { get; set; }

    /// <summary>Grades behind those of its age.</summary>
    public int Behind { get; set; }

    /// <summary>Whether it comes to school by itself when its cohort enters.</summary>
    public bool Enters { get; set; } = true;

    /// <summary>Whether the registry has named it.</summary>
    public bool IsListed { get; set; }

    /// <summary>Whether the next whole list of the registry forgets it.</summary>
    public bool IsForgotten { get; set; }

    /// <summary>Whether the registry has struck it off: no list has it.</summary>
    public bool IsStruck { get; set; }

    /// <summary>Where it stands on rolls, by school.</summary>
    public SortedDictionary<string, RollState> OnRolls { get; } = new(StringComparer.Ordinal);

    public Whereabouts Truth { get; private set; } = Whereabouts.NotYet;

    public DateOnly Since { get; private set; } = DateOnly.MinValue;

    /// <summary>From when on every office concerned has had its say of where the child is.</summary>
    public DateOnly ToldBy { get; private set; } = DateOnly.MinValue;

    public int Cohort => Kernel.Cohort.Of(Born).Year;

    public int GradeIn(SchoolYear year) => new Cohort(Cohort).GradeIn(year) - Behind;

    /// <summary>From a day on the child is somewhere else; who has ended stays so, unless it comes back on purpose.</summary>
    public void Is(Whereabouts truth, DateOnly since, DateOnly toldBy) => (Truth, Since, ToldBy) = (truth, since, toldBy);
}

namespace StudentNet.Simulator.Term;

/// <summary>How a pupil belongs to its class.</summary>
public enum Standing
{
    Enrolled,

    /// <summary>非學, and does not count.</summary>
    HomeSchooled,

    /// <summary>非學佔員額: counts in its class.</summary>
    HomeSchooledWithPlace,

    /// <summary>中輟.</summary>
    DroppedOut,

    /// <summary>出國（出境）.</summary>
    Abroad,

    /// <summary>長期病假.</summary>
    LongSick,
}

/// <summary>An invented pupil as its school knows it: the hidden truth of one row of a class roll.</summary>
/// <param name="Number">A national number, or the residence number of a pupil without one.</param>
/// <param name="Class">01, 02 …</param>
/// <param name="Reduces">酌減人數 for a pupil of special needs.</param>
public sealed record Pupil(
    PersonNumber Number,
    string Name,
    Sex Sex,
    DateOnly Born,
    int Grade,
    string Class,
    int Seat,
    Standing Standing,
    int Reduces
);

/// <summary>Everybody of one school.</summary>
/// <param name="School">The ministry's six characters.</param>
public sealed record Roll(string School, string Name, string County, IReadOnlyList<Pupil> Pupils);

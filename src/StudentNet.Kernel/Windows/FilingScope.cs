namespace StudentNet.Kernel;

/// <summary>
/// What is filed: of which school year, which level, and which part of a window (a term; new or earlier pupils). Each is said, or said to be
/// open on purpose; what is not said at all stays unknown, and whoever guards a window refuses it.
/// </summary>
public sealed record FilingScope
{
    private FilingScope() { }

    /// <summary>The school year filed for; null with <see cref="IsOfNoYear"/>: master data, which belong to none.</summary>
    public SchoolYear? Year { get; private init; }

    /// <summary>It belongs to no year: it may be filed while the window of any year is open.</summary>
    public bool IsOfNoYear { get; private init; }

    /// <summary>The level filed for; null: not said, unless <see cref="IsOfEitherLevel"/>.</summary>
    public SchoolLevel? Level { get; private init; }

    /// <summary>It holds children of both levels at once: it may be filed while the window of one of them is open.</summary>
    public bool IsOfEitherLevel { get; private init; }

    /// <summary>The part of a window that has several, as <c>windows.csv</c> writes it behind the dot: <c>1</c>, <c>new</c>; null: not said.</summary>
    public string? Part { get; private init; }

    /// <summary>Its rows are of different parts: it may be filed while one of them is open, and each row is asked for by itself.</summary>
    public bool HasRowsOfAllParts { get; private init; }

    /// <summary>Something of a school year; <paramref name="level"/> is null where the request did not say it.</summary>
    public static FilingScope Of(SchoolYear year, SchoolLevel? level) => new() { Year = year, Level = level };

    /// <summary>Something of a term; <paramref name="level"/> is null where the request did not say it.</summary>
    public static FilingScope Of(Term term, SchoolLevel? level) => Of(term.Year, level).OfPart(PartOf(term));

    /// <summary>Something of no school year.</summary>
    public static FilingScope OfNoYear(SchoolLevel? level) => new() { IsOfNoYear = true, Level = level };

    /// <summary>The same, of both levels at once.</summary>
    public FilingScope OfEitherLevel() => this with { Level = null, IsOfEitherLevel = true };

    /// <summary>The same, of one part of the window.</summary>
    public FilingScope OfPart(string part) => this with { Part = part, HasRowsOfAllParts = false };

    /// <summary>The same, with rows of several parts.</summary>
    public FilingScope OfAllParts() => this with { Part = null, HasRowsOfAllParts = true };

    /// <summary>How a window that has a row for each term names one.</summary>
    private static string PartOf(Term term) => term.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

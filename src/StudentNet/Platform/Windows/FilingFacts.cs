using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Windows;

/// <summary>What an organisation's data say about one of its filings, whatever the calendar says: how much is open, and what changed since it was submitted.</summary>
/// <param name="Window">Name of the row in <c>windows.csv</c>.</param>
public sealed record FilingFacts(string Window, SchoolYear Year, SchoolLevel Level)
{
    /// <summary>There is something to file: children on the list. Of a county or the nation, schools with a list.</summary>
    public bool IsAsked { get; init; }

    /// <summary>Filed without a stamp: an allocation is filed when it is published.</summary>
    public bool IsFiled { get; init; }

    /// <summary>Children about whom nothing has been said.</summary>
    public long Open { get; init; }

    /// <summary>Children about whom something else was said after the last stamp.</summary>
    public long Changed { get; init; }

    /// <summary>Children who came after the last stamp.</summary>
    public long Added { get; init; }

    /// <summary>Schools with a list or a stamp whose filing this organisation watches; 0: it files itself.</summary>
    public int Schools { get; init; }

    /// <summary>Those of them that have submitted.</summary>
    public int Submitted { get; init; }

    /// <summary>Those of the submitted that have children open, changed or added since. Not counted for the nation.</summary>
    public int Unfinished { get; init; }

    /// <summary>The sum of two levels.</summary>
    public FilingFacts Plus(FilingFacts other) =>
        this with
        {
            IsAsked = IsAsked || other.IsAsked,
            IsFiled = IsFiled || other.IsFiled,
            Open = Open + other.Open,
            Changed = Changed + other.Changed,
            Added = Added + other.Added,
            Schools = Schools + other.Schools,
            Submitted = Submitted + other.Submitted,
            Unfinished = Unfinished + other.Unfinished,
        };
}

/// <summary>Counts <see cref="FilingFacts"/>: each module for the windows whose filings it keeps.</summary>
public interface IFilingFacts
{
    /// <summary>The facts of an organisation in what is filed now; a window of which nothing is known is left out.</summary>
    Task<IReadOnlyList<FilingFacts>> OfAsync(Organisation organisation, DateTime now, CancellationToken cancellation = default);
}

using StudentNet.Platform.Accounts;

namespace StudentNet.Platform.Web;

/// <summary>Says how many children the caller answers for, and how they stand: each module gives its own figures, the home page and the cards show them.</summary>
public interface IHomeFigures
{
    /// <summary>Figures of the working year for the caller's organisation; empty where it has none.</summary>
    Task<IReadOnlyList<HomeFigure>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default);
}

/// <summary>Says how old the data of a source are: old data are never shown as if they were of today.</summary>
public interface IFeedSource
{
    /// <summary>One line for each source that the caller's pages draw on; a source that has sent nothing says so.</summary>
    Task<IReadOnlyList<FeedLine>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default);
}

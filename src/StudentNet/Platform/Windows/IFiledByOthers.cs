using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Windows;

/// <summary>Says that somebody else files what a window asks of an organisation: there it has nothing to do.</summary>
public interface IFiledByOthers
{
    /// <summary>Who files for the organisation in a school year and level, as a sentence for its clerk; null: it files itself.</summary>
    /// <param name="window">The window of the function, as <c>functions.csv</c> names it: <c>Q1</c>.</param>
    Task<string?> WhyAsync(string window, Organisation organisation, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default);
}

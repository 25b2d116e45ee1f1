using StudentNet.Kernel;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Windows;

/// <summary>Whether a function may be written to now. Banner, post, API problem, import and job calendar all ask this (design §5).</summary>
public abstract record WindowState
{
    private WindowState() { }

    /// <summary>Open.</summary>
    /// <param name="Since">Instant it opened, UTC; null: always.</param>
    /// <param name="Until">Last instant at which it is open, UTC: a tick before midnight, so that it prints as 23:59; null: no end.</param>
    public sealed record Open(DateTime? Since, DateTime? Until) : WindowState;

    /// <summary>Closed.</summary>
    /// <param name="Why">One sentence in the clerk's words.</param>
    /// <param name="Opens">Next opening, UTC; null: not known yet.</param>
    public sealed record Closed(string Why, DateTime? Opens) : WindowState;
}

/// <summary>The filing windows of all functions (domain §3): national default, county override, school extension; the most specific wins.</summary>
public interface IWindows
{
    /// <summary>State of a function's window for an organisation at an instant (UTC). A function without a window is always open.</summary>
    /// <param name="year">The school year filed for; null: open when it is open for any.</param>
    /// <param name="level">The level filed for; null: the school's own, or open when it is open for either.</param>
    Task<WindowState> StateAsync(
        string function,
        Organisation organisation,
        SchoolYear? year,
        SchoolLevel? level,
        DateTime now,
        CancellationToken cancellation = default
    );

    /// <summary>State of a function that is filed by term, for one term: its window has a row for each (<c>Q1.1</c>, <c>Q1.2</c>).</summary>
    Task<WindowState> TermStateAsync(string function, Organisation organisation, Term term, DateTime now, CancellationToken cancellation = default);

    /// <summary>All that decides the windows of a county, loaded once a request; null: the nation's.</summary>
    Task<WindowBook> BookAsync(string? countyCode, CancellationToken cancellation = default);
}

/// <summary>Which school year a page is about.</summary>
public static class WorkingYear
{
    /// <summary>
    /// The school year whose entry work (M, N) is under way: from 12/15, when the counties have set their parameters (domain §3), it is the
    /// coming one.
    /// </summary>
    public static SchoolYear ForEntry(DateOnly today)
    {
        var year = SchoolYear.Of(today);
        return today >= new DateOnly(year.Gregorian, 12, 15) ? year.Next : year;
    }
}

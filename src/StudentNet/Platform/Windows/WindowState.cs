using StudentNet.Kernel;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Windows;

/// <summary>Whether a function may be written to now. Banner, post, API problem, import and job calendar all ask this (design §5).</summary>
public abstract record WindowState
{
    private WindowState() { }

    /// <summary>Open.</summary>
    /// <param name="Until">Instant it closes, UTC; null: no end.</param>
    /// <param name="Since">Instant it opened, UTC; null: always.</param>
    public sealed record Open(DateTime? Since, DateTime? Until) : WindowState;

    /// <summary>Closed.</summary>
    /// <param name="Why">One sentence in the clerk's words.</param>
    /// <param name="Opens">Next opening, UTC; null: not known yet.</param>
    public sealed record Closed(string Why, DateTime? Opens) : WindowState;
}

/// <summary>The filing windows of all functions (domain §3): national default, county override, school extension; the most specific wins.</summary>
public interface IWindows
{
    /// <summary>State of a function's window for an organisation at an instant.</summary>
    Task<WindowState> StateAsync(
        string function,
        Organisation organisation,
        SchoolYear year,
        SchoolLevel level,
        DateTime now,
        CancellationToken cancellation = default
    );
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

namespace StudentNet.Platform.Windows;

/// <summary>Whether a function may be written to now. Banner, post, API problem, import and job calendar all go by this (design §5).</summary>
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
    public sealed record Closed(string Why, DateTime? Opens) : WindowState
    {
        /// <summary>Nobody could say which window is meant: what is filed does not name its year, level or part.</summary>
        public bool IsUnclear { get; init; }
    }
}

/// <summary>The filing windows of all functions (domain §3): national default, county override, school extension; the most specific wins. Whether something may be filed is asked at <see cref="WindowGate"/>.</summary>
public interface IWindows
{
    /// <summary>All that decides the windows of a county, loaded once a request; null: the nation's.</summary>
    Task<CountyWindows> BookAsync(string? countyCode, CancellationToken cancellation = default);
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

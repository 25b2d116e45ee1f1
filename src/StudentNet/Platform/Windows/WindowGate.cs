using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;

namespace StudentNet.Platform.Windows;

/// <summary>
/// The one gate of all filing windows (domain §3), for pages, API, files and SFTP: it knows function, organisation, school year, level and part
/// of the window, and asks the county's book. Where one of them is not said it answers closed. Nobody else decides whether something may be filed.
/// </summary>
public sealed class WindowGate(IWindows windows, FunctionCatalogue functions, IEnumerable<IFiledByOthers> others)
{
    private const string Say = "請由功能頁填報";

    /// <summary>
    /// Whether a function may be filed in at an instant (UTC). One without a window is open; one with a window and a scope that is unknown, or
    /// says too little for it, is closed.
    /// </summary>
    public async Task<WindowState> AskAsync(
        string function,
        Organisation organisation,
        FilingScope? scope,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(organisation);
        if (functions[function].Window is not { } window)
        {
            return new WindowState.Open(null, null);
        }

        var book = await windows.BookAsync(organisation.CountyCode, cancellation);
        var rows = book.Calendar.Of(window);
        if (Unsaid(scope, rows) is { } unsaid)
        {
            return new WindowState.Closed(unsaid, null) { IsUnclear = true };
        }

        var row = scope!.Part is { } part ? rows.First(r => PartOf(r) == part).Name : window;
        return book.State(row, scope.Year, scope.Level, SchoolOf(organisation), now);
    }

    /// <summary>The same for what a person types in: closed too where others file for the organisation (a system, the county).</summary>
    public async Task<WindowState> AskByHandAsync(
        string function,
        Organisation organisation,
        FilingScope? scope,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        var state = await AskAsync(function, organisation, scope, now, cancellation);
        if (state is WindowState.Open && functions[function].Window is { } window && scope is { Year: { } year, Level: { } level })
        {
            foreach (var one in others)
            {
                if (await one.WhyAsync(window, organisation, year, level, cancellation) is { } why)
                {
                    return new WindowState.Closed(why, null);
                }
            }
        }

        return state;
    }

    /// <summary>Of a window with several parts those that are closed now, each with its refusal; for files whose rows are of different parts.</summary>
    public async Task<IReadOnlyDictionary<string, ClosedWindow>> ClosedPartsAsync(
        string function,
        Organisation organisation,
        FilingScope scope,
        DateTime now,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(organisation);
        ArgumentNullException.ThrowIfNull(scope);
        var closed = new Dictionary<string, ClosedWindow>(StringComparer.Ordinal);
        if (functions[function].Window is not { } window)
        {
            return closed;
        }

        var book = await windows.BookAsync(organisation.CountyCode, cancellation);
        foreach (var part in book.Calendar.Of(window).Select(PartOf).OfType<string>())
        {
            if (await AskAsync(function, organisation, scope.OfPart(part), now, cancellation) is WindowState.Closed state)
            {
                closed[part] = new ClosedWindow(functions[function], state);
            }
        }

        return closed;
    }

    /// <summary>What is said where the scope says too little for the window; null where it says enough.</summary>
    private static string? Unsaid(FilingScope? scope, IReadOnlyList<FilingWindow> rows) =>
        scope is null ? $"沒有指明填報的學年度與學制。{Say}"
        : scope.Year is null && !scope.IsOfNoYear ? $"沒有指明學年度。{Say}"
        : scope.Level is null && !scope.IsOfEitherLevel ? "沒有指明學制。請在 level 指明 1（國小）或 7（國中）"
        : scope.Part is { } part ? rows.Any(r => PartOf(r) == part) ? null : $"{rows[0].Title}沒有「{part}」這一期。{Say}"
        : rows.Count > 1 && !scope.HasRowsOfAllParts ? $"沒有指明是{string.Join("或", rows.Select(r => r.Subject))}。{Say}"
        : null;

    /// <summary>Name of a row behind that of its window: <c>Q1.2</c> is part <c>2</c> of <c>Q1</c>; null: the window has no parts.</summary>
    private static string? PartOf(FilingWindow row) => row.Name.Length > row.Window.Length + 1 ? row.Name[(row.Window.Length + 1)..] : null;

    private static string? SchoolOf(Organisation organisation) => organisation.Level == Level.School ? organisation.Code : null;
}

/// <summary>The answer of a closed window: which function, why, when it opens.</summary>
public sealed record ClosedWindow(Function Function, WindowState.Closed State)
{
    /// <summary>The same as a problem (<c>window.closed</c>, <c>window.unclear</c>), for forms, files and machines.</summary>
    public Problem Problem =>
        State.IsUnclear
            ? new Problem("window.unclear", $"{Function.Code} {Function.Title}：{State.Why}", "這一次的內容沒有寫入")
            : new Problem("window.closed", $"{Function.Code} {Function.Title}：{State.Why}", Opening);

    /// <summary>When it opens, in the clerk's words.</summary>
    private string Opening => State.Opens is { } opens ? $"下次開放：{Moment.Full(opens)}" : "開放時間由縣市設定，期滿後的更正請向縣市申請";
}

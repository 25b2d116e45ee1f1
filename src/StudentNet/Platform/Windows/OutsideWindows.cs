using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;

namespace StudentNet.Platform.Windows;

/// <summary>
/// All that may be posted whatever the calendar says: <c>Reference/outside-windows.csv</c>, each with its reason. Single handlers of functions
/// that have a window, and, so that nobody forgets to ask, the functions and addresses that have none.
/// </summary>
public sealed class OutsideWindows
{
    private const string Every = "*";

    private OutsideWindows(IReadOnlyList<Row> rows) => All = rows;

    /// <summary>A row of the file.</summary>
    /// <param name="Where">Code of a function, or the address of a machine's door.</param>
    /// <param name="Handler">Name of the handler of a page (<c>Reveal</c>), or <c>*</c> for a function or door that has no window.</param>
    /// <param name="Reason">Why no window binds it.</param>
    public sealed record Row(string Where, string Handler, string Reason);

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<Row> All { get; }

    /// <summary>Whether a handler of a function is declared to file nothing; <paramref name="handler"/> is null for the page's nameless one.</summary>
    public bool Has(Function function, string? handler)
    {
        ArgumentNullException.ThrowIfNull(function);
        return All.Any(r => r.Where == function.Code && (function.Window is null ? r.Handler == Every : r.Handler == handler));
    }

    /// <summary>Whether a door of machines is declared to file nothing.</summary>
    public bool HasDoor(string address) => All.Any(r => r.Where == address);

    /// <summary>Reads the file; a row that gives no reason, or that opens a whole function which has a window, stops the start.</summary>
    public static OutsideWindows Load(FunctionCatalogue functions)
    {
        ArgumentNullException.ThrowIfNull(functions);
        var rows = ReferenceFile.Rows("outside-windows.csv", row => new Row(row("where"), row("handler"), row("reason"))).ToList();
        foreach (var row in rows)
        {
            if (row.Reason.Length == 0)
            {
                throw new InvalidOperationException($"outside-windows.csv gives no reason for {row.Where} {row.Handler}: write one.");
            }

            if (!row.Where.StartsWith('/') && (row.Handler == Every) != (functions[row.Where].Window is null))
            {
                throw new InvalidOperationException(
                    $"outside-windows.csv: {row.Where} {row.Handler}. A function with a window names single handlers; one without has *: correct the row, or the window in functions.csv."
                );
            }
        }

        return new OutsideWindows(rows);
    }
}

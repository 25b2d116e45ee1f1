using StudentNet.Modules.Support;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Home.Board;

/// <summary>What the county looks for on its board, as the address says it.</summary>
/// <param name="Show">late, open, changed, idle, done; empty: all.</param>
/// <param name="Grade">Schools of one level; null: both.</param>
/// <param name="Find">Part of a school's code or name.</param>
public sealed record BoardFilter(string? Show, SchoolLevel? Grade, string? Find);

/// <summary>The county's home, 各校進度: schools × stages, the pressing ones first, what is due, and how the children of whom nothing is said become fewer.</summary>
/// <param name="Due">What the county itself has to do.</param>
/// <param name="Running">The stage that runs and is due next; null: none runs.</param>
/// <param name="Chart">Open children of what runs, day by day, and the schools that have not submitted; null: nobody is asked.</param>
/// <param name="Now">UTC.</param>
public sealed record BoardHome(BoardView Board, BoardFilter Filter, DueList Due, AnnouncementList News, BoardColumn? Running, BurnDown? Chart, DateTime Now)
{
    /// <summary>What the filter leaves.</summary>
    public IReadOnlyList<BoardLine> Lines { get; } =
    [
        .. Board
            .Lines.Where(l => Filter.Grade is null || l.School.Level == Filter.Grade)
            .Where(l => Fits(l, Filter.Show))
            .Where(l => string.IsNullOrWhiteSpace(Filter.Find) || $"{l.School.Code} {l.School.Name}".Contains(Filter.Find.Trim(), StringComparison.OrdinalIgnoreCase)),
    ];

    /// <summary>The board as a file: a column for each stage, in the words of the cells.</summary>
    public IReadOnlyList<TableColumn<BoardLine>> Columns =>
        [
            new("學校代碼", l => l.School.Code),
            new("學校", l => l.School.Name),
            new("承辦人", l => l.Clerk),
            TableColumn.Date<BoardLine>("上次稽催", l => l.RemindedAt is { } at ? TaipeiTime.Today(at) : null),
            .. Board.Columns.Select((c, i) => new TableColumn<BoardLine>($"{c.Code} {c.Title}", l => l.Cells[i] is var cell && cell.Detail is { } detail ? $"{cell.Word}，{detail}" : cell.Word)),
        ];

    public int Count(string? show) => Board.Lines.Count(l => (Filter.Grade is null || l.School.Level == Filter.Grade) && Fits(l, show));

    public int Of(SchoolLevel level) => Board.Lines.Count(l => l.School.Level == level);

    /// <summary>The sums below a column: how many have submitted, how many are late or open.</summary>
    public BoardSum Sum(int column)
    {
        List<BoardCell> cells = [.. Lines.Select(l => l.Cells[column]).Where(c => c.Heat != BoardHeat.Off)];
        return new BoardSum(
            cells.Count(c => c.IsSubmitted || c.Heat == BoardHeat.Done),
            cells.Count,
            cells.Count(c => c.Heat == BoardHeat.Late),
            cells.Count(c => c.Heat == BoardHeat.Changed),
            cells.Sum(c => c.Heat == BoardHeat.Done ? 0 : c.Open)
        );
    }

    private static bool Fits(BoardLine line, string? show) =>
        show switch
        {
            "late" => line.Heat == BoardHeat.Late,
            "open" => line.Cells.Any(c => c.Heat is BoardHeat.Open or BoardHeat.Idle),
            "changed" => line.Cells.Any(c => c.Heat == BoardHeat.Changed),
            "idle" => line.Cells.Any(c => c.Heat == BoardHeat.Idle),
            "done" => line.Heat <= BoardHeat.Waiting,
            _ => true,
        };
}

/// <summary>The sums below a column of the board: schools, but for <paramref name="Open"/>, which counts children.</summary>
public sealed record BoardSum(int Submitted, int Asked, int Late, int Changed, long Open);

/// <summary>Reads the county's home.</summary>
public sealed class BoardHomes(BoardQuery board, TodoQuery todos, AnnouncementQuery announcements)
{
    public async Task<BoardHome> OfAsync(Caller caller, BoardFilter filter, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var view = await board.ReadAsync(caller.Organisation.Code, now, cancellation);
        var running = view.Now(now);
        BurnDown? chart = null;
        if (running is { DueAt: { } due, FirstStamps: { } stamps })
        {
            List<string> asked = [.. view.Lines.Where(l => running.Of(l.School.Code).Heat != BoardHeat.Off).Select(l => l.School.Code)];
            var schools = BurnDown.Of(asked, stamps, due, now);
            chart = BurnDown.OfChildren(running.OpenDays, asked.Sum(code => running.Of(code).Open), schools, due, now) ?? schools;
        }

        return new BoardHome(view, filter, await todos.SortedAsync(caller, now, cancellation), await announcements.ListAsync(caller, IndexModel.NewsLines, cancellation), running, chart, now);
    }
}

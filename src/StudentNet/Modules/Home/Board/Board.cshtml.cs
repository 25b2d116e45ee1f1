using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Home.Board;

/// <summary>H.21 各校進度: schools × stages of the county, the pressing ones first, and 稽催 of chosen ones.</summary>
[Function("H.21")]
public sealed class BoardModel(BoardQuery board, TodoQuery todos) : FunctionPage
{
    /// <summary>late, open, changed, idle, done; empty: all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>1, 7; none: both.</summary>
    [BindProperty(SupportsGet = true, Name = "level")]
    public SchoolLevel? Grade { get; set; }

    /// <summary>Part of a school's code or name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Find { get; set; }

    public BoardView Board { get; private set; } = new([], []);

    public DueList Due { get; private set; } = new([]);

    /// <summary>The stage that runs and is due next.</summary>
    public BoardColumn? Running { get; private set; }

    /// <summary>Schools that have not submitted what runs, day by day.</summary>
    public BurnDown? Chart { get; private set; }

    public IReadOnlyList<BoardLine> Lines => [.. OfLevel.Where(l => Fits(l, Show)).Where(l => string.IsNullOrWhiteSpace(Find) || $"{l.School.Code} {l.School.Name}".Contains(Find.Trim(), StringComparison.OrdinalIgnoreCase))];

    public SchoolYear Year => WorkingYear.ForEntry(Today);

    private IEnumerable<BoardLine> OfLevel => Board.Lines.Where(l => Grade is null || l.School.Level == Grade);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        Board = await board.ReadAsync(Caller.Organisation.Code, Now, cancellation);
        ViewData["YearTag"] = $"{Year.Title}　國小 {Of(SchoolLevel.Elementary):N0} 校、國中 {Of(SchoolLevel.JuniorHigh):N0} 校";
        Running = Board.Now(Now);
        Chart = Running is { DueAt: { } due, FirstStamps: { } stamps }
            ? BurnDown.Of([.. Board.Lines.Where(l => Running.Of(l.School.Code).Heat != BoardHeat.Off).Select(l => l.School.Code)], stamps, due, Now)
            : null;
        Due = new DueList([.. (await todos.KeptAsync(Caller, Now, cancellation)).OrderBy(d => d.Deadline ?? DateTime.MaxValue)]);
    }

    public int Count(string? show) => OfLevel.Count(l => Fits(l, show));

    public int Of(SchoolLevel level) => Board.Lines.Count(l => l.School.Level == level);

    /// <summary>The sums below a column: how many have submitted, how many are late or open.</summary>
    public (int Submitted, int Asked, int Late, int Changed, long Open) Sum(int column)
    {
        List<BoardCell> cells = [.. Lines.Select(l => l.Cells[column]).Where(c => c.Heat != BoardHeat.Off)];
        return (
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

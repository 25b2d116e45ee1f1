using Microsoft.AspNetCore.Mvc;
using StudentNet.Modules.Home.Board;
using StudentNet.Modules.Support;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Home;

/// <summary>
/// The first page. For those who file it is 今天要做的事: what is due, where the year stands, the figures of the caller's children, how old the data are.
/// The county's is the board of its schools (H.21), the ministry's the map of the counties (H.11).
/// </summary>
[Function("H")]
public sealed class IndexModel(
    TodoQuery todos,
    IEnumerable<IHomeFigures> figures,
    FeedTimes feeds,
    YearStations stations,
    AnnouncementQuery announcements,
    RecentWork recent,
    FigureTitles titles,
    BoardHomes boards,
    NationHomes nations,
    DaysOff daysOff,
    TableExport export
) : FunctionPage
{
    internal const int NewsLines = 5;

    /// <summary>Which schools the county's board shows: late, open, changed, idle, done; empty: all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>1, 7; none: both.</summary>
    [BindProperty(SupportsGet = true, Name = "level")]
    public SchoolLevel? Grade { get; set; }

    /// <summary>Part of a school's code or name.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Find { get; set; }

    /// <summary>Key of the measure by which the ministry looks at the counties; none: the one that is due next.</summary>
    [BindProperty(SupportsGet = true, Name = "by")]
    public string? Measure { get; set; }

    /// <summary>The county's home; null: somebody else's.</summary>
    public BoardHome? Board { get; private set; }

    /// <summary>The ministry's home; null: somebody else's.</summary>
    public NationHome? Nation { get; private set; }

    public DueList Due { get; private set; } = new([]);

    public Track Year { get; private set; } = new("", []);

    public AnnouncementList News { get; private set; } = new([]);

    public IReadOnlyList<RecentLine> Recent { get; private set; } = [];

    public IReadOnlyList<HomeFigure> Figures { get; private set; } = [];

    public IReadOnlyList<FeedLine> Feeds { get; private set; } = [];

    /// <summary>What a figure counts, in words; null: it says so itself.</summary>
    public string? DefinitionOf(HomeFigure figure) => figure?.Figure is { } name ? titles.Of(name).Definition : null;

    /// <summary>The school year whose entry work the figures are about.</summary>
    public SchoolYear EntryYear => WorkingYear.ForEntry(Today);

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        if (await OfOverseerAsync(cancellation))
        {
            return;
        }

        ViewData["Title"] = "今天要做的事";
        ViewData["Note"] = $"{Term.Of(Today).Title}　{Moment.Deadline(Today)}";
        var counted = new List<HomeFigure>();
        foreach (var source in figures)
        {
            counted.AddRange(await source.OfAsync(Caller, Now, cancellation));
        }

        var due = await todos.SortedAsync(Caller, Now, cancellation);
        (Figures, Feeds) = (counted, await feeds.OfAsync(Caller, Now, cancellation));
        Due = due with { Items = [.. due.Items.Select(d => WithProgress(d, counted))] };
        News = await announcements.ListAsync(Caller, NewsLines, cancellation);
        Recent = await recent.OfAsync(Caller, cancellation);
        Year = new Track($"{EntryYear.Title}新生作業進度", await stations.OfAsync(Caller, EntryYear, Now, cancellation));
    }

    /// <summary>The board or the counties, as they are filtered, as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        await OfOverseerAsync(cancellation);
        return (Board, Nation) switch
        {
            ({ } board, _) => await export.FileAsync("各校進度", kind, board.Columns, board.Lines.ToAsyncEnumerable(), ExportAct("輸出各校進度"), cancellation),
            (_, { } nation) => await export.FileAsync("全國填報總覽", kind, nation.Columns, nation.Counties.ToAsyncEnumerable(), ExportAct("輸出全國填報總覽"), cancellation),
            _ => NotFound(),
        };
    }

    /// <summary>The last working day before what is due on a day off; null: it is due on a working day.</summary>
    public DateOnly? LastWorkingDay(DateTime due) => TaipeiTime.Today(due) is var day && daysOff.NameOf(day) is not null ? daysOff.LastWorkingDay(day) : null;

    /// <summary>Reads the home of those who watch others; false: the caller files.</summary>
    private async Task<bool> OfOverseerAsync(CancellationToken cancellation)
    {
        switch (Caller)
        {
            case { Level: Level.County, Duty: Duty.CountyOfficer }:
                Board = await boards.OfAsync(Caller, new BoardFilter(Show, Grade, Find), Now, cancellation);
                ViewData["Title"] = "各校進度";
                ViewData["YearTag"] = $"{EntryYear.Title}　國小 {Board.Of(SchoolLevel.Elementary):N0} 校、國中 {Board.Of(SchoolLevel.JuniorHigh):N0} 校";
                ViewData["Note"] = Moment.Full(Now);
                return true;
            case { Level: Level.Ministry, Duty: Duty.MinistryOfficer }:
                Nation = await nations.OfAsync(Caller, Measure, Now, cancellation);
                ViewData["Title"] = "全國填報總覽";
                ViewData["YearTag"] = Term.Of(Today).Title;
                ViewData["Note"] = $"資料時間 {Moment.Full(Now)}";
                return true;
            default:
                return false;
        }
    }

    /// <summary>What is due by the calendar knows no children; the figure of the same function does.</summary>
    private static DueItem WithProgress(DueItem due, IReadOnlyList<HomeFigure> counted) =>
        due is { Done: null, Deadline: not null } && counted.FirstOrDefault(f => f.Code == due.Code && f.Done is not null)?.Done is { } done ? due with { Done = done } : due;
}

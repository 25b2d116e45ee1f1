using StudentNet.Modules.Support;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Home;

/// <summary>今天要做的事: what is due, where the year stands, the figures of the caller's children, how old the data are.</summary>
[Function("H")]
public sealed class IndexModel(
    TodoQuery todos,
    IEnumerable<IHomeFigures> figures,
    IEnumerable<IFeedSource> feeds,
    YearStations stations,
    AnnouncementQuery announcements,
    RecentWork recent,
    FigureTitles titles
) : FunctionPage
{
    private const int NewsLines = 5;

    public DueList Due { get; private set; } = new([]);

    public Track Year { get; private set; } = new("", []);

    public AnnouncementList News { get; private set; } = new([]);

    public IReadOnlyList<RecentLine> Recent { get; private set; } = [];

    public IReadOnlyList<HomeFigure> Figures { get; private set; } = [];

    public IReadOnlyList<FeedLine> Feeds { get; private set; } = [];

    /// <summary>The ministry's figures stand across the page, with notes; others have theirs in the side column.</summary>
    public bool IsNational => Caller.Level == Level.Ministry;

    /// <summary>What a figure counts, in words; null: it says so itself.</summary>
    public string? DefinitionOf(HomeFigure figure) => figure?.Figure is { } name ? titles.Of(name).Definition : null;

    public string FiguresTitle => Caller.Level == Level.School ? "本校新生" : "本縣市新生";

    /// <summary>The school year whose entry work the figures are about.</summary>
    public SchoolYear EntryYear => WorkingYear.ForEntry(Today);

    /// <summary>The caller watches schools: it has the board (H.21).</summary>
    public bool HasBoard => Caller is { Level: Level.County, Duty: Duty.CountyOfficer };

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        ViewData["Title"] = "今天要做的事";
        ViewData["Note"] = $"{Term.Of(Today).Title}　{Moment.Deadline(Today)}";
        var counted = new List<HomeFigure>();
        foreach (var source in figures)
        {
            counted.AddRange(await source.OfAsync(Caller, Now, cancellation));
        }

        var due = await todos.ListAsync(Caller, Now, cancellation);
        var lines = new List<FeedLine>();
        foreach (var source in feeds)
        {
            lines.AddRange(await source.OfAsync(Caller, Now, cancellation));
        }

        (Figures, Feeds) = (counted, lines);
        Due = new DueList([.. due.Select(d => WithProgress(d, counted)).OrderBy(d => d.Deadline ?? DateTime.MaxValue)]);
        News = await announcements.ListAsync(Caller, NewsLines, cancellation);
        Recent = await recent.OfAsync(Caller, cancellation);
        Year = new Track($"{EntryYear.Title}新生作業進度", await stations.OfAsync(Caller, EntryYear, Now, cancellation));
    }

    /// <summary>What is due by the calendar knows no children; the figure of the same function does.</summary>
    private static DueItem WithProgress(DueItem due, IReadOnlyList<HomeFigure> counted) =>
        due is { Done: null, Deadline: not null } && counted.FirstOrDefault(f => f.Code == due.Code && f.Done is not null)?.Done is { } done ? due with { Done = done } : due;
}

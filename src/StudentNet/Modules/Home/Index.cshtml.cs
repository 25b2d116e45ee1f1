using StudentNet.Kernel;
using StudentNet.Modules.Support;
using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Home;

/// <summary>今天要做的事: what is due, where the year stands.</summary>
[Function("H")]
public sealed class IndexModel(IEnumerable<ITodoSource> sources, IWindows windows, AnnouncementBoard board, RecentWork recent) : FunctionPage
{
    private const int NewsLines = 5;

    /// <summary>The stations of the year that are built, by window.</summary>
    private static readonly IReadOnlyList<(string Window, string Name)> Stations =
    [
        ("N1", "分發"),
        ("N3", "報到"),
        ("N5", "入學"),
        ("P1", "全國大比對"),
    ];

    public DueList Due { get; private set; } = new([]);

    public Track Year { get; private set; } = new("", []);

    public AnnouncementList News { get; private set; } = new([]);

    public IReadOnlyList<RecentLine> Recent { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        ViewData["Title"] = "今天要做的事";
        ViewData["Note"] = $"{Term.Of(Today).Title}　{Moment.Deadline(Today)}";
        var due = new List<DueItem>();
        foreach (var source in sources)
        {
            due.AddRange(await source.OfAsync(Caller, Now, cancellation));
        }

        Due = new DueList([.. due.OrderBy(d => d.Deadline ?? DateTime.MaxValue)]);
        News = await board.ListAsync(Caller, NewsLines, cancellation);
        Recent = await recent.OfAsync(Caller, cancellation);
        var book = await windows.BookAsync(Caller.Organisation.CountyCode, cancellation);
        var year = WorkingYear.ForEntry(Today);
        Year = new Track($"{year.Title}新生作業進度", [.. Stations.Select(s => Station(book, year, s.Window, s.Name))]);
    }

    private TrackStep Station(WindowBook book, SchoolYear year, string window, string name)
    {
        var level = Caller.Organisation.SchoolLevel ?? SchoolLevel.Elementary;
        var school = Caller.Level == Level.School ? Caller.Organisation.Code : null;
        var span = book.Spans(window, year, level, school).First();
        return span switch
        {
            _ when span.IsOpen(Now) => new TrackStep(name, span.LastInstant is { } until ? $"至 {Moment.Deadline(TaipeiTime.Today(until))}" : "進行中", StepState.Now),
            { LastInstant: { } last } when last < Now => new TrackStep(name, $"{Moment.Deadline(TaipeiTime.Today(last))} 截止", StepState.Done),
            { Opens: { } opens } => new TrackStep(name, $"{Moment.Deadline(TaipeiTime.Today(opens))} 開放", StepState.Ahead),
            _ => new TrackStep(name, "日期未定", StepState.Ahead),
        };
    }
}

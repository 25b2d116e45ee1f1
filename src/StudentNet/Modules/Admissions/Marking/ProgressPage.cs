using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Checkpoints;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>How far the schools are in a stage, for their county (N3.21, N5.21) and by county for the ministry (N3.11, N5.11).</summary>
public abstract class ProgressPage(EntryStage stage, StudentNetDb db, StageProgress progress, TableExport export) : FunctionPage
{
    protected StudentNetDb Database { get; } = db;

    public StageWords Words { get; } = StageWords.Of(stage);

    /// <summary>Which level is looked at.</summary>
    [BindProperty(SupportsGet = true, Name = "level")]
    public SchoolLevel Grade { get; set; } = SchoolLevel.Elementary;

    /// <summary>late, changed, unsubmitted, open, contested; empty: all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    public SchoolYear Year => WorkingYear.ForEntry(Today);

    /// <summary>Every school of the scope.</summary>
    public IReadOnlyList<SchoolProgress> Schools { get; private set; } = [];

    public MarkFigures Total => Caller.Level == Level.Ministry ? Sum(Counties.Select(c => c.Figures)) : Sum(Schools.Select(s => s.Figures));

    /// <summary>The schools that the filter shows, the late ones first.</summary>
    public IEnumerable<SchoolProgress> Shown => Schools.Where(Fits).OrderByDescending(s => s.DaysLate);

    /// <summary>The counties that the filter shows.</summary>
    public IEnumerable<CountyStage> ShownCounties => Counties.Where(c => Show != "unsubmitted" || c.Submitted < c.Schools);

    /// <summary>Days since the checkpoint passed, for the ministry; 0: it is still to come.</summary>
    public int DaysLate { get; private set; }

    /// <summary>Counties with their schools, for the ministry.</summary>
    public IReadOnlyList<CountyStage> Counties { get; private set; } = [];

    /// <summary>Children whom two schools claim, one of them of this county; a claim of each school counts in its own line.</summary>
    public int Contested { get; private set; }

    /// <summary>The figures frozen at the stage's checkpoint; null until then.</summary>
    public FrozenTable? Frozen { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        await ReadAsync();
        await ReadFrozenAsync();
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(TableKind kind)
    {
        await ReadAsync();
        var title = $"{Words.Verb}進度";
        var act = Act($"輸出{title}");
        return Caller.Level == Level.Ministry
            ? await export.FileAsync(title, kind, CountyColumns, Counties.ToAsyncEnumerable(), act, HttpContext.RequestAborted)
            : await export.FileAsync(title, kind, SchoolColumns, Shown.ToAsyncEnumerable(), act, HttpContext.RequestAborted);
    }

    public int Count(string show) => Schools.Count(s => Fits(s, show));

    private async Task ReadAsync()
    {
        ViewData["YearTag"] = $"{Year.Title} {Grade.Title()}";
        var county = Caller.Scope is Scope.County own ? own.Code : null;
        if (county is not null)
        {
            Schools = await progress.OfSchoolsAsync(stage, Year, Grade, county, Now, HttpContext.RequestAborted);
            Contested = await Claims
                .Contested(Database, Year, Grade, stage)
                .Where(m => Database.Set<Organisation>().Any(o => o.Code == m.SchoolCode && o.CountyCode == county))
                .Select(m => m.PersonId)
                .Distinct()
                .CountAsync(HttpContext.RequestAborted);
        }
        else
        {
            DaysLate = await progress.DaysSinceCheckpointAsync(stage, Year, Grade, Now, HttpContext.RequestAborted);
            var counted = await progress.OfCountiesAsync(stage, Year, Grade, HttpContext.RequestAborted);
            var counties = await Database.Set<Organisation>()
                .AsNoTracking()
                .Where(o => o.Level == Level.County)
                .OrderBy(o => o.Code)
                .ToListAsync(HttpContext.RequestAborted);
            Counties =
            [
                .. counties.Select(c => (counted.GetValueOrDefault(c.Code) ?? CountyStage.None) with { Code = c.Code, Name = c.Name }),
            ];
        }
    }

    private async Task ReadFrozenAsync()
    {
        var isNational = Caller.Level == Level.Ministry;
        (string Code, string Name)[] lines = isNational ? [.. Counties.Select(c => (c.Code, c.Name))] : [.. Schools.Select(s => (s.Code, $"{s.Code} {s.Name}"))];
        var total = (Caller.Organisation.Code, isNational ? "全國" : "全縣市");
        if (await FrozenFigures.ReadAsync(Database, Words.Group, Year, Grade, [.. lines.Select(l => l.Code), total.Code], HttpContext.RequestAborted) is { } frozen)
        {
            Frozen = new FrozenTable($"{Words.Verb}檢核基準日", frozen, lines, total);
        }
    }

    private bool Fits(SchoolProgress school) => Fits(school, Show);

    private static bool Fits(SchoolProgress school, string? show) =>
        show switch
        {
            "late" => school.DaysLate > 0,
            "changed" => school.Outcome.State == StageState.Changed,
            "unsubmitted" => school.Last is null,
            "open" => school.Figures.Open > 0,
            "contested" => school.Figures.Contested > 0,
            _ => true,
        };

    private static MarkFigures Sum(IEnumerable<MarkFigures> figures) => figures.Aggregate(MarkFigures.None, (sum, f) => sum + f);

    private IReadOnlyList<TableColumn<SchoolProgress>> SchoolColumns =>
        [
            new("學校代碼", s => s.Code),
            new("學校", s => s.Name),
            FigureColumn.Of<SchoolProgress>($"{Words.Group}.listed", s => s.Figures.Listed),
            FigureColumn.Of<SchoolProgress>($"{Words.Group}.here", s => s.Figures.Here),
            FigureColumn.Of<SchoolProgress>($"{Words.Group}.absent", s => s.Figures.Absent),
            FigureColumn.Of<SchoolProgress>($"{Words.Group}.elsewhere", s => s.Figures.Elsewhere),
            FigureColumn.Of<SchoolProgress>($"{Words.Group}.open", s => s.Figures.Open),
            FigureColumn.Of<SchoolProgress>($"{Words.Group}.contested", s => s.Figures.Contested),
            new("逾期天數", s => s.DaysLate == 0 ? null : s.DaysLate),
            new("最近提交", s => s.Last?.At),
            new("收執碼", s => s.Last?.Receipt),
        ];

    private IReadOnlyList<TableColumn<CountyStage>> CountyColumns =>
        [
            new("縣市", c => c.Name),
            FigureColumn.Of<CountyStage>($"{Words.Group}.schools", c => c.Schools),
            FigureColumn.Of<CountyStage>($"{Words.Group}.submitted", c => c.Submitted),
            new("逾期未提交學校", c => DaysLate > 0 ? c.Schools - c.Submitted : 0),
            FigureColumn.Of<CountyStage>($"{Words.Group}.listed", c => c.Figures.Listed),
            FigureColumn.Of<CountyStage>($"{Words.Group}.here", c => c.Figures.Here),
            FigureColumn.Of<CountyStage>($"{Words.Group}.absent", c => c.Figures.Absent),
            FigureColumn.Of<CountyStage>($"{Words.Group}.elsewhere", c => c.Figures.Elsewhere),
            FigureColumn.Of<CountyStage>($"{Words.Group}.open", c => c.Figures.Open),
            FigureColumn.Of<CountyStage>($"{Words.Group}.contested", c => c.Figures.Contested),
        ];
}

/// <summary>A county's line: its schools with a list, how many submitted, their figures together.</summary>
public sealed record CountyStage(string Code, string Name, int Schools, int Submitted, MarkFigures Figures)
{
    /// <summary>Of a county none of whose schools has a list.</summary>
    public static CountyStage None { get; } = new("", "", 0, 0, MarkFigures.None);
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Checkpoints;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>填報進度: the schools of a county (Q1.21), or the counties and the schools of one of them (Q1.11).</summary>
public abstract class RollProgressPage(StudentNetDb db, TableExport export, IWindows windows, FilingCalendar calendar) : FunctionPage
{
    protected StudentNetDb Database { get; } = db;

    [BindProperty(SupportsGet = true, Name = "term")]
    public string? TermText { get; set; }

    [BindProperty(SupportsGet = true, Name = "level")]
    public SchoolLevel Grade { get; set; } = SchoolLevel.Elementary;

    /// <summary>late, changed, unfiled, empty, overdue, system; none: all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>The term looked at; without a word in the address, the one that is filed now.</summary>
    public Term Term => Term.TryParse(TermText, out var term) ? term : RollTerm.Of(Today);

    public IReadOnlyList<SchoolRolls> Schools { get; private set; } = [];

    /// <summary>The schools that the filter shows, the late ones first.</summary>
    public IEnumerable<SchoolRolls> Shown => Schools.Where(s => Fits(s, Show)).OrderByDescending(s => s.DaysLate);

    public IReadOnlyList<CountyRolls> Counties { get; private set; } = [];

    public FrozenTable? Frozen { get; private set; }

    /// <summary>The county whose schools are shown; null: the whole country.</summary>
    protected abstract string? County { get; }

    /// <summary>Whose the figures of an organisation on this page are: of the level and the term that are looked at.</summary>
    public string Whose(string organisation) => $"{organisation}|{(int)Grade}|{Term}";

    /// <summary>Whose the sums of the page are; null: they are those of the filter.</summary>
    public string? WhoseAll => string.IsNullOrEmpty(Show) ? Whose(County ?? Organisation.MinistryCode) : null;

    public int Count(string show) => Schools.Count(s => Fits(s, show));

    public HeadCount Total => HeadCount.Sum(Schools.Select(s => s.Count));

    public async Task<IActionResult> OnGetExportAsync(TableKind kind)
    {
        await ReadAsync();
        var act = Act("輸出各班學生填報進度");
        return County is null
            ? await export.FileAsync("各縣市填報進度", kind, CountyColumns, Counties.ToAsyncEnumerable(), act, HttpContext.RequestAborted)
            : await export.FileAsync("各校填報進度", kind, SchoolColumns, Shown.ToAsyncEnumerable(), act, HttpContext.RequestAborted);
    }

    protected async Task ReadAsync()
    {
        var cancellation = HttpContext.RequestAborted;
        ViewData["YearTag"] = $"{Term.Title} {Grade.Title()}";
        // The ministry goes by the checkpoint alone; a county by its own dates and what it has extended.
        var book = Caller.Level == Level.County ? await windows.BookAsync(County, cancellation) : null;
        Schools =
        [
            .. (await RollProgress.OfAsync(Database, Term, Grade, County, Now, cancellation)).Select(s =>
                s with
                {
                    DaysLate = book is null
                        ? (s.IsFiled || s.BySystem ? 0 : DaysSinceCheckpoint)
                        : StageOutcome.OfFiling(book, RollTerm.Window(Term), Term.Year, Grade, s.Code, s.Last?.At, isAsked: !s.BySystem, Now).DaysLate(Now),
                }
            ),
        ];
        if (County is null)
        {
            var names = await Database.Set<Organisation>().AsNoTracking().Where(o => o.Level == Level.County).OrderBy(o => o.Code).ToListAsync(cancellation);
            var bySchool = Schools.ToLookup(s => s.CountyCode, StringComparer.Ordinal);
            Counties =
            [
                .. names.Select(c => new CountyRolls(
                    c.Code,
                    c.Name,
                    bySchool[c.Code].Count(),
                    bySchool[c.Code].Count(s => s.IsFiled),
                    bySchool[c.Code].Count(s => s.DaysLate > 0),
                    bySchool[c.Code].Sum(s => s.Classes),
                    bySchool[c.Code].Sum(s => s.Overdue),
                    HeadCount.Sum(bySchool[c.Code].Select(s => s.Count))
                )),
            ];
        }

        (string Code, string Name)[] lines = County is null ? [.. Counties.Select(c => (c.Code, c.Name))] : [.. Schools.Select(s => (s.Code, $"{s.Code} {s.Name}"))];
        var total = County is null ? (Organisation.MinistryCode, "全國") : (County, "全縣市");
        var checkpoint = RollTerm.Window(Term);
        if (await FrozenFigures.ReadAsync(Database, checkpoint, Term.Year, Grade, [.. lines.Select(l => l.Code), total.Item1], cancellation) is { } frozen)
        {
            Frozen = new FrozenTable($"第 {Term.Number} 學期檢核基準日", frozen, lines, total);
        }
    }

    private int DaysSinceCheckpoint =>
        calendar.CheckpointOf(calendar[RollTerm.Window(Term)]) is { } checkpoint && CountyWindows.InstantOf(checkpoint, Term.Year) is var at && at < Now
            ? Math.Max(1, Today.DayNumber - TaipeiTime.Today(at).DayNumber)
            : 0;

    private static bool Fits(SchoolRolls school, string? show) =>
        show switch
        {
            "late" => school.DaysLate > 0,
            "changed" => school.IsChanged,
            "unfiled" => !school.IsFiled,
            "empty" => school.Count.Total == 0,
            "overdue" => school.Overdue > 0,
            "system" => school.BySystem,
            _ => true,
        };

    private static IReadOnlyList<TableColumn<SchoolRolls>> SchoolColumns { get; } =
        [
            new("學校代碼", s => s.Code),
            new("學校", s => s.Name),
            FigureColumn.Of<SchoolRolls>("Q1.classes", s => s.Classes),
            FigureColumn.Of<SchoolRolls>("Q1.counted", s => s.Count.Counted),
            FigureColumn.Of<SchoolRolls>("Q1.notcounted", s => s.Count.NotCounted),
            FigureColumn.Of<SchoolRolls>("Q1.dropped", s => s.Count.DroppedOut),
            FigureColumn.Of<SchoolRolls>("Q1.abroad", s => s.Count.Abroad),
            FigureColumn.Of<SchoolRolls>("Q1.overdue", s => s.Overdue),
            new("由系統代送", s => s.BySystem),
            new("逾期天數", s => s.DaysLate == 0 ? null : s.DaysLate),
            new("最近異動", s => s.ChangedAt),
            new("最近提交", s => s.Last?.At),
            new("收執碼", s => s.Last?.Receipt),
        ];

    private static IReadOnlyList<TableColumn<CountyRolls>> CountyColumns { get; } =
        [
            new("縣市", c => c.Name),
            FigureColumn.Of<CountyRolls>("Q1.schools", c => c.Schools),
            FigureColumn.Of<CountyRolls>("Q1.filed", c => c.Filed),
            new("逾期未填報學校", c => c.Late),
            FigureColumn.Of<CountyRolls>("Q1.classes", c => c.Classes),
            FigureColumn.Of<CountyRolls>("Q1.counted", c => c.Count.Counted),
            FigureColumn.Of<CountyRolls>("Q1.notcounted", c => c.Count.NotCounted),
            FigureColumn.Of<CountyRolls>("Q1.dropped", c => c.Count.DroppedOut),
            FigureColumn.Of<CountyRolls>("Q1.abroad", c => c.Count.Abroad),
            FigureColumn.Of<CountyRolls>("Q1.overdue", c => c.Overdue),
        ];
}

/// <summary>A county's line: its schools, how many have filed, their figures together.</summary>
public sealed record CountyRolls(string Code, string Name, int Schools, int Filed, int Late, int Classes, int Overdue, HeadCount Count);

using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Checkpoints;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>How far the schools are with their records: for their county (Q2.21), by county for the ministry (Q2.11).</summary>
public abstract class RecordProgressPage(StudentNetDb db, FormatCatalogue formats, RecordRoster roster, TableExport export, IWindows windows) : RecordPage(db, formats)
{
    [BindProperty(SupportsGet = true, Name = "level")]
    public SchoolLevel Grade { get; set; } = SchoolLevel.Elementary;

    /// <summary>late, none, incomplete, system; empty: all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    /// <summary>The county whose schools are shown; null: all counties, for the ministry.</summary>
    protected abstract string? County { get; }

    public IReadOnlyList<SchoolRecords> Schools { get; private set; } = [];

    /// <summary>The schools that the filter shows, the late ones first.</summary>
    public IEnumerable<SchoolRecords> Shown => Schools.Where(s => Fits(s, Show)).OrderByDescending(s => s.DaysLate);

    /// <summary>Counties with the sums of their schools, for the ministry.</summary>
    public IReadOnlyList<SchoolRecords> Counties { get; private set; } = [];

    /// <summary>Schools of each county with a record.</summary>
    public IReadOnlyDictionary<string, (int Schools, int Filed, int Late)> OfCounty { get; private set; } = new Dictionary<string, (int, int, int)>();

    public SchoolRecords Total { get; private set; } = null!;

    public FrozenTable? Frozen { get; private set; }

    public int Count(string show) => Schools.Count(s => Fits(s, show));

    protected async Task ReadAsync(CancellationToken cancellation)
    {
        ViewData["YearTag"] = $"{Term.Title} {Grade.Title()}";
        var isNational = County is null;
        var book = await windows.BookAsync(County, cancellation);
        Schools =
        [
            .. (await roster.ProgressAsync(Term, Grade, County, null, cancellation)).Select(s =>
                s with
                {
                    DaysLate = StageOutcome.OfFiling(book, $"Q2.{Term.Number}", Term.Year, Grade, s.Code, s.Last, isAsked: !s.IsFiledBySystem, Now).DaysLate(Now),
                }
            ),
        ];
        Total = Sum(County ?? Organisation.MinistryCode, isNational ? "全國" : "全縣市", Schools);
        if (isNational)
        {
            var bySchool = Schools.ToLookup(s => s.CountyCode, StringComparer.Ordinal);
            var counties = await Database.Set<Organisation>().AsNoTracking().Where(o => o.Level == Level.County).OrderBy(o => o.Code).ToListAsync(cancellation);
            Counties = [.. counties.Select(c => Sum(c.Code, c.Name, bySchool[c.Code]))];
            OfCounty = counties.ToDictionary(c => c.Code, c => (bySchool[c.Code].Count(), bySchool[c.Code].Count(s => s.Filed > 0), bySchool[c.Code].Count(s => s.DaysLate > 0)), StringComparer.Ordinal);
        }

        (string Code, string Name)[] lines = [.. (isNational ? Counties : Schools).Select(s => (s.Code, isNational ? s.Name : $"{s.Code} {s.Name}"))];
        var checkpoint = $"Q2.{Term.Number}";
        if (await FrozenFigures.ReadAsync(Database, checkpoint, Term.Year, Grade, [.. lines.Select(l => l.Code), Total.Code], cancellation) is { } frozen)
        {
            Frozen = new FrozenTable("學籍資料檢核基準日", frozen, lines, (Total.Code, Total.Name));
        }
    }

    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        var rows = County is null ? Counties : Shown;
        return await export.FileAsync("學籍填報進度", kind, Columns, rows.ToAsyncEnumerable(), Act("輸出學籍填報進度", detail: $"{Term}"), cancellation);
    }

    private static bool Fits(SchoolRecords school, string? show) =>
        show switch
        {
            "late" => school.DaysLate > 0,
            "none" => school.Filed == 0,
            "incomplete" => school is { Filed: > 0, Roll.Missing: > 0 },
            "system" => school.IsFiledBySystem,
            _ => true,
        };

    private static SchoolRecords Sum(string code, string name, IEnumerable<SchoolRecords> schools)
    {
        var all = schools.ToList();
        return new SchoolRecords(
            code,
            name,
            code,
            false,
            all.Sum(s => s.Filed),
            all.Sum(s => s.InSchool),
            all.Sum(s => s.Gaps),
            all.Max(s => s.Last),
            all.Any(s => s.Roll is not null) ? new RollMatch(all.Sum(s => s.Roll?.Due ?? 0), all.Sum(s => s.Roll?.Matched ?? 0)) : null
        )
        {
            DaysLate = all.Select(s => s.DaysLate).DefaultIfEmpty().Max(),
        };
    }

    private static IReadOnlyList<TableColumn<SchoolRecords>> Columns { get; } =
        [
            new("代碼", s => s.Code),
            new("名稱", s => s.Name),
            new("由系統代送", s => s.IsFiledBySystem),
            FigureColumn.Of<SchoolRecords>("Q2.due", s => s.Roll?.Due),
            FigureColumn.Of<SchoolRecords>("Q2.filed", s => s.Filed),
            FigureColumn.Of<SchoolRecords>("Q2.missing", s => s.Roll?.Missing),
            new("填報率（%）", s => s.Roll is { Due: > 0 } roll ? roll.Percent : null),
            FigureColumn.Of<SchoolRecords>("Q2.gaps", s => s.Gaps),
            new("逾期天數", s => s.DaysLate == 0 ? null : s.DaysLate),
            new("最近收到", s => s.Last),
        ];
}

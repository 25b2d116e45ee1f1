using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Files;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q3ForeignStudents;

/// <summary>A list of foreign pupils: part, search, filter, order and page live in the address, and the export is the list as it is filtered.</summary>
public abstract class ForeignListPage(ForeignRoster roster, TableExport export) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public ForeignShow Show { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    /// <summary>ISO code; none: all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Nationality { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<ForeignRow> Rows { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0);

    /// <summary>Pupils in each part.</summary>
    public IReadOnlyDictionary<ForeignShow, int> Counts { get; private set; } = new Dictionary<ForeignShow, int>();

    /// <summary>Nationalities on the list, most pupils first.</summary>
    public IReadOnlyList<(string Code, int Count)> Nationalities { get; private set; } = [];

    /// <summary>The school year under way: grades are shown for it.</summary>
    public SchoolYear Year => SchoolYear.Of(Today);

    /// <summary>Lists of several schools name them.</summary>
    public bool NamesSchools => Caller.Level != Level.School;

    /// <summary>Where a row leads; null: nowhere.</summary>
    public virtual string? Href(ForeignRow row) => null;

    public virtual async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        var all = roster.Within(Caller.Scope);
        var counts = new Dictionary<ForeignShow, int>();
        foreach (var show in Enum.GetValues<ForeignShow>())
        {
            counts[show] = await ForeignRoster.Part(all, show, Today).CountAsync(cancellation);
        }

        Counts = counts;
        var nationalities = await ForeignRoster.Part(all, Show, Today)
            .GroupBy(r => r.Person.Nationality)
            .Select(g => new { g.Key, Count = g.Count() })
            .OrderByDescending(n => n.Count)
            .ThenBy(n => n.Key)
            .ToListAsync(cancellation);
        Nationalities = [.. nationalities.Select(n => (n.Key, n.Count))];
        var rows = Filtered();
        Part = new PageOf(await rows.CountAsync(cancellation), PageNumber);
        Rows = await rows.Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        if (Rows.Count > 0)
        {
            await AuditReadAsync(Rows.Count, "檢視外籍生名單");
        }

        ViewData["YearTag"] = Year.Title;
        return Page();
    }

    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        var year = Year;
        IReadOnlyList<TableColumn<ForeignRow>> columns =
        [
            .. NamesSchools ? new TableColumn<ForeignRow>[] { new("學校代碼", r => r.School.Code), new("學校", r => r.School.Name) } : [],
            new("姓名", r => r.Person.Name),
            new("證號種類", r => r.NumberKind?.Title()),
            TableColumn.Number<ForeignRow>("證號", r => r.Number),
            new("性別", r => r.Person.Sex.Title()),
            TableColumn.Date<ForeignRow>("出生日期", r => r.Person.BirthDate),
            new("國籍代碼", r => r.Person.Nationality),
            new("國籍", r => r.Nationality),
            new("年級", r => r.Pupil.GradeIn(year)),
            new("班級", r => r.Pupil.ClassName),
            new("學生樣態", r => r.Pupil.Kind.Title()),
            TableColumn.Date<ForeignRow>("到校日期", r => r.Pupil.ArrivedOn),
            TableColumn.Date<ForeignRow>("離校日期", r => r.Pupil.LeftOn),
            new("未返臺原因", r => r.Absence),
            TableColumn.Date<ForeignRow>("未返臺起日", r => r.Pupil.AbsentSince),
            TableColumn.Date<ForeignRow>("預計返臺日", r => r.Pupil.ReturnExpectedOn),
            new("情形說明", r => r.Pupil.AbsenceDetail),
        ];
        return await export.FileAsync("外籍生名單", kind, columns, Filtered().AsAsyncEnumerable(), Act("輸出外籍生名單"), cancellation);
    }

    private IOrderedQueryable<ForeignRow> Filtered()
    {
        var rows = ForeignRoster.Search(ForeignRoster.Part(roster.Within(Caller.Scope), Show, Today), Search);
        if (Nationality is { Length: > 0 } nationality)
        {
            rows = rows.Where(r => r.Person.Nationality == nationality);
        }

        return ForeignRoster.Sort(rows, Sort ?? (NamesSchools ? "school" : null));
    }
}

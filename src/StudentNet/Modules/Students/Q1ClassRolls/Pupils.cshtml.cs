using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.31 學生: the pupils of a class, or those a search finds.</summary>
[Function("Q1.31")]
public sealed class PupilsModel(StudentNetDb db, WindowGate gate, WindowBanners banners, RollDoubts doubts, TableExport export) : SchoolRollPage(db, gate, banners, doubts)
{
    [BindProperty(SupportsGet = true, Name = "q", BinderType = typeof(SearchWordsBinder))]
    public string? Search { get; set; }

    /// <summary>班級類別. Not «kind»: that is the kind of file of the export, which would then list the classes of kind Csv.</summary>
    [BindProperty(SupportsGet = true, Name = "class")]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Grade { get; set; }

    [BindProperty(SupportsGet = true, Name = "name")]
    public string? ClassName { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public IReadOnlyList<RollRow> Rows { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0);

    /// <summary>How many pupils are in each state, apart from the filter by state.</summary>
    public IReadOnlyDictionary<string, int> States { get; private set; } = new Dictionary<string, int>();

    /// <summary>1 年 01 班, where one class is looked at.</summary>
    public string Heading => Grade is { } grade && ClassName is { Length: > 0 } name ? $"{grade} 年 {name} 班" : "學生";

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        States = await RollRows.Of(Database, School, Term, Filter with { State = null })
            .GroupBy(r => r.Pupil.State)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var rows = RollRows.Of(Database, School, Term, Filter);
        Part = new PageOf(State is { Length: > 0 } state ? States.GetValueOrDefault(state) : States.Values.Sum(), Number);
        Rows = await rows.Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        await AuditReadAsync(Rows, Search is { Length: > 0 } ? "搜尋各班學生" : "檢視各班學生");
    }

    /// <summary>The list as it is filtered, with numbers hidden.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation) =>
        await export.FileAsync("各班學生名單", kind, Columns, RollRows.Of(Database, School, Term, Filter).AsAsyncEnumerable(), ExportAct("輸出各班學生名單"), cancellation);

    private RollFilter Filter => new(Search, Kind, Grade, ClassName, State);

    private static IReadOnlyList<TableColumn<RollRow>> Columns { get; } =
        [
            new("班級類別", r => RollCodes.Kind(r.Pupil.ClassKind).Short),
            new("年級", r => r.Pupil.Grade),
            new("班級", r => r.Pupil.ClassName),
            new("座號", r => r.Pupil.Seat),
            new("姓名", r => r.Person.Name),
            TableColumn.Number<RollRow>("證號", r => r.Number),
            new("性別", r => r.Person.Sex.Title()),
            TableColumn.Date<RollRow>("生日", r => r.Person.BirthDate),
            new("學生樣態", r => RollCodes.State(r.Pupil.State).Title),
            new("佔員額", r => r.Pupil.HoldsPlace ? "是" : null),
            new("酌減", r => r.Pupil.Reduction),
        ];
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.31 各班學生名單: the classes with their head counts and both sums (domain §4).</summary>
[Function("Q1.31")]
public sealed class SchoolModel(StudentNetDb db, WindowGate gate, WindowBanners banners, RollDoubts doubts, TableExport export) : SchoolRollPage(db, gate, banners, doubts)
{
    /// <summary>Only one grade.</summary>
    [BindProperty(SupportsGet = true)]
    public int? Grade { get; set; }

    /// <summary><c>over</c>: only classes above the ceiling.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    public IReadOnlyList<ClassCount> Classes { get; private set; } = [];

    public IEnumerable<ClassCount> Shown =>
        SchoolClasses.Sorted(Classes.Where(c => (Grade is null || c.Grade == Grade) && (Show != "over" || c.IsOver(Ceiling))), Sort);

    public HeadCount Total { get; private set; }

    /// <summary>Foreign pupils on Q3's list who are in no class yet.</summary>
    public int Unplaced { get; private set; }

    /// <summary>Pupils of a class at most: 29 or 30, as the county set it.</summary>
    public int Ceiling { get; private set; }

    /// <summary>衛福部最新資料時間.</summary>
    public LowIncomeState? LowIncome { get; private set; }

    public int Over => Classes.Count(c => c.IsOver(Ceiling));

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await PrepareAsync(cancellation);
        await ReadAsync(cancellation);
        LowIncome = await Q1ClassRolls.LowIncome.LatestAsync(Database, cancellation);
    }

    /// <summary>The grid as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        return await export.FileAsync("各班人數", kind, SchoolClasses.Columns(Ceiling), Shown.ToAsyncEnumerable(), Act("輸出各班人數"), cancellation);
    }

    /// <summary>下載匯入檔: the roll as the format takes it; sent back unchanged it changes nothing.</summary>
    public async Task<IActionResult> OnGetImportFileAsync(TableKind kind, CancellationToken cancellation)
    {
        var rows = RollRows.Of(Database, School, Term, new RollFilter()).AsAsyncEnumerable();
        return await export.FileAsync("各班學生名單匯入檔", kind, FileColumns, rows, ExportAct("下載匯入檔", reason: "供學校修改後重新匯入"), cancellation);
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var school = await ClassGrid.ReadAsync(Database, School, Term, cancellation);
        (Classes, Unplaced, Total) = (school.Classes, school.Unplaced.Total, school.Total);
        Ceiling = (await CountyParameters.ForAsync(Database, Caller.Organisation.CountyCode!, Term.Year, Level, cancellation)).ClassCeiling;
    }

    private static IReadOnlyList<TableColumn<RollRow>> FileColumns { get; } =
        [
            new("證號種類", r => r.NumberKind?.Title()),
            TableColumn.NumberInClear<RollRow>("證號", r => r.Number),
            new("姓名", r => r.Person.Name),
            new("性別", r => r.Person.Sex.Title()),
            TableColumn.Date<RollRow>("生日", r => r.Person.BirthDate),
            new("國籍", r => Nationalities.Title(r.Person.Nationality)),
            new("班級類別", r => r.Pupil.ClassKind),
            new("年級", r => r.Pupil.Grade),
            new("班級", r => r.Pupil.ClassName),
            new("座號", r => r.Pupil.Seat),
            new("學生樣態", r => RollCodes.State(r.Pupil.State).Title),
            new("非學型態", r => r.Pupil.NonSchoolKind is { } kind ? RollCodes.NonSchoolKinds.TitleOf(kind) : null),
            new("佔員額", r => r.Pupil.HoldsPlace ? "是" : null),
            TableColumn.Date<RollRow>("長期病假起", r => r.Pupil.SickFrom),
            TableColumn.Date<RollRow>("長期病假訖", r => r.Pupil.SickTo),
            new("酌減", r => r.Pupil.Reduction),
        ];
}

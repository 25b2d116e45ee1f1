using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>
/// A school's list of a stage to look at, to print and to take along as a file: for the school itself (N4.31, N6.31) and, with the school in
/// the address, for its county (N3.21, N5.21).
/// </summary>
public abstract class MarkRosterPage(EntryStage stage, StudentNetDb db, SchoolList lists, TableExport export) : FunctionPage
{
    public StageWords Words { get; } = StageWords.Of(stage);

    /// <summary>The school of the address; a school's own page has none there.</summary>
    [BindProperty(SupportsGet = true)]
    public string? School { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true, BinderType = typeof(SearchWordsBinder))]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Village { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    public MarkListView View { get; private set; } = null!;

    /// <summary>Name of the list in files and in the audit log: 報到名冊.</summary>
    public string Title => $"{Words.Verb}名冊";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await ReadAsync())
        {
            return NotFound();
        }

        await AuditReadAsync(View.Shown, $"檢視{Title}", detail: View.List.School.Code);
        return Page();
    }

    /// <summary>The list as it is filtered, as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind)
    {
        if (!await ReadAsync())
        {
            return NotFound();
        }

        var act = ExportAct($"輸出{Title}", detail: View.List.School.Code);
        return await export.FileAsync(Title, kind, Columns(Words), View.Shown.ToAsyncEnumerable(), act, HttpContext.RequestAborted);
    }

    private async Task<bool> ReadAsync()
    {
        if (await SchoolAsync() is not { SchoolLevel: { } level } school)
        {
            return false;
        }

        var list = new MarkedList(school, WorkingYear.ForEntry(Today), stage);
        var children = await lists.ReadAsync(list, cancellation: HttpContext.RequestAborted);
        View = new MarkListView(list, children, new MarkFilter(Show, Q, Village, Sort), Today, IsOpen: false);
        ViewData["YearTag"] = StageWords.YearTag(list.Year, level);
        return true;
    }

    /// <summary>The school to show: the caller's own, or one within the caller's county; another is not found.</summary>
    private async Task<Organisation?> SchoolAsync() =>
        School is null
            ? Caller.Organisation
            : await db.SchoolsOf(Caller.Scope).AsNoTracking().SingleOrDefaultAsync(o => o.Code == School, HttpContext.RequestAborted);

    private static IReadOnlyList<TableColumn<ListedChild>> Columns(StageWords words) =>
        [
            new("序", c => c.No),
            new("姓名", c => c.Row.Person.Name),
            TableColumn.Number<ListedChild>("身分證字號", c => c.Row.Number),
            new("性別", c => c.Row.Person.Sex.Title()),
            TableColumn.Date<ListedChild>("出生日期", c => c.Row.Person.BirthDate),
            TableColumn.Date<ListedChild>("設籍日期", c => c.Row.Residence?.RegisteredOn),
            new("村里", c => c.Row.Village),
            new("鄰", c => c.Row.Residence?.Neighbourhood),
            new($"{words.Verb}狀態", c => c.StateIn(words)),
            new("原因或去向", c => c.State == ListState.Open ? null : c.Why),
            new("註記", c => string.Join('、', c.Notes.Select(n => n.Word))),
            new("更新時間", c => c.OwnRow?.At),
        ];
}

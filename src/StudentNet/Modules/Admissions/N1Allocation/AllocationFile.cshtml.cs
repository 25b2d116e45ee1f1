using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>
/// N1.21.2 額外產出分發名冊: the published allocation as a file for school systems, with whole numbers because those systems match by them. What it
/// is for goes into the audit log.
/// </summary>
[Function("N1.21.2")]
public sealed class AllocationFileModel(StudentNetDb db, EntryRoster roster, TableExport export) : AllocationPage(db)
{
    [BindProperty]
    public FileForm Input { get; set; } = new();

    /// <summary>Schools with published children, and how many.</summary>
    public IReadOnlyList<SelectListItem> Schools { get; private set; } = [];

    public int Children { get; private set; }

    public AllocationPublication? Publication { get; private set; }

    public static IReadOnlyList<SelectListItem> Kinds { get; } = [.. TableWriter.ForPeople.Select(k => new SelectListItem(TableWriter.Extension(k), k.ToString()))];

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        if (Children == 0)
        {
            ModelState.AddModelError("", "還沒有公告的分發結果。先在 N1.21 公告。");
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var rows = EntryRoster.Sort(Published(Input.School), RosterOrder.School);
        IReadOnlyList<TableColumn<RosterRow>> columns =
        [
            new("學年度", r => r.Entry.Year.Roc),
            new("入學年級", r => (int)r.Entry.Level),
            new("學校代碼", r => r.Entry.AllocatedSchool),
            new("學校名稱", r => School(r.Entry.AllocatedSchool)[(r.Entry.AllocatedSchool!.Length + 1)..]),
            new("姓名", r => r.Person.Name),
            TableColumn.NumberInClear<RosterRow>("證號", r => r.Number),
            new("性別", r => r.Person.Sex.Title()),
            TableColumn.Date<RosterRow>("出生日期", r => r.Person.BirthDate),
            new("村里代碼", r => r.Residence?.VillageCode),
            new("村里", r => r.Village),
            new("鄰", r => r.Residence?.Neighbourhood),
            new("地址", r => r.Residence?.Address),
            TableColumn.Date<RosterRow>("設籍日期", r => r.Residence?.RegisteredOn),
            new("依據", r => AllocationWords.Why(r.Entry)),
        ];
        var act = Act("產出分發名冊", Input.Purpose!.Trim(), detail: $"{YearTag} {Input.School}");
        return await export.FileAsync("分發名冊", Input.Kind, columns, rows.AsAsyncEnumerable(), act, cancellation);
    }

    private IQueryable<RosterRow> Published(string? school)
    {
        var county = County;
        return EntryRoster.Filter(
            roster.Within(Caller.Scope, Year, Level).Where(r => r.Entry.CountyCode == county && r.Entry.PublishedAt != null && r.Entry.AllocatedSchool != null),
            new RosterFilter { School = school }
        );
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        var (county, year, level) = (County, Year, Level);
        var schools = await Published(null)
            .GroupBy(r => r.Entry.AllocatedSchool)
            .Select(g => new { g.Key, Count = g.Count() })
            .OrderBy(g => g.Key)
            .ToListAsync(cancellation);
        await NameSchoolsAsync(schools.Select(s => s.Key), cancellation);
        Schools = [.. schools.Select(s => new SelectListItem($"{School(s.Key)}（{s.Count:N0} 人）", s.Key))];
        Children = schools.Sum(s => s.Count);
        Publication = await Db.Set<AllocationPublication>()
            .AsNoTracking()
            .Where(p => p.CountyCode == county && p.Year == year && p.Level == level)
            .OrderByDescending(p => p.Seq)
            .FirstOrDefaultAsync(cancellation);
    }
}

/// <summary>Which file is wanted, and what for.</summary>
public sealed class FileForm
{
    [Display(Name = "學校")]
    public string? School { get; set; }

    [Display(Name = "檔案格式")]
    public TableKind Kind { get; set; } = TableKind.Xlsx;

    [Display(Name = "用途"), Required, StringLength(100)]
    public string? Purpose { get; set; }
}

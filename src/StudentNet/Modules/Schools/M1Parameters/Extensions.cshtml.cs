using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M1Parameters;

/// <summary>M1.21 學校延長: the county grants a school a later closing, with a reason, and takes it back.</summary>
[Function("M1.21")]
public sealed class ExtensionsModel(StudentNetDb db, IWindows windows, FilingCalendar calendar) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    /// <summary>Codes of schools that were chosen on the board; none: one is chosen here.</summary>
    [BindProperty(SupportsGet = true, Name = "s")]
    public string[] Chosen { get; set; } = [];

    [BindProperty]
    public ExtensionForm Input { get; set; } = new();

    /// <summary>The chosen schools that are the county's own, by name.</summary>
    public IReadOnlyList<SelectListItem> ChosenSchools => [.. Schools.Where(s => Chosen.Contains(s.Value))];

    public SchoolYear Of => Year is { } roc ? new SchoolYear(roc) : WorkingYear.ForEntry(Today);

    public IReadOnlyList<(WindowExtension Extension, string School)> Granted { get; private set; } = [];

    public IReadOnlyList<SelectListItem> Schools { get; private set; } = [];

    /// <summary>The windows that close: only they can be extended.</summary>
    public IReadOnlyList<SelectListItem> Windows =>
        [.. calendar.All.Where(w => IsExtendable(w)).Select(w => new SelectListItem($"{w.Window} {w.FullTitle}", w.Name))];

    public string TitleOf(WindowExtension extension) => calendar[extension.Window].FullTitle;

    private string County => Caller.Organisation.Code;

    public async Task OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation);

    public async Task<IActionResult> OnPostGrantAsync(CancellationToken cancellation)
    {
        List<string> codes = [.. (Chosen.Length > 0 ? Chosen : [Input.School ?? ""]).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal)];
        var schools = await db.Set<Organisation>()
            .Where(o => codes.Contains(o.Code) && o.CountyCode == County && o.Level == Level.School && o.SchoolLevel != null)
            .OrderBy(o => o.Code)
            .ToListAsync(cancellation);
        if (schools.Count < codes.Count)
        {
            return NotFound();
        }

        if (schools.Count == 0)
        {
            ModelState.AddModelError($"{nameof(Input)}.{nameof(Input.School)}", "請選擇學校。");
        }

        var row = calendar.All.SingleOrDefault(w => w.Name == Input.Window && IsExtendable(w));
        if (row is null && Input.Window is { Length: > 0 })
        {
            return NotFound();
        }

        foreach (var school in ModelState.IsValid ? schools : [])
        {
            if (await ProblemAsync(school, row!, cancellation) is { } problem)
            {
                ModelState.AddModelError($"{nameof(Input)}.{nameof(Input.LastDay)}", schools.Count == 1 ? problem : $"{school.Name}：{problem}");
            }
        }

        if (!ModelState.IsValid)
        {
            await LoadAsync(cancellation);
            return this.Unprocessable();
        }

        var act = Act("延長學校填報期限", Input.Reason, detail: FormattableString.Invariant($"school={string.Join(' ', codes)} window={row!.Name} until={Input.LastDay:yyyy-MM-dd}"));
        db.AddRange(
            schools.Select(school => new WindowExtension
            {
                CountyCode = County,
                SchoolCode = school.Code,
                Year = Of,
                Level = school.SchoolLevel!.Value,
                Window = row.Name,
                LastDay = Input.LastDay!.Value,
                Reason = Input.Reason!.Trim(),
                GrantedAt = Now,
                GrantedBy = Caller.AccountId,
            })
        );
        await SaveAsync(act, cancellation);
        this.Tell($"{(schools.Count == 1 ? $"{schools[0].Code} {schools[0].Name}" : $"{schools.Count:N0} 校")}的{row.FullTitle}延長至 {Moment.Deadline(Input.LastDay!.Value)}23:59。");
        return RedirectToPage(new { Year = Of.Roc });
    }

    public async Task<IActionResult> OnPostRevokeAsync(long id, CancellationToken cancellation)
    {
        var extension = await db.Set<WindowExtension>().SingleOrDefaultAsync(e => e.Id == id && e.CountyCode == County && e.RevokedAt == null, cancellation);
        if (extension is null)
        {
            return NotFound();
        }

        extension.RevokedAt = Now;
        await SaveAsync(Act("取消延長", detail: FormattableString.Invariant($"school={extension.SchoolCode} window={extension.Window}")), cancellation);
        this.Tell($"已取消 {extension.SchoolCode} 的延長。");
        return RedirectToPage(new { Year = extension.Year.Roc });
    }

    private async Task<string?> ProblemAsync(Organisation school, FilingWindow row, CancellationToken cancellation)
    {
        var span = (await windows.BookAsync(County, cancellation)).Span(row, Of, school.SchoolLevel!.Value, school.Code);
        return Input.LastDay < Today ? "延長的日期已經過了，請填今天或以後的日期。"
            : span.LastInstant is { } last && Input.LastDay <= TaipeiTime.Today(last) ? $"這所學校本來就到 {Moment.Deadline(last)} 截止，請填更晚的日期。"
            : null;
    }

    private Task<int> SaveAsync(Act act, CancellationToken cancellation) =>
        db.WriteAsync(
            act,
            async () =>
            {
                var saved = await db.SaveChangesAsync(cancellation);
                await WindowChange.NoteAsync(db, County, cancellation);
                return saved;
            },
            cancellation
        );

    private async Task LoadAsync(CancellationToken cancellation)
    {
        var schools = await db.Set<Organisation>()
            .Where(o => o.CountyCode == County && o.Level == Level.School && o.SchoolLevel != null && o.ClosedOn == null)
            .OrderBy(o => o.Code)
            .ToListAsync(cancellation);
        Schools = [.. schools.Select(s => new SelectListItem($"{s.Code} {s.Name}", s.Code))];
        var names = schools.ToDictionary(s => s.Code, s => s.Name, StringComparer.Ordinal);
        var granted = await db.Set<WindowExtension>().AsNoTracking().Where(e => e.CountyCode == County && e.Year == Of).OrderByDescending(e => e.Id).ToListAsync(cancellation);
        Granted = [.. granted.Select(e => (e, $"{e.SchoolCode} {names.GetValueOrDefault(e.SchoolCode)}"))];
    }

    private static bool IsExtendable(FilingWindow window) =>
        window.Name[0] is 'N' or 'Q' && window.Closes.ToString() != "always" && window.Closes.ToString() != "never";
}

/// <summary>A later closing for one school.</summary>
public sealed class ExtensionForm
{
    [Display(Name = "學校")]
    public string? School { get; set; }

    [Display(Name = "作業"), Required]
    public string? Window { get; set; }

    [Display(Name = "延長至"), Required]
    public DateOnly? LastDay { get; set; }

    [Display(Name = "原因"), Required, StringLength(200)]
    public string? Reason { get; set; }
}

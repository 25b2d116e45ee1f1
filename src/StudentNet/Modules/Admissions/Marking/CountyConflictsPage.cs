using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>Children that two schools claim, for a county: it answers for the child, or one of the schools is its own.</summary>
public abstract class CountyConflictsPage(EntryStage stage, StudentNetDb db, EntryRoster roster) : FunctionPage
{
    public StageWords Words { get; } = StageWords.Of(stage);

    [BindProperty(SupportsGet = true, Name = "level")]
    public SchoolLevel Grade { get; set; } = SchoolLevel.Elementary;

    public SchoolYear Year => WorkingYear.ForEntry(Today);

    /// <summary>The children with the schools that claim them, the holder first.</summary>
    public IReadOnlyList<(RosterRow Row, IReadOnlyList<(EntryMark Mark, string School)> Claims)> Children { get; private set; } = [];

    /// <summary>Notices to the county that nobody there has read yet.</summary>
    public int Unread { get; private set; }

    public async Task OnGetAsync()
    {
        ViewData["YearTag"] = $"{Year.Title} {Grade.Title()}";
        var contested = await Claims.Within(db, Year, Grade, stage, Caller.Scope).AsNoTracking().ToListAsync(HttpContext.RequestAborted);
        var codes = contested.Select(m => m.SchoolCode).Distinct().ToList();
        var schools = await db.Set<Organisation>().AsNoTracking().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, HttpContext.RequestAborted);
        var telephones = codes.Count == 0 ? [] : await db.Set<School>().Where(s => codes.Contains(s.Code) && s.Telephone != null).ToDictionaryAsync(s => s.Code, s => s.Telephone!, HttpContext.RequestAborted);
        var people = contested.Select(m => m.PersonId).Distinct().ToList();
        var (year, level) = (Year, Grade);
        var rows = await EntryRoster
            .Sort(roster.Of(db.Set<Entry>().AsNoTracking().Where(e => e.Year == year && e.Level == level && people.Contains(e.PersonId))), RosterOrder.Place)
            .ToListAsync(HttpContext.RequestAborted);
        Children =
        [
            .. rows.Select(r => (Row: r, Claims: EntryOutcome.Claims(contested.Where(m => m.PersonId == r.Entry.PersonId), stage).ToList()))
                .Select(c =>
                    (
                        c.Row,
                        (IReadOnlyList<(EntryMark, string)>)
                            [.. c.Claims.Select(m => (m, schools.TryGetValue(m.SchoolCode, out var s) ? $"{s.Code} {s.Name}{(telephones.TryGetValue(m.SchoolCode, out var call) ? $"　電話 {call}" : "")}" : m.SchoolCode))]
                    )
                ),
        ];
        Unread = await UnreadNotices.Of(db, Caller.Organisation.Code, NoticesTo).CountAsync(HttpContext.RequestAborted);
        if (Children.Count > 0)
        {
            await AuditReadAsync(Children.Select(c => c.Row), $"檢視{Words.Conflict}");
        }
    }

    /// <summary>The notices have been read.</summary>
    public async Task<IActionResult> OnPostReadAsync()
    {
        await UnreadNotices.MarkReadAsync(db, Caller.Organisation.Code, NoticesTo, Act("通知已讀"), HttpContext.RequestAborted);
        this.Tell("通知已標為已讀");
        return Redirect($"{Request.PathBase}{Request.Path}?level={(int)Grade}");
    }

    private string NoticesTo => $"/{Words.Group}.21";
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment.P2Questions;

/// <summary>P2.11 詢問縣市: the ministry asks, reads the answers, and sees who is silent past the day.</summary>
[Function("P2.11")]
public sealed class MinistryModel(StudentNetDb db, MinistryQuestions questions) : FunctionPage
{
    [BindProperty, Display(Name = "縣市")]
    public string? County { get; set; }

    [BindProperty, Display(Name = "案號"), StringLength(20)]
    public string? CaseNo { get; set; }

    [BindProperty, Display(Name = "問題"), StringLength(1000)]
    public string? Words { get; set; }

    [BindProperty, Display(Name = "答復期限")]
    public DateOnly? DueOn { get; set; }

    // Not from the route, where "page" is the name of the Razor page itself.
    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<MinistryQuestion> Rows { get; private set; } = [];

    public PageOf Paging { get; private set; } = new(0);

    /// <summary>Who has not answered past the day, each once, with how many questions and for how many days.</summary>
    public IReadOnlyList<(string County, int Questions, int Days)> Silent { get; private set; } = [];

    public IReadOnlyDictionary<string, string> Names { get; private set; } = new Dictionary<string, string>();

    public IEnumerable<SelectListItem> Counties => Names.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => new SelectListItem(n.Value, n.Key));

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        var (asked, problem) = ModelState.IsValid ? await questions.AskAsync(CaseNo, County, Words, DueOn, Act("詢問縣市"), cancellation) : (0, null);
        if (asked > 0)
        {
            this.Tell($"已詢問 {asked:N0} 個縣市，期限 {RocDate.Format(DueOn!.Value)}。");
            return RedirectToPage();
        }

        if (problem is { } wrong)
        {
            ModelState.AddModelError(wrong.Field ?? "", $"{wrong.Message}。{wrong.Hint}");
        }

        await LoadAsync(cancellation);
        return this.Unprocessable();
    }

    /// <summary>Takes back a question that nobody has answered.</summary>
    public async Task<IActionResult> OnPostTakeBackAsync(long id, CancellationToken cancellation)
    {
        this.Tell(await questions.TakeBackAsync(id, Act("撤回詢問"), cancellation) is { } problem ? $"{problem.Message}。" : "已撤回。");
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        Names = await db.Set<Organisation>().Where(o => o.Level == Level.County).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation);
        var today = Today;
        var silent = await db.Set<MinistryQuestion>()
            .Where(q => q.AnsweredAt == null && q.TakenBackAt == null && q.DueOn < today)
            .GroupBy(q => q.CountyCode)
            .Select(g => new { g.Key, Count = g.Count(), First = g.Min(q => q.DueOn) })
            .ToListAsync(cancellation);
        Silent = [.. silent.OrderBy(s => s.First).Select(s => (Names.GetValueOrDefault(s.Key, s.Key), s.Count, today.DayNumber - s.First.DayNumber))];
        var all = db.Set<MinistryQuestion>().AsNoTracking();
        Paging = new PageOf(await all.CountAsync(cancellation), PageNumber);
        Rows = await all.OrderBy(q => q.AnsweredAt != null || q.TakenBackAt != null).ThenBy(q => q.DueOn).ThenByDescending(q => q.Id).Skip(Paging.Skip).Take(Paging.Size).ToListAsync(cancellation);
        if (Rows.Any(q => q.PersonId is not null))
        {
            await AuditReadAsync(Rows.Select(q => q.PersonId).OfType<long>(), "檢視詢問縣市");
        }
    }
}

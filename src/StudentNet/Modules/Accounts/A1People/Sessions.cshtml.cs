using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.A1People;

/// <summary>
/// 登入中的人員: who is signed in for an organisation in the caller's scope, to be ended when somebody has left, or a computer is lost. A session that
/// works elsewhere is another's affair, whosever account it is.
/// </summary>
[Function("A1")]
public sealed class SessionsModel(StudentNetDb db, SessionRegister sessions, DutyCatalogue duties) : FunctionPage
{
    /// <summary>One page of sessions, the last used first.</summary>
    public IReadOnlyList<AccountSession> Rows { get; private set; } = [];

    public new PageOf Page { get; private set; } = new(0);

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(Name = "selected")]
    public List<long> Selected { get; set; } = [];

    public Task OnGetAsync([FromQuery(Name = "page")] int number, CancellationToken cancellation) => LoadAsync(number, cancellation);

    /// <summary>結束登入.</summary>
    public async Task<IActionResult> OnPostEndAsync(CancellationToken cancellation)
    {
        var chosen = await InScope().Where(s => Selected.Contains(s.Id) && s.Id != Caller.SessionId).ToListAsync(cancellation);
        if (chosen.Count == 0)
        {
            ModelState.AddModelError("", "沒有選取還在登入中的人員（自己請按「登出」）");
            await LoadAsync(1, cancellation);
            return this.Unprocessable();
        }

        var act = Act(SignInEvent.SessionEnded.Title(), detail: string.Join(' ', chosen.Select(s => s.AppointmentId).Distinct()));
        await sessions.EndAsync(chosen, SignInEvent.SessionEnded, act, address: null, cancellation);
        this.Tell($"已結束 {chosen.Count} 部電腦的登入。還知道密碼的人可以再登入；離職的人請結束職務。");
        return RedirectToPage();
    }

    public string TitleOf(AccountSession session) => duties[session.Appointment.Duty].Title;

    private IQueryable<AccountSession> InScope()
    {
        var reach = db.OrganisationsOf(Caller.Scope);
        return sessions.Open().AsNoTracking().Where(s => reach.Any(o => o.Code == s.Appointment.OrganisationCode));
    }

    private async Task LoadAsync(int number, CancellationToken cancellation)
    {
        var all = InScope();
        if (Search is { Length: > 0 } search)
        {
            all = all.Where(s => s.Appointment.PersonName.Contains(search) || s.Appointment.Organisation.Name.Contains(search) || s.Appointment.OrganisationCode == search);
        }

        Page = new PageOf(await all.CountAsync(cancellation), number);
        Rows = await all
            .Include(s => s.Appointment.Organisation)
            .OrderByDescending(s => s.SeenAt)
            .ThenByDescending(s => s.Id)
            .Skip(Page.Skip)
            .Take(Page.Size)
            .ToListAsync(cancellation);
    }
}

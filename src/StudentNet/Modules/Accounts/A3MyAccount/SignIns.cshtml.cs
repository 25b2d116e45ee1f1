using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.A3MyAccount;

/// <summary>登入紀錄: the browsers that are signed in with one's own account, to be ended, and what was tried with it.</summary>
[Function("A3")]
public sealed class SignInsModel(StudentNetDb db, SessionRegister sessions) : FunctionPage
{
    /// <summary>The browsers signed in now, the one that asks first.</summary>
    public IReadOnlyList<AccountSession> Open { get; private set; } = [];

    /// <summary>One page of records, the newest first.</summary>
    public IReadOnlyList<SignInRecord> Rows { get; private set; } = [];

    public new PageOf Page { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery(Name = "page")] int number, CancellationToken cancellation)
    {
        Open = await Mine().Include(s => s.Appointment.Organisation).OrderByDescending(s => s.Id == Caller.SessionId).ThenByDescending(s => s.SeenAt).ToListAsync(cancellation);
        var mine = db.Set<SignInRecord>().AsNoTracking().Where(r => r.AccountId == Caller.AccountId);
        Page = new PageOf(await mine.CountAsync(cancellation), number);
        Rows = await mine.OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Skip(Page.Skip).Take(Page.Size).ToListAsync(cancellation);
    }

    /// <summary>結束 one other browser's session. One's own is ended by signing out.</summary>
    public async Task<IActionResult> OnPostEndAsync(long id, CancellationToken cancellation)
    {
        var chosen = await Mine().Where(s => s.Id == id && s.Id != Caller.SessionId).ToListAsync(cancellation);
        return await EndAsync(chosen, cancellation);
    }

    /// <summary>結束 all sessions but the one that asks.</summary>
    public async Task<IActionResult> OnPostEndOthersAsync(CancellationToken cancellation) =>
        await EndAsync(await Mine().Where(s => s.Id != Caller.SessionId).ToListAsync(cancellation), cancellation);

    private async Task<IActionResult> EndAsync(IReadOnlyList<AccountSession> chosen, CancellationToken cancellation)
    {
        if (chosen.Count == 0)
        {
            this.Tell("其他電腦已經沒有登入。");
            return RedirectToPage();
        }

        var act = Act(SignInEvent.SessionEnded.Title(), detail: $"{chosen.Count}");
        await sessions.EndAsync(chosen, SignInEvent.SessionEnded, act, HttpContext.Address(), cancellation);
        this.Tell($"已結束 {chosen.Count} 部電腦的登入。如果不是您本人，請立刻變更密碼。");
        return RedirectToPage();
    }

    private IQueryable<AccountSession> Mine() => sessions.Open().AsNoTracking().Where(s => s.AccountId == Caller.AccountId);
}

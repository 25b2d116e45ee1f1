using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.A3MyAccount;

/// <summary>登入紀錄: what was tried with one's own account.</summary>
[Function("A3")]
public sealed class SignInsModel(StudentNetDb db) : FunctionPage
{
    /// <summary>One page of records, the newest first.</summary>
    public IReadOnlyList<SignInRecord> Rows { get; private set; } = [];

    public new PageOf Page { get; private set; } = null!;

    public async Task OnGetAsync([FromQuery(Name = "page")] int number, CancellationToken cancellation)
    {
        var mine = db.Set<SignInRecord>().AsNoTracking().Where(r => r.AccountId == Caller.AccountId);
        Page = new PageOf(await mine.CountAsync(cancellation), number);
        Rows = await mine.OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Skip(Page.Skip).Take(Page.Size).ToListAsync(cancellation);
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Accounts.SignIn;

/// <summary>選擇職務: somebody who is appointed more than once works as one appointment at a time.</summary>
[EveryDuty]
public sealed class SwitchModel(ICallerContext context, StudentNetDb db, SignInCheck signIn, SessionRegister sessions, DutyCatalogue duties, TimeProvider time) : PageModel
{
    /// <summary>The appointments in force.</summary>
    public IReadOnlyList<Appointment> Choices { get; private set; } = [];

    /// <summary>The one worked as now.</summary>
    public long Current => context.Required.AppointmentId;

    [BindProperty(SupportsGet = true)]
    public string? Return { get; set; }

    public async Task OnGetAsync(CancellationToken cancellation) => Choices = signIn.Good(await AccountAsync(cancellation));

    public async Task<IActionResult> OnPostAsync(long appointment, CancellationToken cancellation)
    {
        var account = await AccountAsync(cancellation);
        if (signIn.Good(account).SingleOrDefault(a => a.Id == appointment) is not { } chosen)
        {
            return NotFound();
        }

        account.LastAppointmentId = chosen.Id;
        var act = Callers.Of(chosen).Act("選擇職務", SignInCheck.Function, time.GetUtcNow().UtcDateTime);
        await sessions.WorkAsAsync(context.Required.SessionId, chosen, cancellation);
        await db.SaveAsync(act, cancellation);
        return LocalRedirect(Url.IsLocalUrl(Return) ? Return : duties[chosen.Duty].Landing);
    }

    public string TitleOf(Appointment appointment) => duties[appointment.Duty].Title;

    private Task<Account> AccountAsync(CancellationToken cancellation) =>
        db.Set<Account>()
            .Include(a => a.Appointments)
            .ThenInclude(a => a.Organisation)
            .SingleAsync(a => a.Id == context.Required.AccountId, cancellation);
}

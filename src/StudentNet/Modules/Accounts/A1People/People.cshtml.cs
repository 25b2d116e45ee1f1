using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Accounts.A1People;

/// <summary>A1 人員與職務: the people the caller has appointed; renews, ends, gives codes again.</summary>
[Function("A1")]
public sealed class PeopleModel(StudentNetDb db, AppointingScope scope, Appointing appointing, SecondFactor factor, DutyCatalogue duties) : FunctionPage
{
    // Ended appointments stay in sight for the summer in which they are renewed.
    private const int DaysInSight = 365;

    private IReadOnlySet<long> _issuable = new HashSet<long>();

    /// <summary>One page of appointments.</summary>
    public IReadOnlyList<Appointment> Rows { get; private set; } = [];

    public new PageOf Page { get; private set; } = new(0);

    /// <summary>Filters: value in the address, word, how many.</summary>
    public IReadOnlyList<(string Value, string Word, int Count)> Filters { get; private set; } = [];

    /// <summary>Whether the caller gives AA accounts to schools.</summary>
    public bool GivesSchools => scope.Duties(Caller).Any(d => d.Code == Duty.Administrator);

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public string? State { get; set; }

    [BindProperty, Display(Name = "結束原因"), StringLength(100)]
    public string? Reason { get; set; }

    [BindProperty(Name = "selected")]
    public List<long> Selected { get; set; } = [];

    public Task OnGetAsync([FromQuery(Name = "page")] int number, CancellationToken cancellation) => LoadAsync(number, cancellation);

    /// <summary>續任.</summary>
    public async Task<IActionResult> OnPostRenewAsync(CancellationToken cancellation)
    {
        var chosen = await ChosenAsync(cancellation);
        var renewed = chosen.Count(a => appointing.Renew(a, Today) is not null);
        if (renewed == 0)
        {
            return await AgainAsync("沒有選取可以續任的人員。到期前 60 天起可以續任，每人每學年一次", cancellation);
        }

        await db.SaveAsync(Act("續任", detail: $"{renewed}"), cancellation);
        this.Tell(renewed == chosen.Count ? $"已續任 {renewed} 人。" : $"已續任 {renewed} 人；其餘 {chosen.Count - renewed} 人尚未到續任時間或已續任。");
        return RedirectToPage();
    }

    /// <summary>結束職務.</summary>
    public async Task<IActionResult> OnPostEndAsync(CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(Reason))
        {
            ModelState.AddModelError(nameof(Reason), "請填寫結束原因");
            return await AgainAsync(null, cancellation);
        }

        var chosen = (await ChosenAsync(cancellation)).Where(a => a.Id != Caller.AppointmentId).ToList();
        var ended = chosen.Count(a => Appointing.End(a, Today));
        if (ended == 0)
        {
            return await AgainAsync("沒有選取可以結束的職務（自己的職務不能由自己結束）", cancellation);
        }

        await db.SaveAsync(Act("結束職務", Reason.Trim(), detail: $"{ended}"), cancellation);
        this.Tell($"已結束 {ended} 人的職務。");
        return RedirectToPage();
    }

    /// <summary>重發啟用碼.</summary>
    public async Task<IActionResult> OnPostCodeAsync(long id, CancellationToken cancellation)
    {
        if (await scope.Appointments(Caller).SingleOrDefaultAsync(a => a.Id == id, cancellation) is not { } appointment)
        {
            return NotFound();
        }

        string code;
        if (appointment.IsPending(Today))
        {
            code = await appointing.IssueAgainAsync(appointment, cancellation);
        }
        else if (await scope.MayIssueAsync(Caller, appointment.Account, Today, cancellation))
        {
            code = await appointing.IssueAgainAsync(appointment.Account, cancellation);
            // Whoever needs a code again here has nobody else to ask, should the telephone be gone too.
            await factor.RemoveAsync(appointment.Account, cancellation);
        }
        else
        {
            return NotFound();
        }

        await db.SaveAsync(Act("重發啟用碼"), cancellation);
        return IssuedCodeModel.Show(this, appointment.PersonName, appointment.Duty == Duty.Administrator ? appointment.Account.SignInName : null, code);
    }

    public string TitleOf(Appointment appointment) => duties[appointment.Duty].Title;

    /// <summary>Whether the row offers a new code.</summary>
    public bool MayIssue(Appointment appointment) => appointment.IsPending(Today) || (!appointment.HasEnded(Today) && _issuable.Contains(appointment.AccountId));

    /// <summary>How a duty stands, and its account.</summary>
    public Status StatusOf(Appointment appointment) =>
        appointment switch
        {
            { To: { } to } when to <= Today => new(Tone.None, "已到期", "clock-history"),
            { AcceptedAt: null } => new(Tone.Warn, "待本人接受", "hourglass-split"),
            { From: var from } when from > Today => new(Tone.Info, "尚未開始"),
            _ => new(Tone.Ok, "生效中"),
        };

    private async Task<IActionResult> AgainAsync(string? problem, CancellationToken cancellation)
    {
        if (problem is not null)
        {
            ModelState.AddModelError("", problem);
        }

        await LoadAsync(1, cancellation);
        return this.Unprocessable();
    }

    private Task<List<Appointment>> ChosenAsync(CancellationToken cancellation) =>
        scope.Appointments(Caller).Where(a => Selected.Contains(a.Id)).ToListAsync(cancellation);

    private async Task LoadAsync(int number, CancellationToken cancellation)
    {
        var (today, since) = (Today, Today.AddDays(-DaysInSight));
        var all = scope.Appointments(Caller).Where(a => a.To == null || a.To > since);
        if (Search is { Length: > 0 } search)
        {
            all = all.Where(a => a.PersonName.Contains(search) || a.Organisation.Name.Contains(search) || a.OrganisationCode == search);
        }

        var coming = all.Where(a => a.To == null || a.To > today);
        var live = coming.Where(a => a.AcceptedAt != null);
        var pending = coming.Where(a => a.AcceptedAt == null);
        var ended = all.Where(a => a.To != null && a.To <= today);
        var counts = await all
            .GroupBy(a => new { HasEnded = a.To != null && a.To <= today, IsAccepted = a.AcceptedAt != null })
            .Select(g => new { g.Key.HasEnded, g.Key.IsAccepted, Count = g.Count() })
            .ToListAsync(cancellation);
        Filters =
        [
            ("", "全部", counts.Sum(c => c.Count)),
            ("live", "生效中", counts.Where(c => c is { HasEnded: false, IsAccepted: true }).Sum(c => c.Count)),
            ("pending", "待本人接受", counts.Where(c => c is { HasEnded: false, IsAccepted: false }).Sum(c => c.Count)),
            ("ended", "已到期", counts.Where(c => c.HasEnded).Sum(c => c.Count)),
        ];
        var shown = State switch
        {
            "live" => live,
            "pending" => pending,
            "ended" => ended,
            _ => all,
        };
        Page = new PageOf((Filters.FirstOrDefault(f => f.Value == State) is { Word: not null } chosen ? chosen : Filters[0]).Count, number);
        Rows = await shown
            .OrderBy(a => a.OrganisationCode)
            .ThenBy(a => a.PersonName)
            .ThenByDescending(a => a.From)
            .Skip(Page.Skip)
            .Take(Page.Size)
            .ToListAsync(cancellation);
        _issuable = await scope.IssuableAsync(Caller, [.. Rows.Where(a => !a.HasEnded(today)).Select(a => a.Account).DistinctBy(a => a.Id)], today, cancellation);
    }
}

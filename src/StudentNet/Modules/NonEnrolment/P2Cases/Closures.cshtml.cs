using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>P2.21 停班日: days on which the county's offices were closed besides the calendar's; the deadlines of its letters are counted without them.</summary>
[Function("P2.21")]
public sealed class ClosuresModel(StudentNetDb db, DaysOff calendar) : FunctionPage
{
    private const int DaysAround = 400;

    [BindProperty, Display(Name = "停班日期"), Required]
    public DateOnly? On { get; set; }

    [BindProperty, Display(Name = "原因"), Required, StringLength(60)]
    public string? Reason { get; set; }

    public IReadOnlyList<OfficeClosure> Days { get; private set; } = [];

    /// <summary>The last day of which it is known whether it is worked.</summary>
    public DateOnly PublishedThrough => calendar.PublishedThrough;

    public override FilingScope? Filing => FilingScope.Of(SchoolYear.Of(Today), null).OfEitherLevel();

    public Task OnGetAsync(CancellationToken cancellation) => LoadAsync(cancellation);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        if (On is { } day && calendar.NameOf(day) is { } off)
        {
            ModelState.AddModelError(nameof(On), $"這一天本來就不上班（{off}）。請核對日期。");
        }
        else if (On is { } far && Math.Abs(far.DayNumber - Today.DayNumber) > DaysAround)
        {
            ModelState.AddModelError(nameof(On), "離今天太遠。請核對是民國年還是西元年。");
        }
        else if (Days.Any(d => d.On == On && d.VoidedAt is null))
        {
            ModelState.AddModelError(nameof(On), "這一天已經登錄。不必再登。");
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        db.Add(
            new OfficeClosure
            {
                CountyCode = Caller.Organisation.Code,
                On = On!.Value,
                Seq = Days.Count(d => d.On == On) + 1,
                Reason = InvisibleText.Without(Reason!).Trim(),
                EnteredAt = Now,
                EnteredBy = Caller.AccountId,
            }
        );
        await db.SaveAsync(Act("登錄停班日"), cancellation);
        this.Tell($"已登錄 {RocDate.Format(On.Value)} 停班，文書的期限不計這一天。");
        return RedirectToPage();
    }

    /// <summary>Voids a day: from then on it never was.</summary>
    public async Task<IActionResult> OnPostVoidAsync(DateOnly day, CancellationToken cancellation)
    {
        var own = Caller.Organisation.Code;
        if (await db.Set<OfficeClosure>().SingleOrDefaultAsync(c => c.CountyCode == own && c.On == day && c.VoidedAt == null, cancellation) is { } closure)
        {
            closure.VoidedAt = Now;
            await db.SaveAsync(Act("作廢停班日"), cancellation);
            this.Tell($"已作廢 {RocDate.Format(day)} 停班。");
        }

        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken cancellation)
    {
        var own = Caller.Organisation.Code;
        Days = await db.Set<OfficeClosure>().AsNoTracking().Where(c => c.CountyCode == own).OrderByDescending(c => c.On).ThenByDescending(c => c.Seq).ToListAsync(cancellation);
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.History.S1History;

/// <summary>A setting of the day, with who set it.</summary>
public sealed record OpeningLine(TownshipOpening Opening, string? By);

/// <summary>S1.11 鄉鎮市區開放日: the ministry says from which day townships may look up histories [S]; each setting is an act.</summary>
[Function("S1.11")]
public sealed class OpeningModel(StudentNetDb db) : FunctionPage
{
    /// <summary>Settings that are shown: the latest.</summary>
    private const int Shown = 50;

    [BindProperty, Display(Name = "開放日")]
    public DateOnly? OpensOn { get; set; }

    /// <summary>The latest first.</summary>
    public IReadOnlyList<OpeningLine> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        OpensOn = Rows.Count > 0 ? Rows[0].Opening.OpensOn : null;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellation)
    {
        await LoadAsync(cancellation);
        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        db.Add(new TownshipOpening { Seq = (Rows.Count > 0 ? Rows[0].Opening.Seq : 0) + 1, OpensOn = OpensOn, SetAt = Now, SetBy = Caller.AccountId });
        await db.SaveAsync(Act("設定鄉鎮市區就學歷程開放日", detail: OpensOn is { } day ? $"opens={day:yyyy-MM-dd}" : "closed"), cancellation);
        this.Tell(OpensOn is { } on ? $"鄉鎮市區自 {RocDate.Format(on)} 起可以查詢就學歷程" : "鄉鎮市區不能查詢就學歷程");
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken cancellation) =>
        Rows = await db.Set<TownshipOpening>()
            .AsNoTracking()
            .OrderByDescending(o => o.Seq)
            .Take(Shown)
            .Select(o => new OpeningLine(o, db.Set<Appointment>().Where(a => a.AccountId == o.SetBy).OrderByDescending(a => a.Id).Select(a => a.PersonName).FirstOrDefault()))
            .ToListAsync(cancellation);
}

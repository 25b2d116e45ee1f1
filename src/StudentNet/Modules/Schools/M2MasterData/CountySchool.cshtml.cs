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

namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>M2.21 one school of the county: its data can be corrected, and it can be closed or merged into another.</summary>
[Function("M2.21")]
public sealed class CountySchoolModel(StudentNetDb db, SchoolTable table, SchoolRegister register) : FunctionPage
{
    [BindProperty]
    public SchoolForm Input { get; set; } = new();

    [BindProperty]
    public ClosureForm Closure { get; set; } = new();

    public SchoolView View { get; private set; } = null!;

    public IReadOnlyList<SelectListItem> Townships { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancellation)
    {
        if (!await FindAsync(code, cancellation))
        {
            return NotFound();
        }

        Input.From(View.Row.School);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string code, CancellationToken cancellation)
    {
        if (!await FindAsync(code, cancellation))
        {
            return NotFound();
        }

        Only(nameof(Input));
        if (string.IsNullOrWhiteSpace(Input.Name))
        {
            ModelState.AddModelError("Input.Name", "沒有填寫校名");
        }

        if (!string.IsNullOrEmpty(Input.TownshipCode) && Townships.All(t => t.Value != Input.TownshipCode))
        {
            ModelState.AddModelError("Input.TownshipCode", "這個鄉鎮市區不在本縣市");
        }

        if (!ModelState.IsValid)
        {
            return this.Unprocessable();
        }

        var changed = await register.ChangeAsync(View.Row.School, Input.To, Act("更正學校基本資料", detail: code), cancellation);
        this.Tell(changed == 0 ? "沒有異動。" : $"已更正 {changed} 項，異動已留存。");
        return RedirectToPage();
    }

    /// <summary>Closes the school.</summary>
    public async Task<IActionResult> OnPostCloseAsync(string code, CancellationToken cancellation)
    {
        if (!await FindAsync(code, cancellation))
        {
            return NotFound();
        }

        Only(nameof(Closure));
        if (Closure.On is not { } day)
        {
            ModelState.AddModelError("Closure.On", "沒有填寫停辦日期");
        }
        else if (
            ModelState.IsValid
            && await register.CloseAsync(View.Row.School, day, Closure.MergedInto, Act("登錄停辦", detail: code), cancellation) is { } problem
        )
        {
            ModelState.AddModelError(problem.Code == "school.successor" ? "Closure.MergedInto" : "Closure.On", $"{problem.Message}。{problem.Hint}");
        }

        if (!ModelState.IsValid)
        {
            Input.From(View.Row.School);
            return this.Unprocessable();
        }

        this.Tell($"{View.Row.School.Name} 已登錄於 {RocDate.Format(Closure.On!.Value)} 停辦。");
        return RedirectToPage();
    }

    /// <summary>
    /// Two forms stand on the page; what belongs to the other one says nothing about this one. A post without any field of a form leaves no key
    /// of it behind, so what is required is asked for again.
    /// </summary>
    private void Only(string form)
    {
        foreach (var key in ModelState.Keys.Where(k => !k.StartsWith(form, StringComparison.Ordinal)).ToList())
        {
            ModelState.Remove(key);
        }
    }

    private async Task<bool> FindAsync(string code, CancellationToken cancellation)
    {
        var county = Caller.Organisation.Code;
        if (await table.FindAsync(code, cancellation) is not { } row || row.School.CountyCode != county)
        {
            return false;
        }

        View = new SchoolView(row, await table.HistoryAsync(code, cancellation));
        Townships =
        [
            .. await db.Set<Organisation>()
                .Where(o => o.Level == Level.Township && o.CountyCode == county)
                .OrderBy(o => o.Code)
                .Select(o => new SelectListItem(o.Name, o.Code))
                .ToListAsync(cancellation),
        ];
        return true;
    }

    /// <summary>When it closes, and into which school it goes.</summary>
    public sealed class ClosureForm
    {
        [Display(Name = "停辦日期")]
        public DateOnly? On { get; set; }

        [Display(Name = "併入學校"), StringLength(8)]
        public string? MergedInto { get; set; }
    }
}

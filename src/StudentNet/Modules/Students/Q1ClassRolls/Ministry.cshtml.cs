using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q1ClassRolls;

/// <summary>Q1.11 全國填報情形: the counties, those that lag first; one of them with its schools.</summary>
[Function("Q1.11")]
public sealed class MinistryModel(StudentNetDb db, TableExport export, IWindows windows, FilingCalendar calendar) : RollProgressPage(db, export, windows, calendar)
{
    /// <summary>The county looked into; none: all counties.</summary>
    [BindProperty(SupportsGet = true, Name = "county")]
    public string? Within { get; set; }

    public string? CountyName { get; private set; }

    /// <summary>衛福部最新資料時間.</summary>
    public LowIncomeState? LowIncome { get; private set; }

    protected override string? County => string.IsNullOrEmpty(Within) ? null : Within;

    /// <summary>Counties by the share of schools that have filed, the lowest first.</summary>
    public IEnumerable<CountyRolls> Ranked => Counties.Where(c => c.Schools > 0).OrderBy(c => (double)c.Filed / c.Schools).ThenBy(c => c.Code, StringComparer.Ordinal);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (County is { } county)
        {
            CountyName = await Database.Set<Organisation>().Where(o => o.Code == county && o.Level == Level.County).Select(o => o.Name).SingleOrDefaultAsync(cancellation);
            if (CountyName is null)
            {
                return NotFound();
            }
        }

        await ReadAsync();
        LowIncome = await Q1ClassRolls.LowIncome.LatestAsync(Database, cancellation);
        return Page();
    }
}

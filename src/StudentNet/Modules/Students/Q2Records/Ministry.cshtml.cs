using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>Q2.11 全國學籍填報情形: progress by county; one of them with its schools.</summary>
[Function("Q2.11")]
public sealed class MinistryModel(StudentNetDb db, FormatCatalogue formats, RecordRoster roster, TableExport export, IWindows windows) : RecordProgressPage(db, formats, roster, export, windows)
{
    /// <summary>The county looked into; none: all counties.</summary>
    [BindProperty(SupportsGet = true, Name = "county")]
    public string? Within { get; set; }

    public string? CountyName { get; private set; }

    protected override string? County => string.IsNullOrEmpty(Within) ? null : Within;

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

        await ReadAsync(cancellation);
        return Page();
    }
}

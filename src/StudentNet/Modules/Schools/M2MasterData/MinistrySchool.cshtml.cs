using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Access;
using StudentNet.Platform.Functions;

namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>M2.11 one school with its history of names, moves and mergers.</summary>
[Function("M2.11")]
public sealed class MinistrySchoolModel(SchoolTable table) : FunctionPage
{
    public SchoolView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancellation)
    {
        if (await table.FindAsync(code, cancellation) is not { } row)
        {
            return NotFound();
        }

        View = new SchoolView(row, await table.HistoryAsync(code, cancellation));
        return Page();
    }
}

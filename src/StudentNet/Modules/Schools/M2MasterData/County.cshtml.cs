using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Schools.M2MasterData;

/// <summary>M2.21 轄內學校: the county's own schools.</summary>
[Function("M2.21")]
public sealed class CountyModel(SchoolTable table, TableExport export) : FunctionPage
{
    [BindProperty(SupportsGet = true)]
    public SchoolLevel? Level { get; set; }

    /// <summary>Part of the name, or the beginning of the code.</summary>
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Words { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public SchoolListView List { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var rows = table.Rows(Caller.Organisation.Code, Level, Words);
        var part = new PageOf(await rows.CountAsync(cancellation), Number);
        List = new SchoolListView(
            "/M2.21",
            await rows.Skip(part.Skip).Take(part.Size).ToListAsync(cancellation),
            part,
            Level is not null || !string.IsNullOrWhiteSpace(Words)
        );
    }

    /// <summary>The list as it is filtered now.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation) =>
        await export.FileAsync(
            "轄內學校",
            kind,
            SchoolTable.Columns,
            table.Rows(Caller.Organisation.Code, Level, Words).AsAsyncEnumerable(),
            Act("輸出轄內學校"),
            cancellation
        );
}

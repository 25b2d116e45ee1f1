using Microsoft.AspNetCore.Mvc;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>Q2.21 縣市學籍填報: progress of the schools, who has not filed, and the upload where the county chose to file for all (M1).</summary>
[Function("Q2.21")]
public sealed class CountyModel(StudentNetDb db, FormatCatalogue formats, RecordRoster roster, TableExport export, IWindows windows) : RecordProgressPage(db, formats, roster, export, windows)
{
    protected override string? County => Caller.Organisation.Code;

    public bool FilesItself { get; private set; }

    public IReadOnlyList<Receipt> Receipts { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        FilesItself = (await CountyParameters.ForAsync(Database, Caller.Organisation.Code, Term.Year, Grade, cancellation)).RecordsBy == FilingSide.County;
        Receipts = await ReceiptsAsync(cancellation);
        return Page();
    }
}

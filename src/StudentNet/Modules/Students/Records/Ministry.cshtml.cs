using Microsoft.AspNetCore.Mvc;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;

namespace StudentNet.Modules.Students.Records;

/// <summary>Q2.11 全國學籍填報情形: progress by county.</summary>
[Function("Q2.11")]
public sealed class MinistryModel(StudentNetDb db, FormatCatalogue formats, RecordBook book, TableExport export) : RecordProgressPage(db, formats, book, export)
{
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        await ReadAsync(cancellation);
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using StudentNet.Modules.Residents.SamePerson;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents.A8WhoSaw;

/// <summary>A8 誰看過學生資料: every look at one child and every act about it, newest first; a child of another county is not found.</summary>
[Function("A8")]
public sealed class ChildModel(PersonRecords records, WhoSaw whoSaw, TableExport export, DutyCatalogue duties, FunctionCatalogue functions) : FunctionPage
{
    private const int MostInFile = 100_000;

    [BindProperty(SupportsGet = true)]
    public long PersonId { get; set; }

    /// <summary>Only entries of this kind; none: all.</summary>
    [BindProperty(SupportsGet = true, Name = "way")]
    public AuditKind? Kind { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public PersonLabel Child { get; private set; } = null!;

    public IReadOnlyList<SeenEntry> Rows { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        Part = new PageOf(await whoSaw.CountAsync(PersonId, Kind, cancellation), Number);
        Rows = await whoSaw.ReadAsync(PersonId, Kind, Part.Skip, Part.Size, cancellation);
        await AuditReadAsync(PersonId, "檢視誰看過學生資料");
        return Page();
    }

    /// <summary>The answer as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        if (!await FindAsync(cancellation))
        {
            return NotFound();
        }

        var rows = await whoSaw.ReadAsync(PersonId, Kind, 0, MostInFile, cancellation);
        IReadOnlyList<TableColumn<SeenEntry>> columns =
        [
            new("時間", r => Moment.Full(r.At)),
            new("方式", r => r.KindTitle),
            new("機關", r => r.Organisation),
            new("職務", r => Duty(r)),
            new("姓名或系統", r => r.Who),
            new("功能", r => FunctionOf(r)),
            new("做了什麼", r => r.What),
            new("同時顯示人數", r => r.People),
            new("條件", r => r.Detail),
            new("用途或原因", r => r.Reason),
        ];
        var act = Act("輸出誰看過學生資料", personId: PersonId);
        return await export.FileAsync("誰看過學生資料", kind, columns, rows.ToAsyncEnumerable(), act, cancellation);
    }

    /// <summary>註冊組長; empty for a machine and for the system.</summary>
    public string? Duty(SeenEntry row) => duties.Find(row.Duty)?.Title;

    /// <summary>N3.31 標記報到.</summary>
    public string FunctionOf(SeenEntry row) => functions.All.FirstOrDefault(f => f.Code == row.Function) is { } known ? $"{known.Code} {known.Title}" : row.Function;

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        if (await records.LabelAsync(Caller.Scope, PersonId, cancellation) is not { } child)
        {
            return false;
        }

        Child = child;
        return true;
    }
}

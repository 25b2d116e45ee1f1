using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Residents;

/// <summary>
/// A list of children as a page: part and page live in the address, every look is recorded, and the export is the list as it is filtered. A list
/// says which rows and which columns; what its page shows beside them it reads itself before <see cref="ShowAsync"/>.
/// </summary>
/// <param name="list">What the list is called, in its file and in the audit log: 外籍生名單.</param>
public abstract class PersonListPage<TRow>(string list, TableExport export) : FunctionPage
    where TRow : class, IAboutPerson
{
    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<TRow> Rows { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0);

    /// <summary>Lists of several schools name them.</summary>
    public bool NamesSchools => Caller.Level != Level.School;

    /// <summary>Columns of the export.</summary>
    protected abstract IReadOnlyList<TableColumn<TRow>> Columns { get; }

    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation) =>
        await export.FileAsync(list, kind, Columns, Filtered().AsAsyncEnumerable(), ExportAct($"輸出{list}"), cancellation);

    /// <summary>The rows within the caller's scope that the address asks for, in a stable order.</summary>
    protected abstract IQueryable<TRow> Filtered();

    /// <summary>Reads the page that is asked for and records the look.</summary>
    /// <param name="total">How many rows there are, where the page has counted them already.</param>
    protected async Task ShowAsync(CancellationToken cancellation, int? total = null)
    {
        var rows = Filtered();
        Part = new PageOf(total ?? await rows.CountAsync(cancellation), PageNumber);
        Rows = await rows.Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        if (Rows.Count > 0)
        {
            await AuditReadAsync(Rows, $"檢視{list}");
        }
    }
}

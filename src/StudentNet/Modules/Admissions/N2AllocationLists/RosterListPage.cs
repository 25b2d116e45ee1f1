using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;

namespace StudentNet.Modules.Admissions.N2AllocationLists;

/// <summary>A list of N2: search, filter, order and page live in the address, and the export is the list as it is filtered.</summary>
public abstract class RosterListPage(StudentNetDb db, TableExport export) : AllocationPage(db)
{
    [BindProperty(SupportsGet = true, Name = "q", BinderType = typeof(SearchWordsBinder))]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Village { get; set; }

    /// <summary><c>place</c>, <c>name</c>, <c>birth</c>, <c>school</c>; a minus in front turns the order round.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public RosterPage Roster { get; private set; } = null!;

    /// <summary>The rows of the list in its order, before search.</summary>
    protected abstract Task<IQueryable<RosterRow>> ListedAsync(CancellationToken cancellation);

    /// <summary>Name of the list in the export and the audit log.</summary>
    protected abstract string Title { get; }

    /// <summary>What the school wrote of a child that did not come: 私校（○○國小）.</summary>
    public string Said(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return Reasons.Words(entry.Reason, entry.ReasonDetail, EntryStage.Registration, School);
    }

    protected IOrderedQueryable<RosterRow> Ordered(IQueryable<RosterRow> rows)
    {
        var (key, descending) = Sort is ['-', .. var rest] ? (rest, true) : (Sort, false);
        var order = key switch
        {
            "name" => RosterOrder.Name,
            "birth" => RosterOrder.BirthDate,
            "school" => RosterOrder.School,
            _ => RosterOrder.Place,
        };
        return EntryRoster.Sort(EntryRoster.Filter(rows, new RosterFilter { Search = Search, Village = Village }), order, descending);
    }

    /// <param name="listed">How many rows <see cref="ListedAsync"/> has, where the page has counted them already.</param>
    protected async Task ReadAsync(CancellationToken cancellation, int? listed = null)
    {
        var isFiltered = !string.IsNullOrWhiteSpace(Search) || !string.IsNullOrEmpty(Village);
        Roster = await EntryRoster.PageAsync(Ordered(await ListedAsync(cancellation)), PageNumber, isFiltered ? null : listed, cancellation);
        await NameSchoolsAsync(Roster.Rows.SelectMany(r => new[] { r.Entry.AllocatedSchool, r.Entry.RegisteredSchool, r.Entry.AdmittedSchool, r.Entry.ReasonDetail }), cancellation);
        if (Roster.Rows.Count > 0)
        {
            await AuditReadAsync(Roster.Rows, $"檢視{Title}");
        }
    }

    protected async Task<IActionResult> ExportAsync(TableKind kind, IReadOnlyList<TableColumn<RosterRow>> more, CancellationToken cancellation)
    {
        var rows = Ordered(await ListedAsync(cancellation));
        await NameSchoolsAsync(rows.Select(r => r.Entry.AllocatedSchool).Distinct().AsEnumerable().Concat(rows.Select(r => r.Entry.RegisteredSchool).Distinct()).Concat(rows.Select(r => r.Entry.ReasonDetail).Distinct()), cancellation);
        IReadOnlyList<TableColumn<RosterRow>> columns =
        [
            new("姓名", r => r.Person.Name),
            TableColumn.Number<RosterRow>("證號", r => r.Number),
            new("性別", r => r.Person.Sex.Title()),
            TableColumn.Date<RosterRow>("出生日期", r => r.Person.BirthDate),
            new("村里", r => r.Village),
            new("鄰", r => r.Residence?.Neighbourhood),
            new("分發學校", r => School(r.Entry.AllocatedSchool)),
            new("狀態", r => AllocationWords.Of(r.Entry).Word),
            new("依據", r => AllocationWords.Why(r.Entry)),
            new("未報到原因", r => Said(r.Entry)),
            new("公告後遷移", r => r.Entry.PublishedAt is not null && r.HasMoved ? "是" : ""),
            .. more,
        ];
        return await export.FileAsync(Title, kind, columns, rows.AsAsyncEnumerable(), ExportAct($"輸出{Title}"), cancellation);
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.Students.Q2Records;

/// <summary>Q2.31 填報學籍資料: send a term's records, see what became of each pupil, search them, and how complete they are.</summary>
[Function("Q2.31")]
public sealed class SchoolModel(StudentNetDb db, FormatCatalogue formats, RecordRoster roster, TableExport export) : RecordPage(db, formats)
{
    /// <summary>gap, away, transfer; none: all.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true, Name = "q", BinderType = typeof(SearchWordsBinder))]
    public string? Search { get; set; }

    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<RecordRow> Rows { get; private set; } = [];

    public PageOf Part { get; private set; } = new(0, 1);

    public SchoolRecords Own { get; private set; } = null!;

    public int Away { get; private set; }

    public int Transfers { get; private set; }

    public IReadOnlyList<Receipt> Receipts { get; private set; } = [];

    /// <summary>Rejected pupils of this term's files that no later file has mended.</summary>
    public int Open => Receipts.Where(r => r.ClearedBy is null && r.Status == ReceiptStatus.Accepted).Sum(r => r.OpenRows);

    /// <summary>Whether the county files for all its schools (M1).</summary>
    public bool IsFiledByCounty { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        ViewData["YearTag"] = Term.Title;
        var organisation = Caller.Organisation;
        var level = organisation.SchoolLevel ?? SchoolLevel.Elementary;
        Own =
            (await roster.ProgressAsync(Term, level, organisation.CountyCode, organisation.Code, cancellation)).SingleOrDefault()
            ?? new SchoolRecords(organisation.Code, organisation.Name, organisation.CountyCode!, false, 0, 0, 0, null, null);
        IsFiledByCounty = (await CountyParameters.ForAsync(Database, organisation.CountyCode!, Term.Year, level, cancellation)).RecordsBy == FilingSide.County;
        Receipts = await ReceiptsAsync(cancellation);
        var all = roster.Of(organisation.Code, Term);
        var (away, transfers, shown) = (roster.Filter(all, "away", null, Term), roster.Filter(all, "transfer", null, Term), roster.Filter(all, Show, Search, Term));
        var counts = await Database.AsOneRow().Select(_ => new { Away = away.Count(), Transfers = transfers.Count(), Shown = shown.Count() }).SingleAsync(cancellation);
        (Away, Transfers, Part) = (counts.Away, counts.Transfers, new PageOf(counts.Shown, PageNumber));
        Rows = await Ordered(shown).Skip(Part.Skip).Take(Part.Size).ToListAsync(cancellation);
        if (Rows.Count > 0)
        {
            await AuditReadAsync(Rows, "檢視學籍資料");
        }
    }

    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        var rows = Ordered(roster.Filter(roster.Of(Caller.Organisation.Code, Term), Show, Search, Term));
        return await export.FileAsync("學籍資料", kind, Columns, rows.AsAsyncEnumerable(), ExportAct("輸出學籍資料", detail: $"{Term}"), cancellation);
    }

    private static IOrderedQueryable<RecordRow> Ordered(IQueryable<RecordRow> rows) =>
        rows.OrderBy(r => r.Grade).ThenBy(r => r.ClassName).ThenBy(r => r.Seat).ThenBy(r => r.PersonId);

    internal static IReadOnlyList<TableColumn<RecordRow>> Columns { get; } =
        [
            new("年級", r => r.Grade),
            new("班級", r => r.ClassName),
            new("座號", r => r.Seat),
            new("姓名", r => r.Name),
            TableColumn.Number<RecordRow>("證號", r => r.Number),
            new("性別", r => r.Sex.Title()),
            TableColumn.Date<RecordRow>("出生日期", r => r.BirthDate),
            new("就學狀態", r => r.StatusTitle),
            TableColumn.Date<RecordRow>("狀態日期", r => r.StatusOn),
            new("缺漏原因", r => r.GapTitle),
            TableColumn.Date<RecordRow>("核准日期", r => r.GapOn),
            new("最近異動", r => r.LastChange),
            TableColumn.Date<RecordRow>("異動日期", r => r.LastChangeOn),
            new("原就讀學校代碼", r => r.PreviousSchool),
            new("收到", r => r.ReceivedAt),
        ];
}

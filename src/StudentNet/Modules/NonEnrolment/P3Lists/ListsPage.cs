using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Platform.Access;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Functions;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment.P3Lists;

/// <summary>A list of P3.</summary>
public enum CaseList
{
    /// <summary>列管中</summary>
    Tracking,

    /// <summary>逾期未訪</summary>
    Overdue,

    /// <summary>解除列管, by reason</summary>
    Released,

    /// <summary>申訴, open and decided</summary>
    Appealed,

    /// <summary>逾齡除案</summary>
    OverAge,

    /// <summary>歷年未入學</summary>
    Earlier,

    /// <summary>未入學原因, of who is tracked</summary>
    Causes,
}

/// <summary>P3 各類名單: the same seven lists for each level, each within its scope, on the page and as a file.</summary>
public abstract class ListsPage(StudentNetDb db, CaseRoster roster, TableExport export) : FunctionPage
{
    private static readonly IReadOnlyList<TableColumn<CaseRow>> Columns =
    [
        new("案號", r => r.Case.CaseNo),
        new("學年度", r => r.Case.Year.Roc),
        new("縣市代碼", r => r.Case.CountyCode),
        new("姓名", r => r.Person.Name),
        TableColumn.Number<CaseRow>("證號", r => r.Number),
        TableColumn.Date<CaseRow>("出生日期", r => r.Person.BirthDate),
        new("列管或建議學校", r => r.Case.SchoolCode ?? r.Case.ProposedSchool),
        new("學校名稱", r => r.SchoolName),
        new("未入學原因", r => r.Case.Cause is { } cause ? CaseWords.Causes.GetValueOrDefault(cause, cause) : null),
        new("列管時間", r => r.Case.OpenedAt),
        TableColumn.Date<CaseRow>("下次訪查", r => r.Case.NextVisitDue),
        new("解列時間", r => r.Case.ReleasedAt),
        new("解列原因", r => CaseWords.FindRelease(r.Case.ReleaseReason)?.Title ?? r.Case.ReleaseReason),
    ];

    /// <summary>Which list.</summary>
    [BindProperty(SupportsGet = true, Name = "list")]
    public CaseList List { get; set; }

    /// <summary>Only those released for this reason, or in no school for this cause: a code; <c>-</c>: none is known.</summary>
    [BindProperty(SupportsGet = true, Name = "code")]
    public string? Code { get; set; }

    // Not from the route, where "page" is the name of the Razor page itself.
    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    public IReadOnlyList<CaseRow> Rows { get; private set; } = [];

    public PageOf Paging { get; private set; } = new(0);

    /// <summary>How many are on each list.</summary>
    public IReadOnlyDictionary<CaseList, int> Counts { get; private set; } = new Dictionary<CaseList, int>();

    /// <summary>Of the lists that are told apart by a code: how many of each, the most first; the sum is the list's.</summary>
    public IReadOnlyList<(string Code, string Title, int Count)> Parts { get; private set; } = [];

    /// <summary>What a list is called.</summary>
    public static string TitleOf(CaseList list) =>
        list switch
        {
            CaseList.Tracking => "列管中",
            CaseList.Overdue => "逾期未訪",
            CaseList.Released => "解除列管",
            CaseList.Appealed => "申訴",
            CaseList.OverAge => "逾齡除案",
            CaseList.Earlier => "歷年未入學",
            _ => "未入學原因",
        };

    /// <summary>Where a case is opened; null: the caller has no page for it.</summary>
    public string? CaseLink(CaseRow row) =>
        Caller.Level switch
        {
            Level.School => $"/P2.31/{row.Case.CaseNo}",
            Level.County => $"/P2.21/{row.Case.CaseNo}",
            Level.Township => $"/P2.41/{row.Case.CaseNo}",
            _ => null,
        };

    public async Task OnGetAsync(CancellationToken cancellation)
    {
        var all = roster.Within(Caller.Scope);
        var counts = new Dictionary<CaseList, int>();
        foreach (var list in Enum.GetValues<CaseList>().Where(l => l != CaseList.Causes))
        {
            counts[list] = await Of(all, list).CountAsync(cancellation);
        }

        counts[CaseList.Causes] = counts[CaseList.Tracking];
        Counts = counts;
        await CountPartsAsync(all, cancellation);
        var rows = Chosen(all);
        Paging = new PageOf(string.IsNullOrEmpty(Code) ? Counts[List] : Parts.Where(p => p.Code == Code).Sum(p => p.Count), PageNumber);
        Rows = await rows.OrderBy(r => r.Case.CaseNo).Skip(Paging.Skip).Take(Paging.Size).ToListAsync(cancellation);
        if (Rows.Count > 0)
        {
            await AuditReadAsync(Rows, $"檢視{TitleOf(List)}名單");
        }
    }

    /// <summary>The list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        var title = $"{TitleOf(List)}名單";
        var state = new TableColumn<CaseRow>("狀態", r => CaseWords.Of(r.Case, Today).Word);
        var rows = Chosen(roster.Within(Caller.Scope)).OrderBy(r => r.Case.CaseNo);
        return await export.FileAsync(title, kind, [.. Columns, state], rows.AsAsyncEnumerable(), ExportAct($"輸出{title}"), cancellation);
    }

    private IQueryable<CaseRow> Chosen(IQueryable<CaseRow> all)
    {
        var (rows, code) = (Of(all, List), Code == "-" ? null : Code);
        return string.IsNullOrEmpty(Code) ? rows
            : List == CaseList.Released ? rows.Where(r => r.Case.ReleaseReason == code)
            : List == CaseList.Causes ? rows.Where(r => r.Case.Cause == code)
            : rows;
    }

    private IQueryable<CaseRow> Of(IQueryable<CaseRow> all, CaseList list)
    {
        // A case of junior high ends later; of an elementary one the age of junior high is too old.
        var (elementary, junior) = (ComparisonRun.OldestCohort(Today, SchoolLevel.Elementary), ComparisonRun.OldestCohort(Today, SchoolLevel.JuniorHigh));
        return list switch
        {
            CaseList.Overdue => CaseRoster.Filter(all, CaseState.Overdue, null, Today),
            CaseList.Released => all.Where(r => r.Case.ReleasedAt != null),
            CaseList.Appealed => all.Where(r => db.Set<CaseRequest>().Any(q => q.PersonId == r.Case.PersonId && q.CaseSeq == r.Case.CaseSeq && q.Kind == CaseRequestKind.Appeal)),
            CaseList.OverAge => all.Where(r => r.Case.ReleaseReason == "aged-out" || (r.Case.ReleasedAt == null && r.Person.Cohort < (r.Case.Level == SchoolLevel.Elementary ? elementary : junior))),
            CaseList.Earlier => CaseRoster.Filter(all, null, null, Today, isEarlier: true),
            _ => all.Where(r => r.Case.ReleasedAt == null),
        };
    }

    private async Task CountPartsAsync(IQueryable<CaseRow> all, CancellationToken cancellation)
    {
        if (List is not (CaseList.Released or CaseList.Causes))
        {
            return;
        }

        var isRelease = List == CaseList.Released;
        var counted = await Of(all, List)
            .GroupBy(r => isRelease ? r.Case.ReleaseReason : r.Case.Cause)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(cancellation);
        Parts =
        [
            .. counted
                .OrderByDescending(c => c.Count)
                .ThenBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => (c.Key ?? "-", (isRelease ? CaseWords.FindRelease(c.Key)?.Title : c.Key is null ? "尚未查明" : CaseWords.Causes.GetValueOrDefault(c.Key, c.Key)) ?? c.Key ?? "未註明", c.Count)),
        ];
    }
}

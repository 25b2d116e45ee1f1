using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Web.TagHelpers;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>
/// A list of cases beside one opened case: the same page for school (P2.31), county (P2.21) and township (P2.41), each with what it may do.
/// A case outside the caller's scope is not found.
/// </summary>
public abstract class CasesPage(StudentNetDb db, CaseRoster roster, CaseWork work, TableExport export) : FunctionPage
{
    private static readonly IReadOnlyList<TableColumn<CaseRow>> Columns =
    [
        new("案號", r => r.Case.CaseNo),
        new("姓名", r => r.Person.Name),
        TableColumn.Number<CaseRow>("證號", r => r.Number),
        TableColumn.Date<CaseRow>("出生日期", r => r.Person.BirthDate),
        new("村里", r => r.Residence?.VillageText),
        new("列管或建議學校", r => r.Case.SchoolCode ?? r.Case.ProposedSchool),
        new("學校名稱", r => r.SchoolName),
        new("學校登錄原因", r => r.Said),
        new("指派時間", r => r.Case.DesignatedAt),
        TableColumn.Date<CaseRow>("下次訪查", r => r.Case.NextVisitDue),
    ];

    /// <summary>The opened case's number, from the address; none: the first of the list.</summary>
    [BindProperty(SupportsGet = true)]
    public string? CaseNo { get; set; }

    /// <summary>Filter by state.</summary>
    [BindProperty(SupportsGet = true)]
    public CaseState? State { get; set; }

    /// <summary>Only those whose release is proposed.</summary>
    [BindProperty(SupportsGet = true, Name = "proposed")]
    public bool IsProposed { get; set; }

    /// <summary>Only cases of earlier school years.</summary>
    [BindProperty(SupportsGet = true, Name = "earlier")]
    public bool IsEarlier { get; set; }

    /// <summary>Only those in which this is going on.</summary>
    [BindProperty(SupportsGet = true, Name = "mark")]
    public CaseMark? Mark { get; set; }

    /// <summary>What the page shows of the case: its work, what is known of the child, the committee, the appeal.</summary>
    [BindProperty(SupportsGet = true, Name = "tab")]
    public CaseTab Tab { get; set; }

    /// <summary>The form that is open: a code of <c>case-measures.csv</c>, a kind of request, or nothing.</summary>
    [BindProperty(SupportsGet = true, Name = "do")]
    public string? Doing { get; set; }

    /// <summary>Which part of the time line is shown; all by default.</summary>
    [BindProperty(SupportsGet = true, Name = "steps")]
    public StepTopic? Steps { get; set; }

    /// <summary>The steps of the opened case that are shown.</summary>
    public IReadOnlyList<CaseStep> StepsShown => Opened is not { } file ? [] : Steps is { } topic ? [.. file.Steps.Where(s => CaseWords.TopicOf(s) == topic)] : file.Steps;

    /// <summary>What somebody writes down about a measure.</summary>
    [BindProperty]
    public MeasureForm Measure { get; set; } = new();

    /// <summary>Name, last three characters of the number, or a case number.</summary>
    [BindProperty(SupportsGet = true, Name = "q", BinderType = typeof(SearchWordsBinder))]
    public string? Search { get; set; }

    // Not from the route, where "page" is the name of the Razor page itself.
    [FromQuery(Name = "page")]
    public int PageNumber { get; set; } = 1;

    /// <summary>Whole number of the opened case, after it was asked for with a reason.</summary>
    public string? Revealed { get; private set; }

    public IReadOnlyList<CaseRow> Rows { get; private set; } = [];

    /// <summary>Cases of others that the organisation is asked to take over.</summary>
    public IReadOnlyList<CaseRow> Asked { get; private set; } = [];

    /// <summary>The opened case is another's; the organisation is only asked to take it over.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>Whether the caller's organisation answers for the opened case, or acts in it by law, and so may write.</summary>
    public virtual bool MayAct => false;

    /// <summary>The measures that the caller may write down in the opened case.</summary>
    public IReadOnlyList<MeasureKind> MeasuresAllowed => MayAct ? [.. MeasureKinds.For(Caller.Level)] : [];

    public CaseCounts Counts { get; private set; } = new(0, 0, 0, 0);

    public PageOf Paging { get; private set; } = new(0);

    public CaseFile? Opened { get; private set; }

    /// <summary>Notices to the organisation about its cases that nobody there has read.</summary>
    public IReadOnlyList<OrganisationNotice> Notices { get; private set; } = [];

    public override FilingScope? Filing => FilingScope.Of(SchoolYear.Of(Today), null).OfEitherLevel();

    protected StudentNetDb Db { get; } = db;

    /// <summary>The cases within the scope of the caller.</summary>
    protected IQueryable<CaseRow> CasesSeen => roster.Within(Caller.Scope);

    private string NoticesTo => $"/{Function.Code}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellation) => await LoadAsync(cancellation) ? Page() : NotFound();

    /// <summary>The filtered list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(TableKind kind, CancellationToken cancellation)
    {
        var rows = CaseRoster.Filter(roster.Within(Caller.Scope), State, Search, Today, IsProposed, IsEarlier, Mark).OrderBy(r => r.Case.CaseNo);
        var state = new TableColumn<CaseRow>("狀態", r => CaseWords.Of(r.Case, Today).Word);
        var proposed = new TableColumn<CaseRow>("待確認解列", r => r.Case.ReleasedAt is null ? CaseWords.ReleaseOf(r.Case.ProposedReleasePass)?.Title : null);
        return await export.FileAsync("列管名單", kind, [.. Columns, state, proposed], rows.AsAsyncEnumerable(), ExportAct("輸出列管名單"), cancellation);
    }

    /// <summary>顯示完整字號: asks for a reason and leaves a trace.</summary>
    public async Task<IActionResult> OnPostRevealAsync(string? reason, CancellationToken cancellation)
    {
        if (!await LoadAsync(cancellation) || Opened is null)
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            ModelState.AddModelError("reason", "顯示完整字號要填用途");
            return this.Unprocessable();
        }

        await AuditReadAsync(Opened.Row.Case.PersonId, "顯示完整字號", reason.Trim());
        Revealed = Opened.Row.Number;
        return Page();
    }

    /// <summary>The notices have been read: for the pages of those who get some.</summary>
    protected async Task<IActionResult> MarkNoticesReadAsync(CancellationToken cancellation)
    {
        await UnreadNotices.MarkReadAsync(Db, Caller.Organisation.Code, NoticesTo, Act("通知已讀"), cancellation);
        this.Tell("通知已標為已讀");
        return RedirectToPage(new { CaseNo });
    }

    /// <summary>Writes a measure down; for the pages of those who act.</summary>
    protected async Task<IActionResult> RecordAsync(CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation) is not { } tracked)
        {
            return NotFound();
        }

        if (!await MayActAsync(tracked, cancellation))
        {
            return await RefuseAsync(NotAnswering, "", cancellation);
        }

        Doing = Measure.Kind;
        if (IsFine("Measure.") && Measure.On is null)
        {
            return await RefuseAsync(new Problem("measure.on", "沒有填日期", "填實際的日期，例如 115/09/24") { Field = "On" }, "Measure.", cancellation);
        }

        if (IsFine("Measure."))
        {
            var (measure, problem) = await work.RecordAsync(tracked, Measure.Draft(), Caller.Level, Act("登錄列管處置"), cancellation);
            if (measure is not null)
            {
                this.Tell($"已登錄{MeasureKinds.TitleOf(measure.Kind)}。");
                return RedirectToPage(new { CaseNo, tab = Tab == CaseTab.Work ? null : (CaseTab?)Tab });
            }

            return await RefuseAsync(problem!.Value, "Measure.", cancellation);
        }

        return await AgainAsync(cancellation);
    }

    /// <summary>Its author voids a measure.</summary>
    protected async Task<IActionResult> VoidMeasureAsync(int seq, string? reason, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation) is not { } tracked)
        {
            return NotFound();
        }

        if (await work.VoidAsync(tracked, seq, reason, Act("作廢列管處置"), cancellation) is { } problem)
        {
            return await RefuseAsync(problem with { Field = null }, "", cancellation);
        }

        this.Tell("已作廢，紀錄仍保留在歷程。");
        return RedirectToPage(new { CaseNo });
    }

    /// <summary>Whether the fields of the form that was sent are right. What the page's other forms lack is no fault of this one.</summary>
    protected bool IsFine(string prefix)
    {
        // A form that was not sent binds whatever fields have its names without a prefix: every other key is another form's.
        foreach (var key in ModelState.Keys.Where(k => prefix.Length == 0 || !k.StartsWith(prefix, StringComparison.Ordinal)).ToList())
        {
            ModelState.Remove(key);
        }

        // And then nothing has looked whether its required fields are there.
        if (prefix.Length > 0 && !Request.Form.Keys.Any(k => k.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
        {
            ModelState.AddModelError("", "沒有收到表單的內容。請重新整理後再填一次");
        }

        return ModelState.IsValid;
    }

    /// <summary>Whether the organisation may write in a case.</summary>
    protected virtual Task<bool> MayActAsync(TrackedCase tracked, CancellationToken cancellation) => Task.FromResult(false);

    /// <summary>The page again, with what is wrong beside its field.</summary>
    protected Task<IActionResult> RefuseAsync(Problem problem, string prefix, CancellationToken cancellation)
    {
        IsFine(prefix);
        ModelState.AddModelError(problem.Field is { } field ? $"{prefix}{field}" : "", $"{problem.Message}。{problem.Hint}");
        return AgainAsync(cancellation);
    }

    /// <summary>The page again, with what was typed.</summary>
    protected async Task<IActionResult> AgainAsync(CancellationToken cancellation)
    {
        // What was read to be changed, and was not, must not be shown.
        Db.ChangeTracker.Clear();
        return await LoadAsync(cancellation) ? this.Unprocessable() : NotFound();
    }

    /// <summary>Who sees a case of others may not write in it.</summary>
    protected static readonly Problem NotAnswering = new("case.not-answering", "這件個案目前不由貴單位負責", "請重新整理，確認案件狀態");

    /// <summary>How long the school may still appeal, in a word; null: nothing to say.</summary>
    public string? AppealBadge =>
        Opened is not { } file ? null
        : file.Open(CaseRequestKind.Appeal) is not null ? "縣市審核"
        : CaseRequests.AppealThrough(file.Row.Case) is { } through && through >= Today ? $"剩 {through.DayNumber - Today.DayNumber:N0} 天"
        : file.Requests.Count(r => r.Kind == CaseRequestKind.Appeal) is > 0 and var times ? $"{times:N0}"
        : null;

    /// <summary>Address of the list; a case's is behind it.</summary>
    public virtual string ListPath => $"/{Function.Code}";

    /// <summary>Address of a tab of the opened case, with the list's filters kept.</summary>
    public string TabLink(CaseTab tab) => LinkWith(tab, null);

    /// <summary>Address of a form of the opened case.</summary>
    public string DoLink(string form, CaseTab tab = CaseTab.Work) => $"{LinkWith(tab, form)}#act";

    private string LinkWith(CaseTab tab, string? form)
    {
        var address = QueryLink.With(Request, ("tab", tab == CaseTab.Work ? null : $"{tab}"), ("do", form));
        var query = address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? address[at..] : "";
        return $"{Request.PathBase}{ListPath}/{Opened?.Row.Case.CaseNo}{query}";
    }

    /// <summary>Address of a case with the list's filters kept.</summary>
    public string Link(CaseRow row)
    {
        var address = QueryLink.With(Request, ("tab", null), ("do", null), ("steps", null));
        return $"{Request.PathBase}{ListPath}/{row.Case.CaseNo}{(address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? address[at..] : "")}";
    }

    /// <summary>The opened case, tracked for a change; null: absent or out of scope.</summary>
    protected async Task<TrackedCase?> OpenAsync(CancellationToken cancellation)
    {
        var row = await FindAsync(cancellation);
        return row is null
            ? null
            : await Db.Set<TrackedCase>().SingleAsync(c => c.PersonId == row.Case.PersonId && c.CaseSeq == row.Case.CaseSeq, cancellation);
    }

    private async Task<CaseRow?> FindAsync(CancellationToken cancellation) =>
        await roster.Within(Caller.Scope).SingleOrDefaultAsync(r => r.Case.CaseNo == CaseNo, cancellation)
        ?? await roster.AskedOf(Caller.Organisation.Code).SingleOrDefaultAsync(r => r.Case.CaseNo == CaseNo, cancellation);

    protected async Task<bool> LoadAsync(CancellationToken cancellation)
    {
        if (Caller.Level is Level.School or Level.County)
        {
            Asked = await roster.AskedOf(Caller.Organisation.Code).OrderBy(r => r.Case.CaseNo).ToListAsync(cancellation);
        }

        Notices = await UnreadNotices.Of(Db, Caller.Organisation.Code, NoticesTo).ToListAsync(cancellation);
        var all = roster.Within(Caller.Scope);
        Counts = await CaseRoster.CountAsync(all, Today, cancellation);
        var rows = CaseRoster.Filter(all, State, Search, Today, IsProposed, IsEarlier, Mark);
        Paging = new PageOf((IsEarlier || Mark is not null ? null : Counts.Of(State, IsProposed, Search)) ?? await rows.CountAsync(cancellation), PageNumber);
        Rows = await rows.OrderBy(r => r.Case.ReleasedAt != null)
            .ThenBy(r => r.Case.CaseNo)
            .Skip(Paging.Skip)
            .Take(Paging.Size)
            .ToListAsync(cancellation);
        if (CaseNo is null)
        {
            if (Rows.Count > 0)
            {
                Opened = await CaseFile.ReadAsync(Db, work, Rows[0], Today, cancellation);
            }
        }
        else
        {
            // A case opened by its number stays open beside a list that its state has just left.
            var own = Rows.FirstOrDefault(r => r.Case.CaseNo == CaseNo) ?? await all.SingleOrDefaultAsync(r => r.Case.CaseNo == CaseNo, cancellation);
            if ((own ?? Asked.FirstOrDefault(r => r.Case.CaseNo == CaseNo)) is not { } opened)
            {
                return false;
            }

            IsAsked = own is null;
            Opened = await CaseFile.ReadAsync(Db, work, opened, Today, cancellation);
        }

        if (Rows.Count > 0 || Asked.Count > 0 || Opened is not null)
        {
            var siblings = Opened?.Evidence.Siblings.Select(s => s.PersonId) ?? [];
            await AuditReadAsync((Opened is null ? Rows.People() : Rows.Append(Opened.Row).People()).Concat(Asked.People()).Concat(siblings), "檢視列管學生", Opened?.Row.Case.PersonId);
        }

        return true;
    }
}

/// <summary>What a case page shows of the opened case.</summary>
public enum CaseTab
{
    /// <summary>列管作業</summary>
    Work,

    /// <summary>基本資料</summary>
    Facts,

    /// <summary>通報強迫入學委員會紀錄</summary>
    Committee,

    /// <summary>提出申訴</summary>
    Appeal,
}

/// <summary>A part of a case's time line, as the slides group it.</summary>
public enum StepTopic
{
    /// <summary>訪查</summary>
    Visits,

    /// <summary>協尋及拒學</summary>
    SearchAndRefusal,

    /// <summary>強迫入學</summary>
    Ladder,

    /// <summary>申訴與移交</summary>
    Requests,

    /// <summary>解列</summary>
    Release,

    /// <summary>比對</summary>
    Comparison,
}

/// <summary>The form of a measure.</summary>
public sealed class MeasureForm
{
    public string? Kind { get; set; }

    [Display(Name = "日期")]
    public DateOnly? On { get; set; }

    [Display(Name = "依據的文書")]
    public int? OfSeq { get; set; }

    [Display(Name = "文號"), StringLength(60)]
    public string? DocumentNo { get; set; }

    [Display(Name = "對象"), StringLength(60)]
    public string? Counterpart { get; set; }

    [Display(Name = "金額（元）"), Range(1, 1_000_000)]
    public int? Amount { get; set; }

    [Display(Name = "期限")]
    public DateOnly? Deadline { get; set; }

    [Display(Name = "說明"), StringLength(CaseRegister.LongestNote)]
    public string? Note { get; set; }

    /// <summary>What was typed; call it only where the form is valid.</summary>
    public MeasureDraft Draft() => new(Kind ?? "", On!.Value, OfSeq, DocumentNo, Counterpart, Amount, Deadline, Note ?? "");
}

/// <summary>The form of a request.</summary>
public sealed class RequestForm
{
    [Display(Name = "解列原因")]
    public string? Reason { get; set; }

    [Display(Name = "移交對象")]
    public string? To { get; set; }

    [Display(Name = "學校代碼"), StringLength(6)]
    public string? School { get; set; }

    [Display(Name = "證明"), StringLength(100)]
    public string? Evidence { get; set; }

    [Display(Name = "迄日")]
    public DateOnly? ValidThrough { get; set; }

    [Display(Name = "理由"), StringLength(CaseRegister.LongestNote)]
    public string? Words { get; set; }

    /// <summary>What was typed.</summary>
    public RequestDraft Draft(CaseRequestKind kind) => new(kind, Reason, To, School, Evidence, ValidThrough, Words);
}

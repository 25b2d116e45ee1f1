using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Access;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Admissions.Marking;

/// <summary>The list of a stage, to be marked row by row, in batches, or as a whole form.</summary>
[RequestFormLimits(ValueCountLimit = 40_000)]
public abstract class MarkListPage(EntryStage stage, StudentNetDb db, SchoolList lists, MarkRegister register, WindowGate gate, WindowBanners banners)
    : SchoolMarkingPage(stage, db, gate, banners)
{
    private const string RowsView = "/Modules/Admissions/Marking/_MarkRows.cshtml";

    protected SchoolList Lists { get; } = lists;

    protected MarkRegister Register { get; } = register;

    public MarkListView View { get; private set; } = null!;

    /// <summary>The part that is shown.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Show { get; set; }

    [BindProperty(SupportsGet = true, BinderType = typeof(SearchWordsBinder))]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Village { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Sort { get; set; }

    public virtual async Task OnGetAsync()
    {
        await ReadAsync(new Dictionary<long, RefusedMark>());
        await AuditReadAsync(View.Shown, $"檢視{Words.ListTitle}");
    }

    /// <summary>The whole form, without script or from a program: rows that were touched are saved, the others left alone.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        var typed = TypedMark.ReadAll(Request.Form).Where(t => t.IsChanged).ToList();
        return await SaveFormAsync(typed);
    }

    /// <summary>What the mark of the button would do to the ticked rows, where that is asked about; null: nothing is asked.</summary>
    public BatchPreview? Asked { get; private set; }

    /// <summary>The latest marking of many children, which can be taken back; null: none, or the list has been submitted since.</summary>
    public MarkBatch? Batch { get; private set; }

    /// <summary>
    /// The ticked rows: all get the mark of the button. From a certain size, or where something is written over, it is shown first and asked once; what
    /// the clerk saw is sent along.
    /// </summary>
    public async Task<IActionResult> OnPostBatchAsync(long[] pick, string batch, string? batchReason, string? batchDetail, string? agreed)
    {
        await ReadAsync(new Dictionary<long, RefusedMark>());
        var listed = View.All.ToDictionary(c => c.PersonId);
        IReadOnlyList<TypedMark> typed =
        [
            .. pick.Distinct()
                .Select(id => new TypedMark(id, batch, batchReason ?? "", batchDetail?.Trim() ?? "", listed.TryGetValue(id, out var child) ? TypedMark.SeenOf(child) : null)),
        ];
        var preview = new BatchPreview(typed, [.. typed.Where(t => listed.ContainsKey(t.PersonId)).Select(t => listed[t.PersonId])], List.Stage, SubmittedAt is not null);
        if (IsOpen && preview.IsAskedAbout && agreed != preview.Seen)
        {
            Asked = preview;
            await AuditReadAsync(View.Shown, $"檢視{Words.ListTitle}");
            return Page();
        }

        return await SaveFormAsync(typed);
    }

    /// <summary>Rows marked one by one with script: the answer holds the rows as they now stand, with what is wrong with them.</summary>
    public async Task<IActionResult> OnPostRowsAsync()
    {
        var typed = TypedMark.ReadAll(Request.Form);
        await MarkAsync(typed);
        return Partial(RowsView, new MarkRowsView(View, typed.Select(t => t.PersonId).ToHashSet()));
    }

    private async Task<IActionResult> SaveFormAsync(IReadOnlyList<TypedMark> typed)
    {
        var written = await MarkAsync(typed);
        if (View.Refused.Count == 0)
        {
            this.Tell(written == 0 ? "沒有需要儲存的變更" : $"已儲存 {written:N0} 人");
            return Again();
        }

        foreach (var (id, refused) in View.Refused)
        {
            var name = View.All.FirstOrDefault(c => c.PersonId == id)?.Row.Person.Name ?? "不在名冊的學生";
            ModelState.AddModelError($"mark.{id}", $"{name}：{refused.Problem.Message}。{refused.Problem.Hint}");
        }

        if (written > 0)
        {
            ModelState.AddModelError("", $"其餘 {written:N0} 人已儲存");
        }

        await AuditReadAsync(View.Shown, $"檢視{Words.ListTitle}");
        return this.Unprocessable();
    }

    /// <summary>Marks, then reads the list again; says how many were written.</summary>
    private async Task<int> MarkAsync(IReadOnlyList<TypedMark> typed)
    {
        var schools = typed.Any(t => t.NamesSchool) ? await SchoolIndex.LoadAsync(Database, List.Level, HttpContext.RequestAborted) : null;
        var read = typed.Select(t => (Typed: t, Read: t.Read(schools, Caller.Organisation.CountyCode))).ToList();
        var refused = read.Where(r => r.Read.Problem is not null).ToDictionary(r => r.Typed.PersonId, r => new RefusedMark(r.Typed, r.Read.Problem!.Value));
        var lines = read.Where(r => r.Read.Problem is null).Select(r => new MarkLine(r.Typed.PersonId, r.Read.Wish, r.Typed.SeenVersion)).ToList();
        var act = Act($"標記{Words.Verb}", personId: lines.Count == 1 ? lines[0].PersonId : null) with { People = [.. lines.Select(l => l.PersonId)] };
        var answers = await Register.MarkAsync(List, act, lines, HttpContext.RequestAborted);

        await ReadAsync(refused);
        foreach (var (id, answer) in answers)
        {
            var mark = typed.First(t => t.PersonId == id);
            switch (answer)
            {
                case MarkAnswer.Refused no:
                    refused[id] = new RefusedMark(mark, no.Problem);
                    break;
                case MarkAnswer.Overtaken overtaken:
                    refused[id] = await OvertakenAsync(mark, overtaken);
                    break;
            }
        }

        return answers.Values.OfType<MarkAnswer.Change>().Count();
    }

    private async Task<RefusedMark> OvertakenAsync(TypedMark typed, MarkAnswer.Overtaken overtaken)
    {
        var child = View.All.FirstOrDefault(c => c.PersonId == typed.PersonId);
        var who = await Database.Set<Appointment>()
            .Where(a => a.AccountId == overtaken.Current.AccountId && a.OrganisationCode == Caller.Organisation.Code)
            .OrderByDescending(a => a.Id)
            .Select(a => a.PersonName)
            .FirstOrDefaultAsync(HttpContext.RequestAborted);
        var theirs = $"{Moment.Short(overtaken.Current.At)} {who ?? "同校承辦人"} 已改為「{child?.Says(overtaken.Current) ?? ""}」";
        var asked = overtaken.Wish switch
        {
            MarkWish.Here => Words.Here,
            MarkWish.NotHere away => $"{Words.NotHere}：{Reasons.Find(away.Reason)?.TitleAt(List.Stage)}",
            _ => "未處理",
        };
        return new RefusedMark(typed, new Problem("mark.overtaken", theirs, $"您選的是「{asked}」，請看過再決定"), theirs, asked);
    }

    private async Task ReadAsync(IReadOnlyDictionary<long, RefusedMark> refused)
    {
        await PrepareAsync(countsConflicts: false);
        var list = List;
        var filter = new MarkFilter(Show, Q, Village, Sort);
        var children = await Lists.ReadAsync(list, Show == MarkFilter.Choice, county: IsOpen, cancellation: HttpContext.RequestAborted);
        Conflicts = children.Count(c => c.IsContested);
        View = new MarkListView(list, children, filter, Today, IsOpen)
        {
            Refused = refused,
            HasChoices = list.Stage == EntryStage.Registration
                && await Database.Set<EntryChoice>()
                    .AnyAsync(c => c.Year == list.Year && c.Level == list.Level && c.SchoolCode == list.School.Code, HttpContext.RequestAborted),
            Schools = IsOpen ? OfferedIn(list, children) : [],
        };
        Batch = IsOpen ? MarkBatch.Of(children, SubmittedAt) : null;
    }

    /// <summary>The open schools of the level in the county, which were read with the children.</summary>
    private static IReadOnlyList<Organisation> OfferedIn(MarkedList list, IReadOnlyList<ListedChild> children) =>
        children.Count == 0
            ? []
            :
            [
                .. children[0].Schools.Values
                    .Where(o => o.Level == Level.School && o.SchoolLevel == list.Level && o.CountyCode == list.School.CountyCode && o.ClosedOn == null)
                    .OrderBy(o => o.Code, StringComparer.Ordinal),
            ];
}

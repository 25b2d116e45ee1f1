using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Files;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>The case page of those who answer for a case, school and county: measures, and what one asks of the other.</summary>
public abstract class ActingCasesPage(StudentNetDb db, CaseRoster roster, CaseWork work, CaseRequests requests, TableExport export) : CasesPage(db, roster, work, export)
{
    /// <summary>What somebody asks for; its kind comes with the address.</summary>
    [BindProperty]
    public RequestForm Asking { get; set; } = new();

    /// <summary>Why a request is refused, or what is said to its acceptance.</summary>
    [BindProperty]
    public string? Answer { get; set; }

    /// <summary>The organisation answers for the opened case.</summary>
    public override bool MayAct => Opened is { Row.Case.ReleasedAt: null } file && Answers(file.Row.Case);

    /// <summary>The kinds of release that the caller's level may ask for.</summary>
    public IReadOnlyList<SelectListItem> ReleaseReasons =>
        [.. CaseWords.ReleaseReasons.Where(r => r.Proposers.Contains(Caller.Level)).Select(r => new SelectListItem(r.IsTemporary ? $"{r.Title}（暫時解列）" : r.Title, r.Code))];

    /// <summary>Requests of the opened case that wait for the caller's organisation.</summary>
    public IReadOnlyList<CaseRequest> ToAnswer => Opened is null ? [] : [.. Opened.Requests.Where(r => r.IsOpen && r.ToCode == Caller.Organisation.Code)];

    public async Task<IActionResult> OnPostMeasureAsync(CancellationToken cancellation) => await RecordAsync(cancellation);

    public async Task<IActionResult> OnPostVoidMeasureAsync(int seq, string? reason, CancellationToken cancellation) => await VoidMeasureAsync(seq, reason, cancellation);

    /// <summary>Asks another organisation.</summary>
    public async Task<IActionResult> OnPostAskAsync(CaseRequestKind kind, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation) is not { } tracked)
        {
            return NotFound();
        }

        Doing = $"{kind}";
        if (!IsFine("Asking."))
        {
            return await AgainAsync(cancellation);
        }

        var stops = tracked.CountyCode is { } county && (await CountyParameters.ForAsync(Db, county, tracked.Year, tracked.Level, cancellation)).AppealStopsClock;
        if (await requests.AskAsync(tracked, Asking.Draft(kind), Caller.Level, stops, Act(CaseWords.TitleOf(kind)), cancellation) is { } problem)
        {
            return await RefuseAsync(problem, "Asking.", cancellation);
        }

        this.Tell($"已送出「{CaseWords.TitleOf(kind)}」。答復以前仍由貴單位負責。");
        return RedirectToPage(new { CaseNo });
    }

    /// <summary>Answers what was asked of the caller's organisation.</summary>
    public async Task<IActionResult> OnPostAnswerAsync(int seq, bool accept, string? school, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation) is not { } tracked)
        {
            return NotFound();
        }

        if (Answer?.Length > CaseRegister.LongestNote)
        {
            return await RefuseAsync(new Problem("request.long", $"答復最多 {CaseRegister.LongestNote:N0} 字", "請寫重點") { Field = "Answer" }, "", cancellation);
        }

        if (await requests.AnswerAsync(tracked, seq, accept, Answer, school, Act(accept ? "同意列管申請" : "不同意列管申請"), cancellation) is { } problem)
        {
            return await RefuseAsync(problem with { Field = problem.Field == "Answer" ? "Answer" : null }, "", cancellation);
        }

        this.Tell(accept ? "已答復：同意。" : "已答復：不同意，對方看得到原因。");
        // Who refuses to take a case over no longer sees it.
        return await FindsAsync(tracked.CaseNo, cancellation) ? RedirectToPage(new { CaseNo }) : Redirect($"{Request.PathBase}{ListPath}");
    }

    /// <summary>Takes back what one has asked.</summary>
    public async Task<IActionResult> OnPostTakeBackAsync(int seq, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation) is not { } tracked)
        {
            return NotFound();
        }

        if (await requests.TakeBackAsync(tracked, seq, Act("撤回列管申請"), cancellation) is { } problem)
        {
            return await RefuseAsync(problem with { Field = null }, "", cancellation);
        }

        this.Tell("已撤回。");
        return RedirectToPage(new { CaseNo });
    }

    protected override Task<bool> MayActAsync(TrackedCase tracked, CancellationToken cancellation) => Task.FromResult(Answers(tracked));

    /// <summary>Whether the caller's organisation answers for a case.</summary>
    protected bool Answers(TrackedCase tracked)
    {
        ArgumentNullException.ThrowIfNull(tracked);
        return Caller.Level == Level.School ? tracked.SchoolCode == Caller.Organisation.Code : tracked.CountyCode == Caller.Organisation.Code;
    }

    private Task<bool> FindsAsync(string caseNo, CancellationToken cancellation) => CasesSeen.AnyAsync(r => r.Case.CaseNo == caseNo, cancellation);
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>A request as somebody writes it down.</summary>
/// <param name="Reason">Of a release: a code of <c>release-reasons.csv</c>.</param>
/// <param name="To">Of a hand-over or reassignment: the county or school that is asked.</param>
/// <param name="School">Of an appeal: who should track instead; of a release: the school that the child attends.</param>
/// <param name="ValidThrough">Of a release for a time: its last day.</param>
public sealed record RequestDraft(CaseRequestKind Kind, string? Reason, string? To, string? School, string? Evidence, DateOnly? ValidThrough, string? Words);

/// <summary>
/// What organisations ask of each other about a case: 申請解除列管, 申訴, 移交縣市, 改派學校. Until the answer whoever asked still answers for the child. What is refused comes back as a
/// <see cref="Problem"/>.
/// </summary>
public sealed class CaseRequests(StudentNetDb db)
{
    /// <summary>Days after the designation in which a school may appeal (domain §3).</summary>
    public const int AppealDays = 15;

    /// <summary>The last day on which the tracking school may appeal; null: nothing to appeal against.</summary>
    public static DateOnly? AppealThrough(TrackedCase tracked)
    {
        ArgumentNullException.ThrowIfNull(tracked);
        return tracked is { ReleasedAt: null, SchoolCode: not null, DesignatedAt: { } at } ? TaipeiTime.Today(at).AddDays(AppealDays) : null;
    }

    /// <summary>Asks.</summary>
    public async Task<Problem?> AskAsync(TrackedCase tracked, RequestDraft draft, Level by, bool appealStopsClock, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tracked);
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(act);
        var open = await OpenOfAsync(tracked, cancellation);
        if (Check(tracked, draft, by, open, act) is { } wrong)
        {
            return wrong;
        }

        if (draft.Kind == CaseRequestKind.Release && await CheckReleaseAsync(tracked, draft, by, act, cancellation) is { } refused)
        {
            return refused;
        }

        if (draft.Kind is CaseRequestKind.HandOver or CaseRequestKind.Reassignment && !await MayTakeAsync(tracked, draft, cancellation))
        {
            return draft.Kind == CaseRequestKind.HandOver
                ? new Problem("request.county", "沒有選要移交的縣市", "請從名單選另一個縣市") { Field = "To" }
                : new Problem("request.school", $"不是轄內開辦中的另一所{tracked.Level.Title()}", "請從名單選一所學校") { Field = "To" };
        }

        var today = TaipeiTime.Today(act.At);
        var reason = CaseWords.FindRelease(draft.Reason);
        var request = new CaseRequest
        {
            PersonId = tracked.PersonId,
            CaseSeq = tracked.CaseSeq,
            Seq = (await db.Set<CaseRequest>().Where(r => r.PersonId == tracked.PersonId && r.CaseSeq == tracked.CaseSeq).MaxAsync(r => (int?)r.Seq, cancellation) ?? 0) + 1,
            Kind = draft.Kind,
            AskedAt = act.At,
            AskedBy = act.AccountId ?? 0,
            FromCode = act.OrganisationCode!,
            ToCode = draft.Kind is CaseRequestKind.HandOver or CaseRequestKind.Reassignment ? draft.To! : tracked.CountyCode ?? Organisation.MinistryCode,
            Reason = draft.Kind == CaseRequestKind.Release ? reason!.Code : null,
            SchoolCode = Clean(draft.School),
            Evidence = Clean(draft.Evidence),
            Words = Clean(draft.Words)!,
            ValidThrough = reason is { IsTemporary: true } ? draft.ValidThrough : null,
            ContradictedBy = reason?.ContradictedBy,
        };
        db.Add(request);
        switch (draft.Kind)
        {
            case CaseRequestKind.Release:
                tracked.ReleaseAskedAt = act.At;
                break;
            case CaseRequestKind.Appeal:
                tracked.AppealedAt = act.At;
                if (appealStopsClock && tracked.NextVisitDue is { } due && due >= today)
                {
                    (tracked.StoppedVisitDue, tracked.NextVisitDue) = (due, null);
                }

                break;
            default:
                tracked.HandOverTo = request.ToCode;
                break;
        }

        await AppendAsync(tracked, CaseEventKind.Requested, request, act, null, cancellation);
        Tell(request.ToCode, tracked, $"有一件「{CaseWords.TitleOf(draft.Kind)}」等待答復", act);
        await db.SaveAsync(act with { PersonId = tracked.PersonId, Detail = $"{{\"request\":\"{draft.Kind}\"}}" }, cancellation);
        return null;
    }

    /// <summary>Answers: grants it, with its consequence, or refuses it with a reason.</summary>
    /// <param name="school">Of an appeal that is upheld: the school that tracks instead; null: the county names one later.</param>
    public async Task<Problem?> AnswerAsync(TrackedCase tracked, int seq, bool isAccepted, string? words, string? school, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tracked);
        ArgumentNullException.ThrowIfNull(act);
        var request = await db.Set<CaseRequest>().SingleOrDefaultAsync(r => r.PersonId == tracked.PersonId && r.CaseSeq == tracked.CaseSeq && r.Seq == seq, cancellation);
        if (request is not { IsOpen: true } || request.ToCode != act.OrganisationCode)
        {
            return new Problem("request.none", "沒有這件待答復的申請，或已經答復", "請重新整理，確認案件狀態");
        }

        if (request.AskedBy == act.AccountId)
        {
            return new Problem("request.same-person", "申請人不能審核自己的申請", "請由另一位承辦人審核");
        }

        if (!isAccepted && string.IsNullOrWhiteSpace(words))
        {
            return new Problem("request.answer", "不同意要填原因", "寫明理由，申請的單位看得到") { Field = "Answer" };
        }

        if (request.Kind == CaseRequestKind.Appeal && isAccepted && !string.IsNullOrEmpty(school) && (school == tracked.SchoolCode || !await IsOpenSchoolAsync(tracked, school, cancellation)))
        {
            return new Problem("request.school", $"不是轄內開辦中的另一所{tracked.Level.Title()}", "請從名單選一所學校，或留空稍後指派") { Field = "School" };
        }

        (request.AnsweredAt, request.AnsweredBy, request.IsAccepted, request.Answer) = (act.At, act.AccountId, isAccepted, Clean(words));
        await AppendAsync(tracked, isAccepted ? CaseEventKind.Granted : CaseEventKind.Refused, request, act, null, cancellation);
        Close(tracked, request);
        if (isAccepted)
        {
            await CarryOutAsync(tracked, request, school, act, cancellation);
        }
        else if (request.Kind == CaseRequestKind.Appeal)
        {
            Resume(tracked, request, act);
        }

        Tell(request.FromCode, tracked, $"「{CaseWords.TitleOf(request.Kind)}」已答復：{(isAccepted ? "同意" : "不同意")}", act);
        await db.SaveAsync(act with { PersonId = tracked.PersonId, Reason = Clean(words) }, cancellation);
        return null;
    }

    /// <summary>Who asked takes the request back while it is not answered.</summary>
    public async Task<Problem?> TakeBackAsync(TrackedCase tracked, int seq, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tracked);
        ArgumentNullException.ThrowIfNull(act);
        var request = await db.Set<CaseRequest>().SingleOrDefaultAsync(r => r.PersonId == tracked.PersonId && r.CaseSeq == tracked.CaseSeq && r.Seq == seq, cancellation);
        if (request is not { IsOpen: true })
        {
            return new Problem("request.none", "沒有這件待答復的申請，或已經答復", "請重新整理，確認案件狀態");
        }

        if (request.AskedBy != act.AccountId || request.FromCode != act.OrganisationCode)
        {
            return new Problem("request.not-author", "只有提出的人可以撤回", "請聯絡提出的單位");
        }

        request.TakenBackAt = act.At;
        await AppendAsync(tracked, CaseEventKind.RequestTakenBack, request, act, null, cancellation);
        Close(tracked, request);
        if (request.Kind == CaseRequestKind.Appeal)
        {
            Resume(tracked, request, act);
        }

        await db.SaveAsync(act with { PersonId = tracked.PersonId }, cancellation);
        return null;
    }

    /// <summary>A case that closes, or moves, closes what was asked about it and is not answered; the caller saves.</summary>
    internal static async Task CloseAllAsync(StudentNetDb db, TrackedCase tracked, DateTime at, CancellationToken cancellation)
    {
        var open = await db.Set<CaseRequest>()
            .Where(r => r.PersonId == tracked.PersonId && r.CaseSeq == tracked.CaseSeq && r.AnsweredAt == null && r.TakenBackAt == null)
            .ToListAsync(cancellation);
        foreach (var request in open.Where(r => r.IsOpen))
        {
            request.TakenBackAt = at;
            Close(tracked, request);
        }

        tracked.StoppedVisitDue = null;
    }

    private static Problem? Check(TrackedCase tracked, RequestDraft draft, Level by, List<CaseRequest> open, Act act)
    {
        var today = TaipeiTime.Today(act.At);
        var isCounty = by == Level.County && tracked.CountyCode == act.OrganisationCode;
        var isSchool = by == Level.School && tracked.SchoolCode == act.OrganisationCode;
        return tracked.ReleasedAt is not null ? CaseRegister.Released
            : draft.Kind switch
            {
                CaseRequestKind.Release => !isCounty && !isSchool,
                CaseRequestKind.Appeal => !isSchool,
                _ => !isCounty,
            }
                ? new Problem("request.not-answering", "這件個案目前不由貴單位負責", "請重新整理，確認案件狀態")
            : open.Any(r => r.Kind == draft.Kind) || (draft.Kind is CaseRequestKind.HandOver or CaseRequestKind.Reassignment && tracked.HandOverTo is not null)
                ? new Problem("request.twice", "已經提出，還沒有答復", "要修改請先撤回")
            : draft.Kind == CaseRequestKind.Appeal && AppealThrough(tracked) is { } through && today > through
                ? new Problem("request.late", $"申訴期限到 {RocDate.Format(through)}，已經截止", "請洽縣市承辦人改派")
            : draft.Kind == CaseRequestKind.Reassignment && tracked.SchoolCode is null ? new Problem("request.undesignated", "還沒有指派學校", "請直接指派學校")
            : string.IsNullOrWhiteSpace(draft.Words) ? new Problem("request.words", "沒有填理由", "寫明理由，對方看得到") { Field = "Words" }
            : draft.Kind == CaseRequestKind.Appeal && string.IsNullOrWhiteSpace(draft.Evidence) ? new Problem("request.evidence", "沒有填證明", "例如 戶籍謄本、學區公告") { Field = "Evidence" }
            : null;
    }

    private async Task<Problem?> CheckReleaseAsync(TrackedCase tracked, RequestDraft draft, Level by, Act act, CancellationToken cancellation)
    {
        if (CaseWords.FindRelease(draft.Reason) is not { } reason || !reason.Proposers.Contains(by))
        {
            return new Problem("release.reason", "沒有選解列原因，或不能由貴單位提出", "請從名單選一項") { Field = "Reason" };
        }

        var today = TaipeiTime.Today(act.At);
        if (string.IsNullOrWhiteSpace(draft.Evidence))
        {
            return new Problem("release.evidence", $"沒有填證明：{reason.Evidence}", "填文號或文件名稱") { Field = "Evidence" };
        }

        if (reason.IsTemporary && draft.ValidThrough is null)
        {
            return new Problem("release.through", $"{reason.Title}只能暫時解列，要填迄日", "迄日的次日學生自動回到名單") { Field = "ValidThrough" };
        }

        if (reason.IsTemporary && (draft.ValidThrough <= today || draft.ValidThrough > today.AddDays(reason.LongestDays ?? 366)))
        {
            return new Problem("release.long", $"迄日要在明天到 {RocDate.Format(today.AddDays(reason.LongestDays ?? 366))} 之間", $"{reason.Title}一次最多 {reason.LongestDays ?? 366:N0} 天，可以再申請") { Field = "ValidThrough" };
        }

        if (reason.Code == "admitted" && (string.IsNullOrWhiteSpace(draft.School) || !await db.Set<Organisation>().AnyAsync(o => o.Code == draft.School && o.Level == Level.School, cancellation)))
        {
            return new Problem("release.school", "沒有填就讀的學校，或查無這個學校代碼", "填 6 碼學校代碼") { Field = "School" };
        }

        return
            reason.NeedsHomeVisit
            && by == Level.School
            && !await db.Set<Visit>().AnyAsync(v => v.PersonId == tracked.PersonId && v.CaseSeq == tracked.CaseSeq && v.VoidedAt == null && (v.Kind == "home" || v.Kind == "joint"), cancellation)
            ? new Problem("release.visit", "還沒有家庭訪視的紀錄", "先完成 1 次家庭訪視再申請") { Field = "Reason" }
            : null;
    }

    private Task<bool> MayTakeAsync(TrackedCase tracked, RequestDraft draft, CancellationToken cancellation) =>
        draft.Kind == CaseRequestKind.HandOver
            ? db.Set<Organisation>().AnyAsync(o => o.Code == draft.To && o.Level == Level.County && o.Code != tracked.CountyCode, cancellation)
            : draft.To == tracked.SchoolCode ? Task.FromResult(false) : IsOpenSchoolAsync(tracked, draft.To, cancellation);

    private Task<bool> IsOpenSchoolAsync(TrackedCase tracked, string? school, CancellationToken cancellation) =>
        db.Set<Organisation>().AnyAsync(o => o.Code == school && o.Level == Level.School && o.SchoolLevel == tracked.Level && o.CountyCode == tracked.CountyCode && o.ClosedOn == null, cancellation);

    private async Task CarryOutAsync(TrackedCase tracked, CaseRequest request, string? school, Act act, CancellationToken cancellation)
    {
        switch (request.Kind)
        {
            case CaseRequestKind.Release:
                tracked.ReleasedAt = act.At;
                tracked.ReleaseReason = request.Reason;
                tracked.NextVisitDue = null;
                await CloseAllAsync(db, tracked, act.At, cancellation);
                await AppendAsync(tracked, CaseEventKind.Released, null, act, CaseWords.FindRelease(request.Reason)?.Title, cancellation, request.SchoolCode);
                break;
            case CaseRequestKind.Appeal when string.IsNullOrEmpty(school):
                var former = tracked.SchoolCode;
                (tracked.SchoolCode, tracked.DesignatedAt, tracked.NextVisitDue, tracked.StoppedVisitDue) = (null, null, null, null);
                tracked.ProposedSchool = request.SchoolCode ?? (tracked.ProposedSchool == former ? null : tracked.ProposedSchool);
                await AppendAsync(tracked, CaseEventKind.DesignationTakenBack, null, act, "申訴成立", cancellation, former);
                break;
            case CaseRequestKind.HandOver:
                await HandOverAsync(tracked, request, act, cancellation);
                break;
            default:
                tracked.SchoolCode = request.Kind == CaseRequestKind.Appeal ? school : request.ToCode;
                tracked.DesignatedAt = act.At;
                tracked.NextVisitDue = TaipeiTime.Today(act.At).AddMonths(1);
                tracked.StoppedVisitDue = null;
                await AppendAsync(tracked, CaseEventKind.Designated, null, act, request.Kind == CaseRequestKind.Appeal ? "申訴成立，改派" : "學校同意接手", cancellation, tracked.SchoolCode);
                break;
        }
    }

    /// <summary>The new county answers from now on; who answered before stays written at what happened before.</summary>
    private async Task HandOverAsync(TrackedCase tracked, CaseRequest request, Act act, CancellationToken cancellation)
    {
        var before = await db.Set<CaseEvent>().Where(e => e.PersonId == tracked.PersonId && e.CaseSeq == tracked.CaseSeq && e.CountyCode == null).ToListAsync(cancellation);
        foreach (var happened in before)
        {
            happened.CountyCode = tracked.CountyCode;
        }

        (tracked.CountyCode, tracked.SchoolCode, tracked.ProposedSchool) = (request.ToCode, null, null);
        (tracked.DesignatedAt, tracked.NextVisitDue) = (null, null);
        await CloseAllAsync(db, tracked, act.At, cancellation);
        await AppendAsync(tracked, CaseEventKind.HandedOver, null, act, request.Answer, cancellation);
    }

    private static void Close(TrackedCase tracked, CaseRequest request)
    {
        switch (request.Kind)
        {
            case CaseRequestKind.Release:
                tracked.ReleaseAskedAt = null;
                break;
            case CaseRequestKind.Appeal:
                tracked.AppealedAt = null;
                break;
            default:
                tracked.HandOverTo = null;
                break;
        }
    }

    /// <summary>The clock of visits runs on: what was left when it stopped is left again.</summary>
    private static void Resume(TrackedCase tracked, CaseRequest request, Act act)
    {
        if (tracked.StoppedVisitDue is { } due)
        {
            var stood = TaipeiTime.Today(act.At).DayNumber - TaipeiTime.Today(request.AskedAt).DayNumber;
            (tracked.NextVisitDue, tracked.StoppedVisitDue) = (due.AddDays(stood), null);
        }
    }

    private Task<List<CaseRequest>> OpenOfAsync(TrackedCase tracked, CancellationToken cancellation) =>
        db.Set<CaseRequest>().Where(r => r.PersonId == tracked.PersonId && r.CaseSeq == tracked.CaseSeq && r.AnsweredAt == null && r.TakenBackAt == null).ToListAsync(cancellation);

    /// <summary>Notices never name a child: the link leads to who may see it.</summary>
    private void Tell(string organisation, TrackedCase tracked, string text, Act act)
    {
        var isSchool = organisation.Length == 6;
        db.Add(new OrganisationNotice { OrganisationCode = organisation, Text = text, Link = isSchool ? "/P2.31" : "/P2.21", PersonId = tracked.PersonId, At = act.At });
    }

    private async Task AppendAsync(TrackedCase tracked, CaseEventKind kind, CaseRequest? request, Act act, string? note, CancellationToken cancellation, string? school = null)
    {
        var stored = await db.Set<CaseEvent>().Where(e => e.PersonId == tracked.PersonId && e.CaseSeq == tracked.CaseSeq).MaxAsync(e => (int?)e.Seq, cancellation) ?? 0;
        var added = db.ChangeTracker.Entries<CaseEvent>().Where(e => e.State == EntityState.Added).Select(e => e.Entity.Seq).DefaultIfEmpty(0).Max();
        db.Add(
            new CaseEvent
            {
                PersonId = tracked.PersonId,
                CaseSeq = tracked.CaseSeq,
                Seq = Math.Max(stored, added) + 1,
                Kind = kind,
                At = act.At,
                OrganisationCode = act.OrganisationCode,
                AccountId = act.AccountId,
                SchoolCode = school,
                Note = note,
                Code = request?.Kind.ToString(),
                RefSeq = request?.Seq,
            }
        );
    }

    private static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : InvisibleText.Without(text).Trim();
}

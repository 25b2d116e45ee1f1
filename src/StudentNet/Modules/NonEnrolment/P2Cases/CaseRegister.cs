using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>What people do to a case. Each act appends to its history; what is refused comes back as a <see cref="Problem"/>.</summary>
public sealed class CaseRegister(StudentNetDb db)
{
    /// <summary>Longest note, in characters: a page of writing.</summary>
    public const int LongestNote = 2000;

    /// <summary>Nothing can be done about a case that is closed.</summary>
    internal static readonly Problem Released = new("case.released", "已解除列管", "請重新整理，確認案件狀態");

    /// <summary>
    /// The county names the school that tracks (縣市指派). A case that has one already is handed over only with that school's consent
    /// (<see cref="CaseRequests"/>), or by an appeal. The first visit is due a month after the designation (domain §3).
    /// </summary>
    public async Task<Problem?> DesignateAsync(TrackedCase tracked, string school, Act act, CancellationToken cancellation = default)
    {
        if (tracked.ReleasedAt is not null)
        {
            return new Problem("case.released", "已解除列管，不能再指派", "請重新整理，確認案件狀態");
        }

        if (tracked.SchoolCode == school)
        {
            return null;
        }

        if (tracked.SchoolCode is not null)
        {
            return new Problem("case.designated", "已經指派學校，改派要先問新學校", "請用「改派學校」：新學校同意以前，由原學校負責");
        }

        var open = await db.Set<Organisation>()
            .AnyAsync(
                o =>
                    o.Code == school
                    && o.Level == Level.School
                    && o.SchoolLevel == tracked.Level
                    && o.CountyCode == tracked.CountyCode
                    && o.ClosedOn == null,
                cancellation
            );
        if (!open)
        {
            return new Problem("case.school", $"「{school}」不是轄內開辦中的{tracked.Level.Title()}", "請從名單選一所學校");
        }

        tracked.SchoolCode = school;
        tracked.DesignatedAt = act.At;
        tracked.NextVisitDue = TaipeiTime.Today(act.At).AddMonths(1);
        await AppendAsync(db, tracked, CaseEventKind.Designated, act, school, act.Reason, cancellation);
        await db.SaveAsync(act with { PersonId = tracked.PersonId }, cancellation);
        return null;
    }

    /// <summary>Designates to each its proposed school; returns how many had one. Those without wait for a person.</summary>
    public async Task<int> DesignateAsProposedAsync(string county, Act act, CancellationToken cancellation = default)
    {
        var parameters = new
        {
            county,
            now = act.At,
            due = TaipeiTime.Today(act.At).AddMonths(1),
            account = act.AccountId,
            organisation = act.OrganisationCode,
        };
        var proposed = await db.Set<TrackedCase>()
            .CountAsync(c => c.CountyCode == county && c.SchoolCode == null && c.ProposedSchool != null && c.ReleasedAt == null, cancellation);
        await db.WriteAsync(
            act with
            {
                Detail = $"{{\"designated\":{proposed}}}",
            },
            () => db.RunAsync("designate-proposed", parameters, cancellation),
            cancellation
        );
        return proposed;
    }

    /// <summary>What designating to the proposed schools would do now.</summary>
    public async Task<DesignationPreview> PreviewAsync(string county, CancellationToken cancellation = default)
    {
        var waiting = db.Set<TrackedCase>().Where(c => c.CountyCode == county && c.SchoolCode == null && c.ReleasedAt == null);
        var proposed = await waiting
            .Where(c => c.ProposedSchool != null)
            .GroupBy(c => new { School = c.ProposedSchool!, c.Year })
            .Select(g => new { g.Key.School, g.Key.Year, Children = g.Count() })
            .ToListAsync(cancellation);
        List<string> codes = [.. proposed.Select(p => p.School).Distinct().Order(StringComparer.Ordinal)];
        var names = await db.Set<Organisation>().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, StringComparer.Ordinal, cancellation);
        var submitted = (await db.Set<Submission>().Where(s => s.Window == "N5" && codes.Contains(s.OrganisationCode)).Select(s => new { s.OrganisationCode, s.Year }).Distinct().ToListAsync(cancellation))
            .Select(s => (s.OrganisationCode, s.Year))
            .ToHashSet();
        return new DesignationPreview(
            [
                .. codes.Select(code => new DesignationLine(
                    code,
                    names.GetValueOrDefault(code, ""),
                    proposed.Where(p => p.School == code).Sum(p => p.Children),
                    proposed.Where(p => p.School == code).All(p => submitted.Contains((code, p.Year)))
                )),
            ],
            await waiting.CountAsync(c => c.ProposedSchool == null, cancellation)
        );
    }

    /// <summary>The latest instant at which cases of the county were designated, and in how many of them the school has done nothing since.</summary>
    public async Task<(DateTime At, int Cases, int Untouched)?> LatestAsync(string county, CancellationToken cancellation = default)
    {
        var cases = db.Set<TrackedCase>().Where(c => c.CountyCode == county && c.ReleasedAt == null);
        if (await cases.MaxAsync(c => c.DesignatedAt, cancellation) is not { } at)
        {
            return null;
        }

        var touched = await cases
            .Where(c => c.DesignatedAt == at)
            .Select(c => db.Set<CaseEvent>().Any(e => e.PersonId == c.PersonId && e.CaseSeq == c.CaseSeq && e.At > at))
            .ToListAsync(cancellation);
        return (at, touched.Count, touched.Count(t => !t));
    }

    /// <summary>
    /// Takes back what was designated together at one instant, for the cases in which the school has done nothing since: they wait for a school again.
    /// Returns how many.
    /// </summary>
    public Task<int> TakeBackAsync(string county, DateTime at, Act act, CancellationToken cancellation = default) =>
        db.WriteAsync(
            act,
            async () =>
            {
                var cases = await db.Set<TrackedCase>()
                    .Where(c => c.CountyCode == county && c.DesignatedAt == at && c.ReleasedAt == null)
                    .Where(c => !db.Set<CaseEvent>().Any(e => e.PersonId == c.PersonId && e.CaseSeq == c.CaseSeq && e.At > at))
                    .ToListAsync(cancellation);
                foreach (var tracked in cases)
                {
                    var seq = await db.Set<CaseEvent>().Where(e => e.PersonId == tracked.PersonId && e.CaseSeq == tracked.CaseSeq).MaxAsync(e => e.Seq, cancellation);
                    db.Add(
                        new CaseEvent
                        {
                            PersonId = tracked.PersonId,
                            CaseSeq = tracked.CaseSeq,
                            Seq = seq + 1,
                            Kind = CaseEventKind.DesignationTakenBack,
                            At = act.At,
                            OrganisationCode = act.OrganisationCode,
                            AccountId = act.AccountId,
                            SchoolCode = tracked.SchoolCode,
                        }
                    );
                    (tracked.SchoolCode, tracked.DesignatedAt, tracked.NextVisitDue) = (null, null, null);
                }

                return cases.Count;
            },
            cancellation
        );

    /// <summary>The tracking school records a visit; the next is due by the county's frequency.</summary>
    public async Task<Problem?> RecordVisitAsync(TrackedCase tracked, VisitNote note, int everyDays, Act act, CancellationToken cancellation = default)
    {
        if (note.On > TaipeiTime.Today(act.At))
        {
            return new Problem("visit.future", $"不能晚於今天（{RocDate.Format(TaipeiTime.Today(act.At))}）", "填實際訪查的日期");
        }

        if (note.On < TaipeiTime.Today(tracked.OpenedAt))
        {
            return new Problem("visit.early", $"早於列管日（{RocDate.Format(TaipeiTime.Today(tracked.OpenedAt))}）", "填列管之後的訪查");
        }

        if (tracked.ReleasedAt is not null)
        {
            return new Problem("case.released", "已解除列管，不能再填訪查紀錄", "請重新整理，確認案件狀態");
        }

        var latest = note.On.AddDays(everyDays);
        if (note.NextOn is { } set && (set <= note.On || set > latest))
        {
            return new Problem("visit.next", $"下次追蹤日要在訪查日之後、{RocDate.Format(latest)} 以前", $"縣市規定至少 {everyDays} 天一次；留空由系統計算") { Field = "NextOn" };
        }

        var seq = await db.Set<Visit>().CountAsync(v => v.PersonId == tracked.PersonId && v.CaseSeq == tracked.CaseSeq, cancellation) + 1;
        db.Add(
            new Visit
            {
                PersonId = tracked.PersonId,
                CaseSeq = tracked.CaseSeq,
                Seq = seq,
                On = note.On,
                Kind = note.Kind,
                Result = note.Result,
                Met = note.Met,
                WasSeen = note.WasSeen,
                Cause = note.Cause,
                NextOn = note.NextOn,
                Note = note.Text,
                RecordedAt = act.At,
                RecordedBy = act.AccountId ?? 0,
                SchoolCode = tracked.SchoolCode!,
            }
        );
        tracked.NextVisitDue = note.NextOn ?? latest;
        tracked.StoppedVisitDue = null;
        tracked.Cause = note.Cause ?? tracked.Cause;
        await AppendAsync(db, tracked, CaseEventKind.Visited, act, tracked.SchoolCode, null, cancellation);
        await db.SaveAsync(act with { PersonId = tracked.PersonId }, cancellation);
        return null;
    }

    /// <summary>Its author voids a visit, with the reason; the next one is due as it was before.</summary>
    public async Task<Problem?> VoidVisitAsync(TrackedCase tracked, int seq, string? reason, int everyDays, Act act, CancellationToken cancellation = default)
    {
        var visits = await db.Set<Visit>().Where(v => v.PersonId == tracked.PersonId && v.CaseSeq == tracked.CaseSeq).OrderBy(v => v.Seq).ToListAsync(cancellation);
        if (visits.FirstOrDefault(v => v.Seq == seq) is not { VoidedAt: null } visit)
        {
            return new Problem("visit.none", "沒有這筆訪查紀錄，或已經作廢", "請重新整理，確認目前的紀錄");
        }

        if (visit.RecordedBy != act.AccountId || visit.SchoolCode != act.OrganisationCode)
        {
            return new Problem("visit.not-author", "只有填寫的人可以作廢", "請聯絡填寫的學校");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Problem("visit.reason", "作廢要填原因", "例如 登錯學生、登錯日期") { Field = "Reason" };
        }

        (visit.VoidedAt, visit.VoidReason) = (act.At, reason.Trim());
        var last = visits.LastOrDefault(v => v.VoidedAt is null);
        tracked.Cause = visits.LastOrDefault(v => v.VoidedAt is null && v.Cause is not null)?.Cause;
        if (tracked is { ReleasedAt: null, SchoolCode: not null, DesignatedAt: { } designated })
        {
            var first = TaipeiTime.Today(designated).AddMonths(1);
            tracked.NextVisitDue = last is null || last.RecordedAt < designated ? first : last.NextOn ?? last.On.AddDays(everyDays);
        }

        await AppendAsync(db, tracked, CaseEventKind.MeasureVoided, act, visit.SchoolCode, reason.Trim(), cancellation, "visit");
        await db.SaveAsync(act with { PersonId = tracked.PersonId, Reason = reason.Trim() }, cancellation);
        return null;
    }

    /// <summary>
    /// The county confirms what a comparison or a merge has proposed (解除列管). A child that later is accounted for by
    /// nothing has the same case opened again.
    /// </summary>
    /// <param name="pass">The proposal that the officer has seen: another one by now is refused.</param>
    public async Task<Problem?> ReleaseAsync(TrackedCase tracked, int pass, Act act, CancellationToken cancellation = default)
    {
        if (tracked.ReleasedAt is not null)
        {
            return new Problem("case.released", "已解除列管，不必再確認", "請重新整理，確認案件狀態");
        }

        if (tracked.ProposedReleasePass != pass || CaseWords.ReleaseOf(pass) is not { } reason)
        {
            return new Problem("case.no-proposal", "比對結果已有變動，沒有解除列管", "請看過目前的比對結果再決定");
        }

        var school = await db.Set<CaseEvent>()
            .Where(e => e.PersonId == tracked.PersonId && e.CaseSeq == tracked.CaseSeq && e.Kind == CaseEventKind.ReleaseProposed)
            .OrderByDescending(e => e.Seq)
            .Select(e => e.SchoolCode)
            .FirstOrDefaultAsync(cancellation);
        tracked.ReleasedAt = act.At;
        tracked.ReleaseReason = reason.Code;
        tracked.NextVisitDue = null;
        await CaseRequests.CloseAllAsync(db, tracked, act.At, cancellation);
        await AppendAsync(db, tracked, CaseEventKind.Released, act, school, reason.Title, cancellation);
        await db.SaveAsync(act with { PersonId = tracked.PersonId }, cancellation);
        return null;
    }

    /// <summary>Appends to a case's history; the caller saves.</summary>
    internal static async Task AppendAsync(StudentNetDb db, TrackedCase tracked, CaseEventKind kind, Act act, string? school, string? note, CancellationToken cancellation, string? code = null)
    {
        var last = await db.Set<CaseEvent>()
            .Where(e => e.PersonId == tracked.PersonId && e.CaseSeq == tracked.CaseSeq)
            .MaxAsync(e => (int?)e.Seq, cancellation);
        db.Add(
            new CaseEvent
            {
                PersonId = tracked.PersonId,
                CaseSeq = tracked.CaseSeq,
                Seq = (last ?? 0) + 1,
                Kind = kind,
                At = act.At,
                OrganisationCode = act.OrganisationCode,
                AccountId = act.AccountId,
                SchoolCode = school,
                Note = note,
                Code = code,
            }
        );
    }
}

/// <summary>A visit as the school writes it down.</summary>
/// <param name="Kind">Code of <c>visit-kinds.csv</c>.</param>
/// <param name="Result">Code of <c>visit-results.csv</c>.</param>
/// <param name="Met">Code of <c>visit-met.csv</c>.</param>
/// <param name="WasSeen">The child was seen in person.</param>
/// <param name="Cause">Code of <c>absence-causes.csv</c>; null: not said.</param>
/// <param name="NextOn">When the visitor comes again; null: by the county's frequency.</param>
public sealed record VisitNote(DateOnly On, string Kind, string Result, string Text, string? Met = null, bool? WasSeen = null, string? Cause = null, DateOnly? NextOn = null);

/// <summary>What a designation to the proposed schools would do, before it is done.</summary>
/// <param name="Left">Cases without a proposal: they keep waiting for a person.</param>
public sealed record DesignationPreview(IReadOnlyList<DesignationLine> Schools, int Left)
{
    public int Children => Schools.Sum(s => s.Children);

    /// <summary>Schools that have not submitted their admission list: a child of theirs may only not have been entered yet.</summary>
    public int NotSubmitted => Schools.Count(s => !s.HasSubmitted);

    public int ChildrenOfThose => Schools.Where(s => !s.HasSubmitted).Sum(s => s.Children);
}

/// <summary>A school to be designated, and how many children.</summary>
public sealed record DesignationLine(string Code, string Name, int Children, bool HasSubmitted);

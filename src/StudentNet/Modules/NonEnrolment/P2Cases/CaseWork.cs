using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>A measure as somebody writes it down.</summary>
/// <param name="Kind">A code of <c>case-measures.csv</c>.</param>
/// <param name="OfSeq">The letter or question that it belongs to; null: the newest.</param>
public sealed record MeasureDraft(string Kind, DateOnly On, int? OfSeq, string? DocumentNo, string? Counterpart, int? Amount, DateOnly? Deadline, string Note);

/// <summary>Records what is done about a case besides visits, and voids it again. What is refused comes back as a <see cref="Problem"/>.</summary>
public sealed class CaseWork(StudentNetDb db, DaysOff calendar)
{
    /// <summary>The ladder of a case, with what its county has set.</summary>
    public async Task<CaseLadder> LadderAsync(TrackedCase tracked, IReadOnlyList<CaseMeasure> measures, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tracked);
        var county = tracked.CountyCode;
        var parameter = county is null ? CountyParameters.Default("", tracked.Year, tracked.Level) : await CountyParameters.ForAsync(db, county, tracked.Year, tracked.Level, cancellation);
        return new CaseLadder(measures, parameter, calendar, await OfficeClosure.OfAsync(db, county, cancellation));
    }

    /// <summary>Writes a measure down; returns it.</summary>
    public async Task<(CaseMeasure? Measure, Problem? Problem)> RecordAsync(TrackedCase tracked, MeasureDraft draft, Level by, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tracked);
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(act);
        if (tracked.ReleasedAt is not null)
        {
            return (null, CaseRegister.Released);
        }

        var today = TaipeiTime.Today(act.At);
        if (MeasureKinds.Find(draft.Kind) is not { } kind || !kind.Levels.Contains(by))
        {
            return (null, new Problem("measure.kind", "沒有選要登錄的事項，或不是由貴單位登錄", "請從操作選一項") { Field = "Kind" });
        }

        var measures = await db.Set<CaseMeasure>().Where(m => m.PersonId == tracked.PersonId && m.CaseSeq == tracked.CaseSeq).OrderBy(m => m.Seq).ToListAsync(cancellation);
        var of = kind.Of.Count == 0 ? null : measures.LastOrDefault(m => m.VoidedAt is null && kind.Of.Contains(m.Kind) && (draft.OfSeq is null || m.Seq == draft.OfSeq));
        var ladder = await LadderAsync(tracked, measures, cancellation);
        var problem =
            draft.On > today ? new Problem("measure.future", $"不能晚於今天（{RocDate.Format(today)}）", "填實際的日期") { Field = "On" }
            : draft.On < TaipeiTime.Today(tracked.OpenedAt) ? new Problem("measure.early-day", $"早於列管日（{RocDate.Format(TaipeiTime.Today(tracked.OpenedAt))}）", "填列管之後的日期") { Field = "On" }
            : kind.NeedsDocument && Empty(draft.DocumentNo) ? new Problem("measure.document", "沒有填文號", "填公文文號或通報編號") { Field = "DocumentNo" }
            : kind.Counterpart is { } who && Empty(draft.Counterpart) ? new Problem("measure.counterpart", $"沒有填{who}", "填單位或姓名") { Field = "Counterpart" }
            : kind.Code == MeasureKinds.Paid && draft.Amount is not > 0 ? new Problem("measure.amount", "沒有填金額", "填繳納的金額（元）") { Field = "Amount" }
            : ladder.Check(kind, of, draft.On);
        if (problem is not null)
        {
            return (null, problem);
        }

        DateOnly? deadline = null;
        if (kind.HasDeadline)
        {
            if (ladder.DeadlineOf(kind, draft.On) is not { } least)
            {
                return (null, ladder.BeyondCalendar);
            }

            deadline = draft.Deadline ?? least;
            if (deadline < least)
            {
                return (null, new Problem("measure.deadline", $"期限最早是 {RocDate.Format(least)}", "縣市規定的工作日；留空由系統計算") { Field = "Deadline" });
            }
        }

        var county = tracked.CountyCode;
        var measure = new CaseMeasure
        {
            PersonId = tracked.PersonId,
            CaseSeq = tracked.CaseSeq,
            Seq = measures.Count == 0 ? 1 : measures[^1].Seq + 1,
            Kind = kind.Code,
            On = draft.On,
            OfSeq = of?.Seq,
            DocumentNo = Clean(draft.DocumentNo),
            Counterpart = Clean(draft.Counterpart),
            // A fine is what the county has set, never what somebody types.
            Amount = kind.Code == MeasureKinds.Fine ? (county is null ? null : (await CountyParameters.ForAsync(db, county, tracked.Year, tracked.Level, cancellation)).FineAmount) : kind.HasAmount ? draft.Amount : null,
            Deadline = deadline,
            Note = InvisibleText.Without(draft.Note).Trim(),
            RecordedAt = act.At,
            RecordedBy = act.AccountId ?? 0,
            OrganisationCode = act.OrganisationCode ?? "",
        };
        db.Add(measure);
        measures.Add(measure);
        Mark(tracked, measures);
        await AppendAsync(tracked, CaseEventKind.Measured, measure, act, null, cancellation);
        if (kind.Code == MeasureKinds.Committee)
        {
            await TellTownshipAsync(tracked, act, cancellation);
        }

        await db.SaveAsync(act with { PersonId = tracked.PersonId, Detail = $"{{\"kind\":\"{kind.Code}\"}}" }, cancellation);
        return (measure, null);
    }

    /// <summary>Its author voids a measure, with the reason; what belongs to it is voided first.</summary>
    public async Task<Problem?> VoidAsync(TrackedCase tracked, int seq, string? reason, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(tracked);
        ArgumentNullException.ThrowIfNull(act);
        var measures = await db.Set<CaseMeasure>().Where(m => m.PersonId == tracked.PersonId && m.CaseSeq == tracked.CaseSeq).ToListAsync(cancellation);
        if (measures.FirstOrDefault(m => m.Seq == seq) is not { VoidedAt: null } measure)
        {
            return new Problem("measure.none", "沒有這筆紀錄，或已經作廢", "請重新整理，確認目前的紀錄");
        }

        if (measure.RecordedBy != act.AccountId || measure.OrganisationCode != act.OrganisationCode)
        {
            return new Problem("measure.not-author", "只有登錄的人可以作廢", "請聯絡登錄的單位");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Problem("measure.reason", "作廢要填原因", "例如 登錯日期、登錯人") { Field = "Reason" };
        }

        if (measures.Any(m => m.OfSeq == seq && m.VoidedAt is null))
        {
            return new Problem("measure.needed", "後面的紀錄依據這一筆，不能先作廢", "請先作廢後面的紀錄");
        }

        (measure.VoidedAt, measure.VoidReason) = (act.At, reason.Trim());
        Mark(tracked, measures);
        await AppendAsync(tracked, CaseEventKind.MeasureVoided, measure, act, reason.Trim(), cancellation);
        await db.SaveAsync(act with { PersonId = tracked.PersonId, Reason = reason.Trim() }, cancellation);
        return null;
    }

    /// <summary>協尋中, 拒學: what the lists filter by, from the records that hold.</summary>
    private static void Mark(TrackedCase tracked, List<CaseMeasure> measures)
    {
        var holding = measures.Where(m => m.VoidedAt is null).ToList();
        var asked = holding.Where(m => m.Kind == MeasureKinds.PoliceAsked && !holding.Any(a => a.Kind == MeasureKinds.PoliceAnswered && a.OfSeq == m.Seq)).ToList();
        tracked.SearchedSince = asked.Count == 0 ? null : asked.Min(m => m.On);
        tracked.RefusedOn = holding.Where(m => m.Kind == MeasureKinds.Refusal).Select(m => (DateOnly?)m.On).Max();
    }

    private async Task TellTownshipAsync(TrackedCase tracked, Act act, CancellationToken cancellation)
    {
        var township = await db.Set<Residence>().Where(r => r.PersonId == tracked.PersonId && r.Until == null).Select(r => r.TownshipCode).FirstOrDefaultAsync(cancellation);
        if (township is not null)
        {
            db.Add(
                new OrganisationNotice
                {
                    OrganisationCode = township,
                    Text = "學校通報強迫入學，請開始勸告程序",
                    Link = "/P2.41",
                    PersonId = tracked.PersonId,
                    At = act.At,
                }
            );
        }
    }

    private async Task AppendAsync(TrackedCase tracked, CaseEventKind kind, CaseMeasure measure, Act act, string? note, CancellationToken cancellation)
    {
        var last = await db.Set<CaseEvent>().Where(e => e.PersonId == tracked.PersonId && e.CaseSeq == tracked.CaseSeq).MaxAsync(e => (int?)e.Seq, cancellation);
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
                Note = note,
                Code = measure.Kind,
                RefSeq = measure.Seq,
            }
        );
    }

    private static bool Empty(string? text) => string.IsNullOrWhiteSpace(text);

    private static string? Clean(string? text) => Empty(text) ? null : InvisibleText.Without(text!).Trim();
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Students.Q1ClassRolls;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.Students.Q1Transfers;

/// <summary>A step as a school asks for it, by hand or by a row of a file.</summary>
/// <param name="OtherSchool">For a release the school that the family named, if it did; for a referral the neighbour with places.</param>
/// <param name="On">Last day there, first day here.</param>
public sealed record TransferWish(long PersonId, TransferStep Step, string CertificateNo, DateOnly On, string? OtherSchool, string? Reason);

/// <summary>
/// Carries transfers through their stages, by hand and by file alike. What is refused comes back as a <see cref="Problem"/>; whose transfer it is not, is answered as if there were none.
/// </summary>
public sealed class TransferRegister(StudentNetDb db)
{
    private const string Link = "/Q1.31/transfers";

    private static readonly Problem None = new("transfer.none", "查無這名學生待轉入本校的轉學", "請核對證號與證明書字號；原校還沒登錄轉出時，請先聯絡原校") { Field = "CertificateNo" };

    /// <summary>What stands against a step; null: nothing. Nothing is written.</summary>
    public async Task<Problem?> CheckAsync(TransferWish wish, Organisation school, DateOnly today, CancellationToken cancellation = default) =>
        (await FindAsync(wish, school, today, cancellation)).Problem;

    /// <summary>Carries a step out.</summary>
    public async Task<(SchoolTransfer? Transfer, Problem? Problem)> ApplyAsync(TransferWish wish, Organisation school, Act act, long? receipt = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(wish);
        ArgumentNullException.ThrowIfNull(school);
        ArgumentNullException.ThrowIfNull(act);
        var (transfer, problem) = await FindAsync(wish, school, TaipeiTime.Today(act.At), cancellation);
        if (problem is not null)
        {
            return (null, problem);
        }

        try
        {
            return (await db.WriteAsync(act with { PersonId = wish.PersonId }, () => StepAsync(wish, transfer, school, act, receipt, cancellation), cancellation), null);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            return (null, new Problem("transfer.changed", "這筆轉學剛才已有變動，沒有寫入", "請重新整理，看過目前的狀態再試"));
        }
    }

    /// <summary>Whoever stands on a school's roll has been received there, whether the school said so or not. Called where a roll gains pupils, inside its transaction.</summary>
    internal static async Task ReceiveByRollAsync(StudentNetDb db, long person, string school, Act act, CancellationToken cancellation)
    {
        var open = await db.Set<SchoolTransfer>()
            .Where(t => t.PersonId == person && t.ReceivedAt == null && t.CancelledAt == null && t.FromSchool != school)
            .ToListAsync(cancellation);
        foreach (var transfer in open)
        {
            (transfer.ReceivedBy, transfer.ReceivedOn, transfer.ReceivedAt) = (school, TaipeiTime.Today(act.At), act.At);
            await AppendAsync(db, transfer, TransferStep.Receive, school, null, TaipeiTime.Today(act.At), act, null, "列入各班名單", cancellation);
        }
    }

    private async Task<(SchoolTransfer? Transfer, Problem? Problem)> FindAsync(TransferWish wish, Organisation school, DateOnly today, CancellationToken cancellation)
    {
        if (wish.On > today)
        {
            return (null, new Problem("transfer.future", "日期晚於今天", "請填實際離校或到校的日期") { Field = "On" });
        }

        if (wish.OtherSchool is { } named && (named == school.Code || await SchoolAsync(named, cancellation) is null))
        {
            return (null, new Problem("transfer.school", "查無這所學校", "請填另一所學校的 6 碼代碼；不確定請留空") { Field = "OtherSchool" });
        }

        return wish.Step switch
        {
            TransferStep.Release => (null, await WhyNotReleaseAsync(wish, school, today, cancellation)),
            TransferStep.Cancel => await ToCancelAsync(wish, school, today, cancellation),
            _ => await ToReceiveAsync(wish, school, cancellation),
        };
    }

    private async Task<Problem?> WhyNotReleaseAsync(TransferWish wish, Organisation school, DateOnly today, CancellationToken cancellation)
    {
        var (person, code, term) = (wish.PersonId, school.Code, RollTerm.Of(today));
        if (string.IsNullOrWhiteSpace(wish.CertificateNo))
        {
            return new Problem("transfer.certificate", "沒有轉學證明書字號", "請填發給家長的證明書字號") { Field = "CertificateNo" };
        }

        if (!await db.Set<ClassPupil>().AnyAsync(p => p.PersonId == person && p.SchoolCode == code && p.Year == term.Year && p.Term == term.Number, cancellation)
            && !await db.Set<ClassPupilEvent>().AnyAsync(e => e.PersonId == person && e.SchoolCode == code && e.Year == term.Year && e.Term == term.Number && e.What == "left", cancellation))
        {
            return new Problem("transfer.not-here", "這名學生不在本校本學期的名單", "請核對證號與姓名") { Field = "Number" };
        }

        return await db.Set<SchoolTransfer>().AnyAsync(t => t.PersonId == person && t.ReceivedAt == null && t.CancelledAt == null, cancellation)
            ? new Problem("transfer.open", "這名學生已登錄轉出，還沒有轉入", "要改內容請先取消轉出") { Field = "Number" }
            : null;
    }

    private async Task<(SchoolTransfer?, Problem?)> ToCancelAsync(TransferWish wish, Organisation school, DateOnly today, CancellationToken cancellation)
    {
        var term = RollTerm.Of(today);
        var open = await OpenAsync(wish, cancellation);
        if (open is null || open.FromSchool != school.Code)
        {
            return (null, new Problem("transfer.none", "查無本校登錄的轉出", "已轉入或已取消的不能再取消") { Field = "CertificateNo" });
        }

        if ((open.Year, open.Term) != (term.Year, term.Number))
        {
            return (null, new Problem("transfer.term", "轉出的學期已經結束，不能取消", "學生回來就讀，請登錄為轉入"));
        }

        return string.IsNullOrWhiteSpace(wish.Reason) ? (null, new Problem("transfer.reason", "取消要填原因", "例如 家長撤回、填錯學生") { Field = "Reason" }) : (open, null);
    }

    private async Task<(SchoolTransfer?, Problem?)> ToReceiveAsync(TransferWish wish, Organisation school, CancellationToken cancellation)
    {
        var open = await OpenAsync(wish, cancellation);
        // Named for another school it is no business of this one; not named, the number of the certificate in the family's hand opens it.
        if (open is null || open.CertificateNo != wish.CertificateNo.Trim() || open.FromSchool == school.Code || (open.ToSchool is { } to && to != school.Code))
        {
            return (null, None);
        }

        if (wish.On < open.ReleasedOn)
        {
            return (null, new Problem("transfer.early", $"早於轉出日 {RocDate.Format(open.ReleasedOn)}", "請核對日期") { Field = "On" });
        }

        if (wish.Step == TransferStep.Refer)
        {
            return wish.OtherSchool is null || wish.OtherSchool == open.FromSchool
                ? (null, new Problem("transfer.refer", "沒有填轉介的學校", "額滿時請填鄰近有名額的學校代碼") { Field = "OtherSchool" })
                : (open, null);
        }

        return (open, null);
    }

    private async Task<SchoolTransfer> StepAsync(TransferWish wish, SchoolTransfer? transfer, Organisation school, Act act, long? receipt, CancellationToken cancellation)
    {
        switch (wish.Step)
        {
            case TransferStep.Release:
                var term = RollTerm.Of(TaipeiTime.Today(act.At));
                transfer = new SchoolTransfer
                {
                    PersonId = wish.PersonId,
                    TransferSeq = (await db.Set<SchoolTransfer>().Where(t => t.PersonId == wish.PersonId).MaxAsync(t => (int?)t.TransferSeq, cancellation) ?? 0) + 1,
                    FromSchool = school.Code,
                    ToSchool = wish.OtherSchool,
                    CertificateNo = wish.CertificateNo.Trim(),
                    Year = term.Year,
                    Term = term.Number,
                    ReleasedOn = wish.On,
                    ReleasedAt = act.At,
                };
                db.Add(transfer);
                await ClassRollRegister.TakeOffAsync(db, wish.PersonId, term, school.Code, "轉出", act, cancellation);
                Tell(wish.OtherSchool, $"{school.Name} 有學生轉出至本校，請於三日內登錄轉入");
                break;
            case TransferStep.Refer:
                transfer!.ToSchool = wish.OtherSchool;
                Tell(wish.OtherSchool, $"{school.Name} 額滿，轉介學生至本校，請登錄轉入");
                Tell(transfer.FromSchool, $"本校轉出的學生，{school.Name} 額滿，已轉介他校");
                break;
            case TransferStep.Receive:
                (transfer!.ReceivedBy, transfer.ReceivedOn, transfer.ReceivedAt) = (school.Code, wish.On, act.At);
                Tell(transfer.FromSchool, $"本校轉出的學生已由 {school.Name} 收下");
                break;
            default:
                transfer!.CancelledAt = act.At;
                await ClassRollRegister.PutBackAsync(db, wish.PersonId, transfer.Year.Term(transfer.Term), school.Code, "取消轉出", act, cancellation);
                Tell(transfer.ToSchool, $"{school.Name} 已取消轉出至本校的學生");
                break;
        }

        await AppendAsync(db, transfer, wish.Step, school.Code, wish.OtherSchool, wish.On, act, receipt, wish.Reason?.Trim(), cancellation);
        return transfer;

        void Tell(string? organisation, string text)
        {
            if (organisation is not null)
            {
                db.Add(new OrganisationNotice { OrganisationCode = organisation, Text = text, Link = Link, PersonId = wish.PersonId, At = act.At });
            }
        }
    }

    private static async Task AppendAsync(
        StudentNetDb db, SchoolTransfer transfer, TransferStep step, string school, string? other, DateOnly on, Act act, long? receipt, string? reason, CancellationToken cancellation)
    {
        var (person, seq) = (transfer.PersonId, transfer.TransferSeq);
        db.Add(
            new SchoolTransferEvent
            {
                PersonId = person,
                TransferSeq = seq,
                Seq = (await db.Set<SchoolTransferEvent>().Where(e => e.PersonId == person && e.TransferSeq == seq).MaxAsync(e => (int?)e.Seq, cancellation) ?? 0) + 1,
                Step = step,
                SchoolCode = school,
                OtherSchool = other,
                DoneOn = on,
                At = act.At,
                AccountId = act.AccountId,
                ReceiptId = receipt,
                Reason = string.IsNullOrEmpty(reason) ? null : reason,
            }
        );
    }

    private Task<SchoolTransfer?> OpenAsync(TransferWish wish, CancellationToken cancellation)
    {
        var person = wish.PersonId;
        return db.Set<SchoolTransfer>().Where(t => t.PersonId == person && t.ReceivedAt == null && t.CancelledAt == null).OrderByDescending(t => t.TransferSeq).FirstOrDefaultAsync(cancellation);
    }

    private Task<Organisation?> SchoolAsync(string code, CancellationToken cancellation) =>
        db.Set<Organisation>().AsNoTracking().SingleOrDefaultAsync(o => o.Code == code && o.Level == Level.School, cancellation);
}

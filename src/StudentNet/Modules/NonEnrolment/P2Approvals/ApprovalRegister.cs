using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Ledger;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.NonEnrolment.P2Approvals;

/// <summary>An approval as a county enters it.</summary>
/// <param name="Kind">A code of <c>approval-kinds.csv</c>.</param>
public sealed record ApprovalDraft(string Kind, string Approver, string DocumentNo, DateOnly From, DateOnly Through);

/// <summary>What entering or voiding an approval would do to the child.</summary>
/// <param name="Before">The child's days from today on, as the ledger tells them now.</param>
/// <param name="After">The same as they would be.</param>
/// <param name="Replaced">The approval of the same document that the new one takes the place of.</param>
public sealed record ApprovalPreview(long PersonId, IReadOnlyList<SupposedPeriod> Before, IReadOnlyList<SupposedPeriod> After, Approval? Replaced)
{
    /// <summary>Organisations by code, with their names.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();
}

/// <summary>
/// Enters and voids dated approvals by hand; files do the same set by set. A county decides about the children whose latest residence lies in it, and voids what it has
/// entered itself. What is refused comes back as a <see cref="Problem"/>.
/// </summary>
public sealed class ApprovalRegister(StudentNetDb db, PersonRegister people)
{
    /// <summary>Why a row is voided that another of the same document replaces.</summary>
    public const string Replaced = "以同一文號更正";

    private const int YearsAhead = 7;
    private const int YearsBack = 10;

    private static readonly Problem Unknown = new("approval.unknown", "查無這名學生，或不是設籍本縣市", "請核對證號與姓名；剛遷入的學生要等戶政名冊，新設籍的請由 N7 處理")
    {
        Field = "Number",
    };

    /// <summary>The child of a number and name whose latest residence lies in the county; whoever it is otherwise, one answer.</summary>
    public async Task<(long? Person, Problem? Problem)> FindAsync(string county, PersonNumber number, string name, CancellationToken cancellation = default)
    {
        return
            await people.OfNumberAsync(number.Value, cancellation) is { } person
            && person.NormalisedName == NameText.Normalise(InvisibleText.Without(name))
            && await CountyOfAsync(person.PersonId, cancellation) == county
            ? (person.PersonId, null)
            : (null, Unknown);
    }

    /// <summary>What is wrong with what was typed; null: nothing.</summary>
    public static Problem? Check(ApprovalDraft draft, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return ApprovalKinds.Find(draft.Kind) is not { } kind ? new Problem("approval.kind", "沒有選核定類別", "請選一種核定類別") { Field = "Kind" }
            : draft.Through < draft.From ? new Problem("approval.order", "迄日早於起日", "請核對兩個日期；迄日是最後一天") { Field = "Through" }
            : kind.IsTooLong(draft.From, draft.Through)
                ? new Problem("approval.long", $"{kind.Title}一次最多 {kind.LongestMonths:N0} 個月", "請依公文核定的起訖填寫；延長請以新的公文另登一筆") { Field = "Through" }
            : draft.From > today.AddYears(YearsAhead) || draft.From < today.AddYears(-YearsBack)
                ? new Problem("approval.far", "起日離今天太遠", "請核對是民國年還是西元年") { Field = "From" }
            : null;
    }

    /// <summary>What entering it would do; nothing is written.</summary>
    public async Task<ApprovalPreview> PreviewAsync(long person, string county, ApprovalDraft draft, DateOnly today, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var same = await SameAsync(person, county, draft, cancellation);
        return await SupposeAsync(person, draft, today, holds: true, cancellation) with { Replaced = same };
    }

    /// <summary>What voiding it would do; nothing is written.</summary>
    public Task<ApprovalPreview> PreviewVoidAsync(Approval approval, DateOnly today, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(approval);
        return SupposeAsync(approval.PersonId, new ApprovalDraft(approval.Kind, approval.Approver, approval.DocumentNo, approval.ValidFrom, approval.ValidThrough), today, holds: false, cancellation);
    }

    /// <summary>Enters an approval. Of the same kind and document there is one: another by the same county takes its place, which is kept as voided.</summary>
    public async Task<(Approval? Approval, Problem? Problem)> EnterAsync(long person, ApprovalDraft draft, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(act);
        var county = act.OrganisationCode!;
        if (Check(draft, TaipeiTime.Today(act.At)) is { } wrong)
        {
            return (null, wrong);
        }

        if (await CountyOfAsync(person, cancellation) != county)
        {
            return (null, Unknown);
        }

        if (await SameAsync(person, county, draft, cancellation) is { } same)
        {
            if (same.ValidFrom == draft.From && same.ValidThrough == draft.Through && same.Approver == draft.Approver)
            {
                return (null, new Problem("approval.twice", "這份核定已經登錄", "同一文號、同樣起訖不必再登") { Field = "DocumentNo" });
            }

            (same.VoidedAt, same.VoidedBy, same.VoidReason) = (act.At, act.AccountId, Replaced);
        }

        var approval = new Approval
        {
            PersonId = person,
            Seq = (await db.Set<Approval>().Where(a => a.PersonId == person).MaxAsync(a => (int?)a.Seq, cancellation) ?? 0) + 1,
            Kind = draft.Kind,
            Approver = draft.Approver,
            DocumentNo = draft.DocumentNo,
            ValidFrom = draft.From,
            ValidThrough = draft.Through,
            CountyCode = county,
            EnteredAt = act.At,
            AccountId = act.AccountId,
        };
        db.Add(approval);
        await db.SaveAsync(act with { PersonId = person }, cancellation);
        return (approval, null);
    }

    /// <summary>Voids an approval: from then on it never was. Only the county that entered it does, with a reason.</summary>
    public async Task<Problem?> VoidAsync(Approval approval, string? reason, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(approval);
        ArgumentNullException.ThrowIfNull(act);
        if (approval.CountyCode != act.OrganisationCode)
        {
            return new Problem("approval.not-author", "由其他縣市登錄，只有該縣市可以作廢", "請聯絡登錄的縣市");
        }

        if (approval.VoidedAt is not null)
        {
            return new Problem("approval.voided", "已經作廢", "請重新整理，確認目前的狀態");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return new Problem("approval.reason", "作廢要填原因", "例如 公文撤銷、登錄錯人") { Field = "Reason" };
        }

        (approval.VoidedAt, approval.VoidedBy, approval.VoidReason) = (act.At, act.AccountId, reason.Trim());
        await db.SaveAsync(act with { PersonId = approval.PersonId, Reason = reason.Trim() }, cancellation);
        return null;
    }

    /// <summary>County of the latest residence, also where it has ended and no other has been reported yet.</summary>
    private Task<string?> CountyOfAsync(long person, CancellationToken cancellation) =>
        db.Set<Residence>().Where(r => r.PersonId == person).OrderByDescending(r => r.ReceivedAt).ThenByDescending(r => r.Seq).Select(r => r.CountyCode).FirstOrDefaultAsync(cancellation);

    private Task<Approval?> SameAsync(long person, string county, ApprovalDraft draft, CancellationToken cancellation) =>
        db.Set<Approval>()
            .Where(a => a.PersonId == person && a.CountyCode == county && a.Kind == draft.Kind && a.DocumentNo == draft.DocumentNo && a.VoidedAt == null)
            .OrderBy(a => a.Seq)
            .FirstOrDefaultAsync(cancellation);

    private async Task<ApprovalPreview> SupposeAsync(long person, ApprovalDraft draft, DateOnly today, bool holds, CancellationToken cancellation)
    {
        var fact = new SupposedFact(RuleOf(draft.Kind), draft.From, draft.Through.AddDays(1), draft.DocumentNo, holds);
        var from = draft.From < today ? draft.From : today;
        var before = await db.Set<Standing>()
            .Where(s => s.PersonId == person && s.SupersededAt == null && s.ValidUntil > from)
            .OrderBy(s => s.ValidFrom)
            .Select(s => new SupposedPeriod(s.ValidFrom < from ? from : s.ValidFrom, s.ValidUntil, s.Rule, s.OrganisationCode))
            .ToListAsync(cancellation);
        var after = await StandingLedger.SupposeAsync(db, person, fact, from, cancellation);
        List<string> codes = [.. before.Concat(after).Select(p => p.OrganisationCode).Distinct()];
        return new ApprovalPreview(person, before, after, null)
        {
            Names = await db.Set<Platform.Organisations.Organisation>().Where(o => codes.Contains(o.Code)).ToDictionaryAsync(o => o.Code, o => o.Name, cancellation),
        };
    }

    /// <summary>The rule of the ledger that a kind fits.</summary>
    internal static int RuleOf(string kind) => StandingRules.All.Single(r => r.Code is "non-school" or "deferred" or "excused" && r.Facts.Contains(kind)).Number;
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.NonEnrolment.P2Questions;

/// <summary>Asks and answers. What is refused comes back as a <see cref="Problem"/>.</summary>
public sealed class MinistryQuestions(StudentNetDb db)
{
    private const int LongestDays = 90;

    /// <summary>The answers to choose from, by code.</summary>
    public static IReadOnlyDictionary<string, string> Codes { get; } =
        ReferenceFile.Rows("answer-codes.csv", row => (Code: row("code"), Title: row("title"))).ToDictionary(r => r.Code, r => r.Title, StringComparer.Ordinal);

    /// <summary>Asks the county of a case, or a county, or every county.</summary>
    /// <param name="caseNo">The case; null: about the county's work.</param>
    /// <param name="county">The county; null: every one. A case names its own.</param>
    public async Task<(int Asked, Problem? Problem)> AskAsync(string? caseNo, string? county, string? words, DateOnly? dueOn, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        var today = TaipeiTime.Today(act.At);
        if (string.IsNullOrWhiteSpace(words))
        {
            return (0, new Problem("question.words", "沒有填問題", "寫明要縣市回答什麼") { Field = "Words" });
        }

        if (dueOn is not { } due || due <= today || due > today.AddDays(LongestDays))
        {
            return (0, new Problem("question.due", $"期限要在明天到 {RocDate.Format(today.AddDays(LongestDays))} 之間", "例如 兩週後的日期") { Field = "DueOn" });
        }

        TrackedCase? tracked = null;
        if (!string.IsNullOrWhiteSpace(caseNo))
        {
            var number = caseNo.Trim();
            tracked = await db.Set<TrackedCase>().AsNoTracking().SingleOrDefaultAsync(c => c.CaseNo == number, cancellation);
            if (tracked is not { CountyCode: not null })
            {
                return (0, new Problem("question.case", "查無這個案號，或這件個案沒有負責的縣市", "案號例如 115-00001") { Field = "CaseNo" });
            }
        }

        var asked = tracked is not null ? [tracked.CountyCode!] : await db.Set<Organisation>().Where(o => o.Level == Level.County && (county == null || county == "" || o.Code == county)).OrderBy(o => o.Code).Select(o => o.Code).ToListAsync(cancellation);
        if (asked.Count == 0)
        {
            return (0, new Problem("question.county", "沒有這個縣市", "請從名單選") { Field = "County" });
        }

        db.AddRange(
            asked.Select(code => new MinistryQuestion
            {
                CountyCode = code,
                PersonId = tracked?.PersonId,
                CaseNo = tracked?.CaseNo,
                Words = InvisibleText.Without(words).Trim(),
                AskedAt = act.At,
                AskedBy = act.AccountId ?? 0,
                DueOn = due,
            })
        );
        await db.SaveAsync(act with { PersonId = tracked?.PersonId, Detail = $"{{\"asked\":{asked.Count}}}" }, cancellation);
        return (asked.Count, null);
    }

    /// <summary>The county answers, once.</summary>
    public async Task<Problem?> AnswerAsync(long id, string? code, string? words, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        var question = await db.Set<MinistryQuestion>().SingleOrDefaultAsync(q => q.Id == id && q.CountyCode == act.OrganisationCode, cancellation);
        if (question is not { IsOpen: true })
        {
            return new Problem("question.none", "沒有這個待答復的問題，或已經答復", "請重新整理，確認目前的問題");
        }

        if (code is null || !Codes.ContainsKey(code))
        {
            return new Problem("question.code", "沒有選答復", "請從名單選一項") { Field = "Code" };
        }

        if (string.IsNullOrWhiteSpace(words))
        {
            return new Problem("question.answer", "沒有填說明", "寫明目前的情形") { Field = "Answer" };
        }

        (question.AnswerCode, question.Answer, question.AnsweredAt, question.AnsweredBy) = (code, InvisibleText.Without(words).Trim(), act.At, act.AccountId);
        await db.SaveAsync(act with { PersonId = question.PersonId }, cancellation);
        return null;
    }

    /// <summary>The ministry takes a question back that nobody has answered.</summary>
    public async Task<Problem?> TakeBackAsync(long id, Act act, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(act);
        var question = await db.Set<MinistryQuestion>().SingleOrDefaultAsync(q => q.Id == id, cancellation);
        if (question is not { IsOpen: true })
        {
            return new Problem("question.none", "沒有這個待答復的問題，或已經答復", "請重新整理，確認目前的問題");
        }

        question.TakenBackAt = act.At;
        await db.SaveAsync(act with { PersonId = question.PersonId }, cancellation);
        return null;
    }
}

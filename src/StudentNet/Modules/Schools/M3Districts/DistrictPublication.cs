using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Windows;

namespace StudentNet.Modules.Schools.M3Districts;

/// <summary>
/// Puts a draft in force. Findings that are errors stop it, unless the county says for each kind why it publishes all the same; the words are
/// kept, and the children concerned go to 待人工分發 (docs/decisions). The plan before it is superseded and stays.
/// </summary>
public sealed class DistrictPublication(StudentNetDb db, DistrictChecks checks)
{
    /// <summary>Publishes, or says what is missing. <paramref name="reasons"/> are by check code.</summary>
    public async Task<DistrictPublicationResult> PublishAsync(
        DistrictPlan plan,
        IReadOnlyDictionary<string, string> reasons,
        Act act,
        CancellationToken cancellation = default
    )
    {
        if (plan.Status != DistrictPlanStatus.Draft)
        {
            return new DistrictPublicationResult([], new Problem("plan.published", "這份學區已經公告過", "請重新整理頁面"));
        }

        if (!await db.Set<DistrictRule>().AnyAsync(r => r.PlanId == plan.Id, cancellation))
        {
            return new DistrictPublicationResult([], new Problem("plan.empty", "草案沒有任何學區", "請先匯入學區表或沿用去年"));
        }

        var findings = await checks.OfAsync(plan, cancellation);
        var errors = findings.Where(f => f.Check.Severity == DistrictSeverity.Error).GroupBy(f => f.Check).ToList();
        var unanswered = errors.Where(e => string.IsNullOrWhiteSpace(reasons.GetValueOrDefault(e.Key.Code))).Select(e => e.Key).ToList();
        if (unanswered.Count > 0)
        {
            return new DistrictPublicationResult(unanswered, null);
        }

        await db.WriteAsync(
            act,
            async () =>
            {
                foreach (var kind in errors)
                {
                    db.Add(new DistrictAcknowledgement
                    {
                        PlanId = plan.Id,
                        Check = kind.Key.Code,
                        Findings = kind.Count(),
                        Reason = reasons[kind.Key.Code].Trim(),
                        At = act.At,
                        AccountId = act.AccountId,
                    });
                }

                var before = await db.Set<DistrictPlan>()
                    .Where(p => p.CountyCode == plan.CountyCode && p.Year == plan.Year && p.Level == plan.Level && p.Status == DistrictPlanStatus.InForce)
                    .ToListAsync(cancellation);
                foreach (var old in before)
                {
                    (old.Status, old.SupersededAt) = (DistrictPlanStatus.Superseded, act.At);
                }

                (plan.Status, plan.PublishedAt) = (DistrictPlanStatus.InForce, act.At);
                await db.SaveChangesAsync(cancellation);
                await WindowChange.NoteAsync(db, plan.CountyCode, cancellation);
                return 0;
            },
            cancellation
        );
        return new DistrictPublicationResult([], null);
    }
}

/// <summary>What came of it: published if both are empty; otherwise the checks that still need a reason, or the problem.</summary>
public sealed record DistrictPublicationResult(IReadOnlyList<DistrictCheck> Unanswered, Problem? Problem)
{
    public bool IsPublished => Unanswered.Count == 0 && Problem is null;
}

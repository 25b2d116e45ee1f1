using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.NonEnrolment.P2Cases;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Web;

namespace StudentNet.Modules.NonEnrolment;

/// <summary>What is due in P: designations and releases to confirm for the county, visits for the school.</summary>
internal sealed class CaseTodos(StudentNetDb db, CaseRoster roster) : ITodoSource
{
    public async Task<IReadOnlyList<DueItem>> OfAsync(Caller caller, DateTime now, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return (caller.Level, caller.Duty) switch
        {
            (Level.County, Duty.CountyOfficer) => await OfCountyAsync(caller, now, cancellation),
            (Level.School, Duty.Registrar) => await OfSchoolAsync(caller, now, cancellation),
            _ => [],
        };
    }

    private async Task<IReadOnlyList<DueItem>> OfCountyAsync(Caller caller, DateTime now, CancellationToken cancellation)
    {
        var counts = await CaseRoster.CountAsync(roster.Within(caller.Scope), TaipeiTime.Today(now), cancellation);
        var due = new List<DueItem>();
        if (counts.AwaitingDesignation > 0)
        {
            due.Add(
                new DueItem("P2.21", "指派列管學校", "/P2.21?state=AwaitingDesignation", "指派學校")
                {
                    Detail = $"{counts.AwaitingDesignation:N0} 名無就學紀錄的學生等待指派",
                    Done = new Amount(counts.Open - counts.AwaitingDesignation, counts.Open, "人"),
                }
            );
        }

        if (counts.ReleaseProposed > 0)
        {
            due.Add(new DueItem("P2.21", "確認解除列管", "/P2.21?proposed=true", "逐案確認") { Detail = $"{counts.ReleaseProposed:N0} 名列管學生比對到就學、除籍或核定紀錄" });
        }

        var asked = await db.Set<MinistryQuestion>()
            .Where(q => q.CountyCode == caller.Organisation.Code && q.AnsweredAt == null && q.TakenBackAt == null)
            .GroupBy(q => 1)
            .Select(g => new { Count = g.Count(), First = g.Min(q => q.DueOn) })
            .SingleOrDefaultAsync(cancellation);
        if (asked is not null)
        {
            var deadline = TaipeiTime.StartOfDayUtc(asked.First.AddDays(1)).AddSeconds(-1);
            due.Add(
                new DueItem("P2.21", "答復國教署詢問", "/P2.21/questions", "答復")
                {
                    Detail = $"{asked.Count:N0} 題待答復，最近期限 {RocDate.Format(asked.First)}",
                    Deadline = deadline,
                    Due = Countdown.Until(deadline, now),
                }
            );
        }

        return due;
    }

    private async Task<IReadOnlyList<DueItem>> OfSchoolAsync(Caller caller, DateTime now, CancellationToken cancellation)
    {
        var school = caller.Organisation.Code;
        var due = await db.Set<TrackedCase>()
            .Where(c => c.SchoolCode == school && c.ReleasedAt == null && c.NextVisitDue != null)
            .GroupBy(c => 1)
            .Select(g => new { Count = g.Count(), First = g.Min(c => c.NextVisitDue) })
            .SingleOrDefaultAsync(cancellation);
        if (due is null)
        {
            return [];
        }

        var deadline = TaipeiTime.StartOfDayUtc(due.First!.Value.AddDays(1)).AddSeconds(-1);
        return
        [
            new DueItem("P2.31", "訪查列管學生", "/P2.31", "填寫訪查")
            {
                Detail = $"列管中 {due.Count:N0} 人，最近一筆訪查期限 {RocDate.Format(due.First.Value)}",
                Deadline = deadline,
                Due = Countdown.Until(deadline, now),
            },
        ];
    }
}

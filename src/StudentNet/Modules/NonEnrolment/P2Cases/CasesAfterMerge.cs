using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>
/// After a merge a tracked child may prove to be one that the comparison found: its release is proposed at once, and not only by the next comparison.
/// Where both records are tracked, both cases stay open, and whoever answers for them is told to decide. Taken apart, each case has the proposal of its own record.
/// </summary>
internal sealed class CasesAfterMerge(StudentNetDb db) : IFollowsPersonMerge
{
    public async Task FollowAsync(PersonMergeDone done, Act act, CancellationToken cancellation)
    {
        var people = new[] { done.Merge.Survivor, done.Merge.Merged };
        var open = await db.Set<TrackedCase>().Where(c => people.Contains(c.PersonId) && c.ReleasedAt == null).OrderBy(c => c.CaseNo).ToListAsync(cancellation);
        foreach (var tracked in open)
        {
            await ProposeAsync(tracked, done.IsApart, act, cancellation);
        }

        if (done.IsApart || open.Count < 2)
        {
            return;
        }

        var numbers = string.Join("、", open.Select(c => c.CaseNo));
        Tell(open.Select(c => c.CountyCode), "/P2.21");
        Tell(open.Select(c => c.SchoolCode), "/P2.31");

        void Tell(IEnumerable<string?> organisations, string link) =>
            db.AddRange(
                organisations
                    .OfType<string>()
                    .Distinct()
                    .Select(o => new OrganisationNotice
                    {
                        OrganisationCode = o,
                        Text = $"同一名學生有兩件列管個案（{numbers}），請確認由哪一件列管",
                        Link = link,
                        PersonId = done.Merge.Survivor,
                        At = act.At,
                    })
            );
    }

    /// <summary>A proposal that no longer holds is withdrawn, as by a comparison.</summary>
    private async Task ProposeAsync(TrackedCase tracked, bool isApart, Act act, CancellationToken cancellation)
    {
        var finding = await LatestFinding.OfAsync(db, tracked.PersonId, tracked.Level, cancellation);
        if (tracked.ProposedReleasePass == finding?.Pass)
        {
            return;
        }

        tracked.ProposedReleasePass = finding?.Pass;
        if (finding?.Pass is { } pass)
        {
            var school = ComparisonPasses.All.Any(p => p.Number == pass && p.NamesSchool) ? finding.Detail : null;
            await CaseRegister.AppendAsync(db, tracked, CaseEventKind.ReleaseProposed, act, school, isApart ? "取消合併" : "與另一筆紀錄合併", cancellation);
        }
    }
}

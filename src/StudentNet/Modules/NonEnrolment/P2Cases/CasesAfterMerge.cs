using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>Two records that became one may both be tracked: both cases stay open, and whoever answers for them is told to decide.</summary>
internal sealed class CasesAfterMerge(StudentNetDb db) : IFollowsPersonMerge
{
    public async Task FollowAsync(PersonMergeDone done, Act act, CancellationToken cancellation)
    {
        var open = await db.Set<TrackedCase>().AsNoTracking().Where(c => c.PersonId == done.Merge.Survivor && c.ReleasedAt == null).ToListAsync(cancellation);
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
}

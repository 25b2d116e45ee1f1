using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;

namespace StudentNet.Modules.Residents.SamePerson;

/// <summary>
/// A merge answers the question about its two records, whoever made it, and takes the other questions and answers of the record that became part of the other one over to that
/// one: whom it was told apart from is told apart from the child. Taken apart, both stand as before, and the two are asked about again.
/// </summary>
internal sealed class QuestionsAfterMerge(StudentNetDb db) : IFollowsPersonMerge
{
    public async Task FollowAsync(PersonMergeDone done, Act act, CancellationToken cancellation)
    {
        var (stays, goes, id) = (done.Merge.Survivor, done.Merge.Merged, done.Merge.Id);
        if (done.IsApart)
        {
            db.RemoveRange(await db.Set<SamePersonQuestion>().Where(q => q.CameWith == id).ToListAsync(cancellation));
            if (await OfAsync(stays, goes, cancellation) is { Answer: SamePersonAnswer.Same } answered)
            {
                answered.Reopen();
            }

            return;
        }

        (await OfAsync(stays, goes, cancellation))?.Decide(SamePersonAnswer.Same, done.Merge.Because, act.At, act.AccountId, act.OrganisationCode);
        var all = await db.Set<SamePersonQuestion>().Where(q => q.First == goes || q.Second == goes || q.First == stays || q.Second == stays).ToListAsync(cancellation);
        foreach (var of in all.Where(q => (q.First == goes || q.Second == goes) && q.First != stays && q.Second != stays))
        {
            var other = of.First == goes ? of.Second : of.First;
            if (all.Any(q => (q.First == stays && q.Second == other) || (q.First == other && q.Second == stays)))
            {
                continue;
            }

            db.Add(
                new SamePersonQuestion
                {
                    First = Math.Min(stays, other),
                    Second = Math.Max(stays, other),
                    FoundAt = of.FoundAt,
                    WithdrawnAt = of.WithdrawnAt,
                    Answer = of.Answer,
                    AnsweredAt = of.AnsweredAt,
                    AccountId = of.AccountId,
                    OrganisationCode = of.OrganisationCode,
                    Because = of.Because,
                    CameWith = id,
                }
            );
        }
    }

    private Task<SamePersonQuestion?> OfAsync(long one, long other, CancellationToken cancellation)
    {
        var (first, second) = (Math.Min(one, other), Math.Max(one, other));
        return db.Set<SamePersonQuestion>().SingleOrDefaultAsync(q => q.First == first && q.Second == second, cancellation);
    }
}

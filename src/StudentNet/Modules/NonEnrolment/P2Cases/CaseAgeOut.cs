using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.NonEnrolment.P2Cases;

/// <summary>逾齡除案: releases the cases of who is too old, by itself, every night.</summary>
public sealed class CaseAgeOut : IScheduledWork
{
    private static readonly TimeOnly At = new(0, 10);

    public string Name => "case-age-out";

    public string Title => "逾齡除案";

    public Task<DateTime?> NextAsync(StudentNetDb db, DateTime after, CancellationToken cancellation)
    {
        var day = TaipeiTime.Today(after);
        var at = TaipeiTime.ToUtc(day.ToDateTime(At));
        return Task.FromResult<DateTime?>(at > after ? at : TaipeiTime.ToUtc(day.AddDays(1).ToDateTime(At)));
    }

    /// <summary>Nights that were missed are made up for at once: it asks who is too old today.</summary>
    public Task DoAsync(StudentNetDb db, DueWork due, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(due);
        return ReleaseAsync(db, due.Now, cancellation);
    }

    internal static async Task ReleaseAsync(StudentNetDb db, DateTime now, CancellationToken cancellation = default)
    {
        var day = TaipeiTime.Today(now);
        var (elementary, junior) = (ComparisonRun.OldestCohort(day, SchoolLevel.Elementary), ComparisonRun.OldestCohort(day, SchoolLevel.JuniorHigh));
        // Most nights nobody is: no act is written for nothing.
        var anybody = await db.Set<TrackedCase>()
            .AnyAsync(
                c =>
                    c.ReleasedAt == null
                    && db.Set<Residents.Person>().Any(p => p.PersonId == c.PersonId && p.Cohort < (c.Level == SchoolLevel.Elementary ? elementary : junior)),
                cancellation
            );
        if (anybody)
        {
            await db.WriteAsync(
                Act.System("逾齡除案", "P2.11", now),
                () => db.RunAsync("case-age-out", new { now, title = "逾齡", oldest_elementary = elementary, oldest_junior = junior }, cancellation),
                cancellation
            );
        }
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;

namespace StudentNet.Modules.Admissions.N1Allocation;

/// <summary>公告: shows the schools what is allocated and not yet shown; may be done again for what was allocated since.</summary>
public sealed class AllocationPublishing(StudentNetDb db)
{
    /// <summary>Publishes; a problem when a run is under way or nothing is new.</summary>
    public async Task<(AllocationPublication? Publication, Problem? Problem)> PublishAsync(
        string county,
        SchoolYear year,
        SchoolLevel level,
        Act act,
        CancellationToken cancellation = default
    )
    {
        if (await IsRunningAsync(county, year, level, cancellation))
        {
            return (null, new Problem("allocation.running", "分發正在執行", "等這次分發結束，看過結果再公告"));
        }

        if (!await db.Set<Entry>().AnyAsync(e => e.Year == year && e.Level == level && e.CountyCode == county && e.State == EntryState.Allocated && e.PublishedAt == null, cancellation))
        {
            return (null, new Problem("allocation.nothing-new", "沒有還未公告的分發結果", "執行分發或人工分發之後再公告"));
        }

        // To the millisecond, which both databases keep: the stamp is looked for again by its value.
        var now = new DateTime(act.At.Ticks - (act.At.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
        var publication = await db.WriteAsync(
            act,
            async () =>
            {
                await EntryWriter.PublishAsync(db, county, year, level, EntryAct.Of(act with { At = now }), cancellation);
                var stamp = await StampAsync(county, year, level, now, act, cancellation);
                db.Add(stamp);
                return stamp;
            },
            cancellation
        );
        return (publication, null);
    }

    /// <summary>Whether a run of this county, year and level waits or runs.</summary>
    public Task<bool> IsRunningAsync(string county, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default)
    {
        var exclusive = new AllocationRequest(county, year.Roc, (int)level).Exclusive;
        return db.Set<Run>()
            .AnyAsync(
                r => r.Kind == AllocationRunKind.Name && r.Exclusive == exclusive && (r.Status == RunStatus.Waiting || r.Status == RunStatus.Running),
                cancellation
            );
    }

    private async Task<AllocationPublication> StampAsync(
        string county,
        SchoolYear year,
        SchoolLevel level,
        DateTime now,
        Act act,
        CancellationToken cancellation
    )
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (children, schools) = (0, new HashSet<string>(StringComparer.Ordinal));
        await foreach (
            var (person, school) in db.QueryAsync("allocation-published", new { county, year, level, now }, r => (r.GetInt64(0), r.GetString(1)), cancellation)
        )
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{person}|{school}\n")));
            schools.Add(school);
            children++;
        }

        var before = await db.Set<AllocationPublication>().CountAsync(p => p.CountyCode == county && p.Year == year && p.Level == level, cancellation);
        var figures = await AllocationFigures.NowAsync(db, county, year, level, cancellation);
        return new AllocationPublication
        {
            CountyCode = county,
            Year = year,
            Level = level,
            Seq = before + 1,
            At = now,
            AccountId = act.AccountId,
            Children = children,
            Schools = schools.Count,
            NeedsPerson = figures.NeedsPerson,
            ReceiptCode = ReceiptCode.OfHash(hash.GetHashAndReset()),
        };
    }
}

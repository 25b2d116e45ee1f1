using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Windows;

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

    /// <summary>What publishing now would do: how many, which schools, what is unusual.</summary>
    public async Task<PublicationPreview> PreviewAsync(string county, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default)
    {
        var last = year.Previous;
        var counted = await db.Set<Entry>()
            .Where(e => (e.Year == year || e.Year == last) && e.Level == level && e.CountyCode == county)
            .Join(db.Set<Person>().Where(p => p.Ended == null), e => e.PersonId, p => p.PersonId, (e, p) => e)
            .GroupBy(e => new
            {
                e.Year,
                e.AllocatedSchool,
                IsShown = e.PublishedAt != null,
                IsNew = e.PublishedAt == null && e.State == EntryState.Allocated,
                IsByHand = e.Basis == AllocationBasis.Hand,
            })
            .Select(g => new { g.Key, Children = g.Count() })
            .ToListAsync(cancellation);
        var day = AllocationRunKind.EntryDay(year);
        var schools = await db.Set<School>()
            .Where(s => s.CountyCode == county && s.Level == level)
            .Select(s => new
            {
                s.Code,
                s.Name,
                Takes = !s.IsPrivate && s.Kind != SchoolKind.Foreign && (s.ClosedOn == null || s.ClosedOn >= day) && (s.OpenedOn == null || s.OpenedOn <= day),
                SubmittedAt = db.Set<Submission>().Where(u => u.Window == "N3" && u.OrganisationCode == s.Code && u.Year == year && u.Level == level).Max(u => (DateTime?)u.At),
            })
            .OrderBy(s => s.Code)
            .ToListAsync(cancellation);
        var isLastYearKnown = counted.Any(c => c.Key.Year == last && c.Key.IsShown);
        var lines = schools.Select(s =>
        {
            var own = counted.Where(c => c.Key.AllocatedSchool == s.Code).ToList();
            return new PublicationLine(
                s.Code,
                s.Name,
                own.Where(c => c.Key.Year == year && c.Key.IsNew).Sum(c => c.Children),
                own.Where(c => c.Key.Year == year && c.Key.IsNew && c.Key.IsByHand).Sum(c => c.Children),
                own.Where(c => c.Key.Year == year && c.Key.IsShown).Sum(c => c.Children),
                isLastYearKnown ? own.Where(c => c.Key.Year == last && c.Key.IsShown).Sum(c => c.Children) : null,
                s.SubmittedAt is not null,
                s.Takes
            );
        });
        return new PublicationPreview([.. lines], counted.Where(c => c.Key.Year == year && c.Key is { IsNew: false, IsShown: false }).Sum(c => c.Children));
    }

    /// <summary>The latest publication that stands, with how many of its children no school has acted on.</summary>
    public async Task<(AllocationPublication Stamp, int Untouched)?> LatestAsync(string county, SchoolYear year, SchoolLevel level, CancellationToken cancellation = default)
    {
        var latest = await db.Set<AllocationPublication>()
            .Where(p => p.CountyCode == county && p.Year == year && p.Level == level && p.WithdrawnAt == null)
            .OrderByDescending(p => p.Seq)
            .FirstOrDefaultAsync(cancellation);
        if (latest is null)
        {
            return null;
        }

        // As entries-unpublish.sql asks it.
        var at = latest.At;
        var untouched = await db.Set<Entry>()
            .Where(e => e.Year == year && e.Level == level && e.CountyCode == county && e.State == EntryState.Allocated && e.PublishedAt == at)
            .Where(e => !db.Set<Marking.EntryMark>().Any(m => m.PersonId == e.PersonId && m.Year == year && m.Level == level))
            .Where(e => !db.Set<Submission>().Any(u => u.Window == "N3" && u.OrganisationCode == e.AllocatedSchool && u.Year == year && u.Level == level && u.At > at))
            .CountAsync(cancellation);
        return (latest, untouched);
    }

    /// <summary>Takes the latest publication back for the children on whom no school has acted; how many, or why not.</summary>
    /// <param name="seq">The publication that the officer saw: a later one is another act.</param>
    public Task<(int Children, Problem? Problem)> WithdrawAsync(string county, SchoolYear year, SchoolLevel level, int seq, Act act, CancellationToken cancellation = default) =>
        db.WriteAsync<(int, Problem?)>(
            act,
            async () =>
            {
                if (await LatestAsync(county, year, level, cancellation) is not { } latest || latest.Stamp.Seq != seq)
                {
                    return (0, new Problem("allocation.not-latest", "這次公告已收回，或之後又公告過", "請看目前的公告再決定"));
                }

                var now = new DateTime(act.At.Ticks - (act.At.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
                var children = await EntryWriter.UnpublishAsync(db, county, year, level, latest.Stamp.At, EntryAct.Of(act with { At = now }), cancellation);
                if (children == 0)
                {
                    return (0, new Problem("allocation.acted-on", "沒有可以收回的學生：學校已登錄報到，或已提交名單", "個別學生請以人工分發更正"));
                }

                (latest.Stamp.WithdrawnAt, latest.Stamp.Withdrawn) = (now, children);
                await db.SaveChangesAsync(cancellation);
                return (children, null);
            },
            cancellation
        );

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

/// <summary>What a publication would show, and to whom.</summary>
/// <param name="Schools">The county's schools of the level, by code; also those that get nobody.</param>
/// <param name="Left">Children of the list who are allocated to no school: they are not in it.</param>
public sealed record PublicationPreview(IReadOnlyList<PublicationLine> Schools, int Left)
{
    /// <summary>From so many children on a school's change from last year says something.</summary>
    private const int Enough = 10;

    /// <summary>More or fewer than last year by this share is unusual.</summary>
    private const double Unusual = 0.3;

    public int Children => Schools.Sum(s => s.Children);

    public IEnumerable<PublicationLine> Told => Schools.Where(s => s.Children > 0);

    /// <summary>Schools that take children and have none, neither now nor before.</summary>
    public IEnumerable<PublicationLine> Empty => Schools.Where(s => s is { Takes: true, After: 0 });

    /// <summary>Schools that have submitted their list: it counts as changed afterwards.</summary>
    public IEnumerable<PublicationLine> Submitted => Told.Where(s => s.HasSubmitted);

    /// <summary>Schools that get children though they are closed, private or for foreigners.</summary>
    public IEnumerable<PublicationLine> NotOpen => Told.Where(s => !s.Takes);

    /// <summary>Schools whose list differs from last year's by more than three in ten.</summary>
    public IEnumerable<PublicationLine> Unlike =>
        Told.Where(s => s.LastYear is { } last && Math.Max(last, s.After) >= Enough && Math.Abs(s.After - last) > Unusual * Math.Max(1, last));
}

/// <summary>A school in the preview of a publication.</summary>
/// <param name="Children">Children it would be shown now.</param>
/// <param name="ByHand">Of these, whom an officer decided.</param>
/// <param name="Before">Children it has been shown this year.</param>
/// <param name="LastYear">Children it was shown last year; null: the county published none here.</param>
/// <param name="HasSubmitted">Its registration list is submitted.</param>
/// <param name="Takes">It takes children of the year by allocation.</param>
public sealed record PublicationLine(string Code, string Name, int Children, int ByHand, int Before, int? LastYear, bool HasSubmitted, bool Takes)
{
    /// <summary>Its list after the publication.</summary>
    public int After => Before + Children;
}

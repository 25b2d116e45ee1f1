using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Bench;

/// <summary>
/// The last evening of a county's registration: clerks of all its schools mark child after child, each mark behind a look at the list, each with
/// its entry in the audit. Below the pages, so that what is measured is the waiting for one another in the database.
/// </summary>
internal static class Marking
{
    private const int ClerksOfASchool = 5;

    /// <summary>A large school's new pupils. What a mark costs grows with its list, which is counted anew (decision 120).</summary>
    private const int ChildrenOfASchool = 300;

    /// <summary>Marks a second of all clerks together: what is asked of two cores (issue 10). Nobody marks without looking at the next child.</summary>
    private const double Asked = 300;

    /// <summary>All clerks at once against one of them alone.</summary>
    public static async Task<IReadOnlyList<Figure>> MeasureAsync(PostgresCluster? cluster, int clerks, double seconds)
    {
        await using var site = await Site.CreateAsync(cluster);
        var schools = Enumerable.Range(0, (clerks + ClerksOfASchool - 1) / ClerksOfASchool).Select(School).ToList();
        await site.TimeAsync(async db =>
        {
            await db.LoadAsync([new Organisation { Code = Country.County(0), Level = Kernel.Level.County, Name = "範例縣", CountyCode = Country.County(0) }]);
            await db.LoadAsync(schools);
            await db.LoadAsync(schools.SelectMany((school, s) => Enumerable.Range(0, ChildrenOfASchool).Select(i => Entry(school, Child(s, i)))));
        });
        await site.SettleAsync();

        // The list of a school: the first 150 for its clerks, then those for the one alone, at the end some for the compiler.
        await RunAsync(site, schools, 1, 280, 20, seconds / 5, TimeSpan.Zero);
        var pace = TimeSpan.FromSeconds(clerks / Asked);
        var (aloneSeconds, alone) = await RunAsync(site, schools, 1, 150, 130, seconds, TimeSpan.Zero);
        var (togetherSeconds, together) = await RunAsync(site, schools, clerks, 0, 150 / ClerksOfASchool, seconds, pace);
        Console.Error.WriteLine(FormattableString.Invariant($"  alone {alone.Count / aloneSeconds:N0}/s, p95 {P95(alone) * 1000:N1} ms; {clerks} clerks {together.Count / togetherSeconds:N0}/s, p95 {P95(together) * 1000:N1} ms"));
        return
        [
            new(site.Database, $"登錄，{clerks} 位承辦人每秒共 {Asked:N0} 筆", together.Count, togetherSeconds, "一位承辦人登錄同樣多筆", together.Count * aloneSeconds / alone.Count),
            new(site.Database, "登錄，每百筆中第 95 慢的", 1, P95(together), "一位承辦人", P95(alone)),
        ];
    }

    /// <summary>
    /// Lets clerks mark for a time, each from a place of its own in the list of its school; one alone goes from school to school, or it would be done
    /// before the time is over. Gives the seconds of it all and those that each mark took.
    /// </summary>
    private static async Task<(double Seconds, IReadOnlyList<double> Taken)> RunAsync(Site site, IReadOnlyList<Organisation> schools, int clerks, int from, int each, double seconds, TimeSpan pace)
    {
        var watch = Stopwatch.StartNew();
        var taken = await Task.WhenAll(
            Enumerable.Range(0, clerks).Select(clerk => Task.Run(() => ClerkAsync(site, clerks == 1 ? schools : [schools[clerk / ClerksOfASchool]], clerk, from + (clerk % ClerksOfASchool * each), each, watch, seconds, pace * clerk / clerks, pace)))
        );
        return (watch.Elapsed.TotalSeconds, [.. taken.SelectMany(t => t)]);
    }

    private static async Task<List<double>> ClerkAsync(Site site, IReadOnlyList<Organisation> schools, int clerk, int from, int each, Stopwatch watch, double seconds, TimeSpan begin, TimeSpan pace)
    {
        var taken = new List<double>();
        // Whoever has marked everybody is done, as in a school.
        for (var i = 0; i < each * schools.Count && watch.Elapsed.TotalSeconds < seconds; i++)
        {
            var school = schools[i % schools.Count];
            var list = new MarkedList(school, Country.Year, EntryStage.Registration);
            var act = new Act("標記報到", "N3.31", Country.Now, school.Code, school.AuditChain) { AccountId = clerk + 1 };
            var child = Child(int.Parse(school.Code[4..], System.Globalization.CultureInfo.InvariantCulture), from + (i / schools.Count));
            if (begin + (pace * i) - watch.Elapsed is { Ticks: > 0 } pause)
            {
                await Task.Delay(pause);
            }

            taken.Add(
                await site.TimeAsync(async db =>
                {
                    await AuditTrail.ReadAsync(db, act with { What = "檢視報到名單" }, [child]);
                    var answers = await MarkRegister.WriteAsync(
                        db,
                        new WindowState.Open(null, null),
                        list,
                        act with { PersonId = child },
                        [new MarkLine(child, new MarkWish.Here(), MarkCase.AnyVersion)]
                    );
                    if (answers[child] is not MarkAnswer.Change)
                    {
                        throw new InvalidOperationException($"Child {child} was not marked: {answers[child]}");
                    }
                })
            );
        }

        return taken;
    }

    private static double P95(IReadOnlyCollection<double> taken) => taken.Order().ElementAt((int)(taken.Count * 0.95));

    private static Organisation School(int school) =>
        new()
        {
            Code = $"9000{school:00}",
            Level = Kernel.Level.School,
            Name = $"範例國小{school}",
            CountyCode = Country.County(0),
            SchoolLevel = Country.Level,
        };

    private static long Child(int school, int child) => (school * ChildrenOfASchool) + child + 1;

    private static Entry Entry(Organisation school, long child) =>
        new()
        {
            PersonId = child,
            Year = Country.Year,
            Level = Country.Level,
            State = EntryState.Allocated,
            CountyCode = Country.County(0),
            AllocatedSchool = school.Code,
            Basis = AllocationBasis.Rule,
            PublishedAt = Country.Now,
            ChangedAt = Country.Now,
        };
}

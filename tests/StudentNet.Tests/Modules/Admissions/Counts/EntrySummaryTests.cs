using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Counts;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Admissions.Marking;
using StudentNet.Tests.Modules.Residents;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Infrastructure.SmallCountry;
using ZoneKind = StudentNet.Modules.Schools.ZoneKind;

namespace StudentNet.Tests.Modules.Admissions.Counts;

/// <summary>The kept figures of entries are, after whatever happened, what counting the rows gives (decision 120).</summary>
public sealed class EntrySummaryTests
{
    private static readonly SchoolYear Year = new(115);
    private static readonly string[] Schools = [School, OtherSchool, ForeignSchool];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Whatever_happens_in_whatever_order_the_kept_figures_are_those_of_the_rows(int seed)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (app, draw, merges) = (counter.App, new Random(seed), new Stack<long>());
        var town = new AllocationTown(app, Year);
        await town.PlanAsync(County, new TownRule(SmallCountry.Village, School), new TownRule(SecondVillage, OtherSchool), new TownRule(OtherVillage, School, ZoneKind.Shared), new TownRule(OtherVillage, OtherSchool, ZoneKind.Shared));
        await town.PlanAsync(OtherCounty, new TownRule(ForeignVillage, ForeignSchool));
        await ListAsync(counter, draw);
        await HoldsAsync(app, "the first list");
        for (var step = 0; step < 40; step++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            var what = draw.Next(10);
            await DoAsync(counter, town, draw, merges, what);
            await HoldsAsync(app, $"seed {seed}, step {step}, kind {what}");
        }
    }

    [Fact]
    public async Task Two_clerks_of_a_school_who_mark_in_one_moment_leave_figures_that_have_seen_both()
    {
        await using var town = await MarkingTown.CreateAsync();
        for (var round = 0; round < 5; round++)
        {
            await Task.WhenAll(Enumerable.Range(1, MarkingTown.OwnCount).Select(person => town.HereAsync(School, person)));
            (await HereAsync()).ShouldBe(MarkingTown.OwnCount);
            await Task.WhenAll(
                Enumerable.Range(1, MarkingTown.OwnCount).Select(person => town.MarkAsync(School, EntryStage.Registration, new MarkLine(person, new MarkWish.Clear(), MarkCase.AnyVersion)))
            );
            (await HereAsync()).ShouldBe(0);
        }

        Task<long> HereAsync() => town.App.Db(db => db.Set<StageCount>().Where(c => c.SchoolCode == School && c.Stage == EntryStage.Registration).Select(c => c.Here).SingleAsync());
    }

    [Fact]
    public async Task A_write_that_fails_leaves_the_figures_as_they_were()
    {
        await using var town = await MarkingTown.CreateAsync();
        await Should.ThrowAsync<InvalidOperationException>(() =>
            town.App.Db(db =>
                db.WriteAsync<int>(
                    MergeWorld.Write(),
                    async () =>
                    {
                        (await db.Set<Entry>().SingleAsync(e => e.PersonId == 1)).AllocatedSchool = OtherSchool;
                        await db.SaveChangesAsync();
                        throw new InvalidOperationException("fails");
                    }
                )
            )
        );
        await HoldsAsync(town.App, "a write that failed");
    }

    [Fact]
    public async Task The_nightly_check_finds_nothing_where_all_is_kept_and_names_and_mends_what_somebody_wrote_past_the_program()
    {
        await using var town = await MarkingTown.CreateAsync();
        (await CheckAsync()).ShouldBe((0, 0));
        await town.App.Db(db => db.Set<StageCount>().Where(c => c.SchoolCode == School).ExecuteUpdateAsync(c => c.SetProperty(x => x.Here, 5)));
        await town.App.Db(db => db.Set<PlaceCount>().Where(c => c.CountyCode == County && c.SchoolCode == "").ExecuteDeleteAsync());
        (await CheckAsync()).ShouldBe((3, 3), "two stages of the school, and the child without a school");
        (await CheckAsync()).ShouldBe((0, 0));

        async Task<(long Differences, int Findings)> CheckAsync()
        {
            var run = await town.App.Db(db =>
                town.App.Services.GetRequiredService<IRuns>().RequestAsync(db, EntrySummaryCheck.Name, new SummaryOrder(Year.Roc), "test", MergeWorld.Write())
            );
            await town.App.Services.GetRequiredService<RunWorker>().RunAllAsync();
            return await town.App.Db(async db =>
            {
                var done = await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == run.Id);
                done.Failure.ShouldBeNull();
                var figures = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, long>>(done.Outcome!)!;
                return (figures["differences"], await db.Set<RunFinding>().CountAsync(f => f.RunId == run.Id));
            });
        }
    }

    /// <summary>Says that the kept figures are those of the rows.</summary>
    internal static Task HoldsAsync(TestApp app, string when) =>
        app.Db(async db => (await EntrySummary.DifferencesAsync(db, Year)).Select(d => $"{d.CountyCode} {d.SchoolCode} {d.Words}").ShouldBeEmpty(when));

    private static async Task DoAsync(IntakeCounter counter, AllocationTown town, Random draw, Stack<long> merges, int what)
    {
        var app = counter.App;
        var children = await app.Db(db => db.Set<Person>().Where(p => p.MergedInto == null).OrderBy(p => p.PersonId).Select(p => p.PersonId).ToListAsync());
        var child = children[draw.Next(children.Count)];
        var school = Schools[draw.Next(Schools.Length)];
        var county = draw.Next(3) == 0 ? OtherCounty : County;
        switch (what)
        {
            case 0:
                await ListAsync(counter, draw);
                break;
            case 1:
                await town.RunAsync(county, draw.Next(2) == 0 ? PublishedChildren.Keep : PublishedChildren.All);
                break;
            case 2:
                await app.Db(db => new AllocationPublishing(db).PublishAsync(county, Year, SchoolLevel.Elementary, new Act("公告", "N1.21", town.Now, county, county)));
                break;
            case 3:
                await HandAsync(town, child, draw.Next(4) == 0);
                break;
            case 4 when merges.Count > 0:
                await MergeWorld.ApartAsync(app, merges.Pop());
                break;
            case 4 or 5 when children.Count > 1:
                merges.Push((await MergeWorld.MergeAsync(app, child, children.First(c => c != child))).Id);
                break;
            case 6:
                await SubmitAsync(app, school, draw.Next(2) == 0 ? "N3" : "N5");
                break;
            case 7:
                await MergeWorld.NotFoundAsync(app, child);
                break;
            default:
                MarkWish wish = draw.Next(4) switch
                {
                    0 => new MarkWish.Clear(),
                    1 => new MarkWish.NotHere(draw.Next(2) == 0 ? "abroad" : "private-school", null, "美國"),
                    _ => new MarkWish.Here(),
                };
                await MergeWorld.MarkAsync(app, child, school, draw.Next(2) == 0 ? EntryStage.Registration : EntryStage.Admission, wish, draw.Next(2) == 0);
                break;
        }
    }

    /// <summary>Some children of the registry, each somewhere in the country, some of them gone from it, some back.</summary>
    private static async Task ListAsync(IntakeCounter counter, Random draw)
    {
        (string County, string Township, string Village)[] places =
            [("範例縣", "範例鄉", "範東村"), ("範例縣", "範例鄉", "範西村"), ("範例縣", "測試鎮", "例南村"), ("範例縣", "範例鄉", "查無村"), ("樣本縣", "樣本鄉", "樣中村")];
        var day = TaipeiTime.Today(counter.Now);
        var rows = Enumerable
            .Range(1, 12)
            .Where(_ => draw.Next(3) > 0)
            .Select(n =>
            {
                var (county, township, village) = places[draw.Next(places.Length)];
                var isEnded = draw.Next(5) == 0;
                return RegistryFile.Child(n) with
                {
                    County = county,
                    Township = township,
                    Village = village,
                    Change = isEnded ? "3" : "",
                    ChangedOn = isEnded ? "115/03/01" : "",
                    DataDate = RocDate.Format(day),
                };
            });
        await counter.AcceptAsync(await counter.SendAsync(MergeWorld.Format, RegistryFile.Of([.. rows]), settings: RegistryFile.Settings("異動名單")));
    }

    private static async Task HandAsync(AllocationTown town, long child, bool isWithdrawn)
    {
        await town.App.Db(async db =>
        {
            if (await db.Set<Entry>().AsNoTracking().SingleOrDefaultAsync(e => e.PersonId == child && e.CountyCode == County && e.Level == SchoolLevel.Elementary) is not { } entry)
            {
                return;
            }

            var (where, seen) = (new CountyEntries(County, Year, SchoolLevel.Elementary), new Dictionary<long, int> { [child] = entry.Version });
            var act = new Act("人工分發", "N1.21", town.Now, County, County);
            _ = isWithdrawn ? await new HandAllocation(db).WithdrawAsync(where, seen, act) : await new HandAllocation(db).DecideAsync(where, seen, new HandDecision(OtherSchool, "sibling", null), act);
        });
    }

    private static Task SubmitAsync(TestApp app, string school, string window) =>
        app.Db(async db =>
        {
            var of = await db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Code == school);
            var act = new Act("提交", "N3.31", app.Clock.GetUtcNow().UtcDateTime, school, of.AuditChain);
            await Submissions.SubmitAsync(db, window, Year, SchoolLevel.Elementary, new Dictionary<string, long>(), "測試員", act);
        });
}

using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Admissions;

/// <summary>Puts districts and children straight into the tables, and runs the allocation the way a worker does.</summary>
internal sealed class AllocationTown(TestApp app, SchoolYear year)
{
    /// <summary>2026-04-10 09:00 in Taipei: both counties of <see cref="SmallCountry"/> are allocating.</summary>
    public static readonly DateTimeOffset Season = new(2026, 4, 10, 1, 0, 0, TimeSpan.Zero);

    private static long s_number = 1_000_000;

    public TestApp App { get; } = app;

    public SchoolYear Year { get; } = year;

    public static SchoolLevel Level => SchoolLevel.Elementary;

    public static async Task<AllocationTown> CreateAsync(int year = 115)
    {
        var app = await TestApp.CreateAsync(Season);
        await app.Db(SmallCountry.SeedAsync);
        return new AllocationTown(app, new SchoolYear(year));
    }

    public Task WriteAsync(Action<StudentNetDb> write) =>
        App.Db(async db =>
        {
            write(db);
            await db.SaveAsync(Act.System("布置", "system.test", Now));
        });

    public DateTime Now => App.Clock.GetUtcNow().UtcDateTime;

    /// <summary>Puts a plan into force; the one before it is superseded.</summary>
    public async Task<long> PlanAsync(string county, params IEnumerable<TownRule> rules)
    {
        await App.Db(db =>
            db.Set<DistrictPlan>()
                .Where(p => p.CountyCode == county && p.Year == Year && p.Level == Level)
                .ExecuteUpdateAsync(p => p.SetProperty(x => x.Status, DistrictPlanStatus.Superseded))
        );
        var id = Interlocked.Increment(ref s_number);
        await WriteAsync(db =>
        {
            db.Add(new DistrictPlan { Id = id, CountyCode = county, Year = Year, Level = Level, Status = DistrictPlanStatus.InForce, CreatedAt = Now, PublishedAt = Now });
            foreach (var (rule, index) in rules.Select((r, i) => (r, i)))
            {
                db.Add(
                    new DistrictRule
                    {
                        PlanId = id,
                        RuleNo = index + 1,
                        VillageCode = rule.Village,
                        SchoolCode = rule.School,
                        Zone = rule.Zone,
                        Neighbourhoods = rule.Where.ToString(),
                        Condition = rule.Condition,
                        EffectiveFrom = rule.From,
                        EffectiveTo = rule.To,
                    }
                );
                foreach (var (from, to) in rule.Where.IsEverything ? [(0, 9999)] : rule.Where.Spans)
                {
                    db.Add(new DistrictSpan { PlanId = id, RuleNo = index + 1, VillageCode = rule.Village, FromNeighbourhood = from, ToNeighbourhood = to });
                }
            }
        });
        return id;
    }

    /// <summary>A child of the registry's list: person, number, residence and a pending entry.</summary>
    public async Task<long> ChildAsync(string? village, int? neighbourhood, string county = SmallCountry.County) =>
        (await ChildrenAsync([(village, neighbourhood)], county))[0];

    /// <summary>Many children at once, in the order of their addresses.</summary>
    public async Task<IReadOnlyList<long>> ChildrenAsync(IEnumerable<(string? Village, int? Neighbourhood)> addresses, string county)
    {
        var children = new List<long>();
        await WriteAsync(db =>
        {
            foreach (var (village, neighbourhood) in addresses)
            {
                var id = Interlocked.Increment(ref s_number);
                children.Add(id);
                Add(db, id, village, neighbourhood, county);
            }
        });
        return children;
    }

    private void Add(StudentNetDb db, long id, string? village, int? neighbourhood, string county)
    {
        db.Add(
            new Person
            {
                PersonId = id,
                Name = $"測試{id}",
                NormalisedName = $"測試{id}",
                Sex = Sex.Female,
                BirthDate = new DateOnly(Year.Gregorian - 7, 10, 1),
                Cohort = Year.Gregorian - 6,
                Nationality = "TW",
            }
        );
        db.Add(new PersonIdentifier { Number = $"X{id}", Kind = PersonNumberKind.National, PersonId = id, LastThree = $"{id % 1000:000}", Since = Now, IsCurrent = true });
        db.Add(Residence(id, 1, village, neighbourhood, county));
        db.Add(new Entry { PersonId = id, Year = Year, Level = Level, State = EntryState.Pending, CountyCode = county, ChangedAt = Now });
    }

    public async Task MoveAsync(long person, string? village, int? neighbourhood, string county = SmallCountry.County)
    {
        await WriteAsync(db =>
        {
            var last = db.Set<Residence>().Single(r => r.PersonId == person && r.Until == null);
            last.Until = Now;
            // Behind all of them: after a merge the open one need not be the last.
            db.Add(Residence(person, db.Set<Residence>().Where(r => r.PersonId == person).Max(r => r.Seq) + 1, village, neighbourhood, county));
        });
    }

    /// <summary>Asks for a run and carries it out; returns what it froze and counted.</summary>
    public async Task<AllocationRun> RunAsync(string county = SmallCountry.County, PublishedChildren published = PublishedChildren.Keep)
    {
        var request = new AllocationRequest(county, Year.Roc, (int)Level, published);
        var run = await App.Db(db =>
            App.Services.GetRequiredService<IRuns>()
                .RequestAsync(db, AllocationRunKind.Name, request, request.Exclusive, new Act("執行分發", "N1.21", Now, county, county))
        );
        await App.Services.GetRequiredService<RunWorker>().RunAllAsync();
        await App.Db(async db => (await db.Set<Run>().AsNoTracking().SingleAsync(r => r.Id == run.Id)).Failure.ShouldBeNull());
        return await App.Db(db => db.Set<AllocationRun>().AsNoTracking().SingleAsync(r => r.RunId == run.Id));
    }

    public Task<Entry> EntryAsync(long person) =>
        App.Db(db => db.Set<Entry>().AsNoTracking().SingleAsync(e => e.PersonId == person && e.Year == Year && e.Level == Level));

    public Task<List<EntryEvent>> EventsAsync(long person) =>
        App.Db(db => db.Set<EntryEvent>().AsNoTracking().Where(e => e.PersonId == person && e.Year == Year).OrderBy(e => e.Seq).ToListAsync());

    public Task<List<EntryChoice>> ChoicesAsync(long person) =>
        App.Db(db => db.Set<EntryChoice>().AsNoTracking().Where(c => c.PersonId == person && c.Year == Year).OrderBy(c => c.SchoolCode).ToListAsync());

    private Residence Residence(long person, int seq, string? village, int? neighbourhood, string county) =>
        new()
        {
            PersonId = person,
            Seq = seq,
            VillageCode = village,
            CountyCode = county,
            TownshipCode = village?[..8],
            VillageText = village ?? "查無里",
            Neighbourhood = neighbourhood,
            Address = $"範例路{neighbourhood}號",
            ReceivedAt = Now,
        };
}

/// <summary>A rule of an invented district table.</summary>
internal sealed record TownRule(string Village, string School, ZoneKind Zone, NeighbourhoodSet Where)
{
    public TownRule(string village, string school, ZoneKind zone = ZoneKind.Basic, string where = "")
        : this(village, school, zone, NeighbourhoodSet.Parse(where).Set!) { }

    public string? Condition { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }
}

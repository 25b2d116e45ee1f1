using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;
using static StudentNet.Tests.Infrastructure.SmallCountry;
using ZoneKind = StudentNet.Modules.Schools.ZoneKind;

namespace StudentNet.Tests.Modules.Admissions;

/// <summary>A worker that dies in a phase leaves nothing of it; whoever takes the run up ends with the same result.</summary>
public sealed class AllocationInterruptedTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_run_that_dies_at_the_end_of_a_phase_is_resumed_with_the_same_result(int phase)
    {
        var undisturbed = await OutcomeAsync(null);

        (await OutcomeAsync(phase)).ShouldBe(undisturbed);
    }

    [Fact]
    public async Task What_an_officer_decides_while_a_run_is_under_way_is_kept()
    {
        long child = 0;
        var allocation = new AllocationRunKind().Phases;
        // Between the phases, which is where another writer gets its turn on either database.
        var officer = new RunPhase("人工分發", (context, _) => DecideAsync(context.Db, child, context.Now));
        await using var app = await CreateAsync(new Kind([.. allocation.Take(3), officer, .. allocation.Skip(3)]));
        var town = new AllocationTown(app, new SchoolYear(115));
        await town.PlanAsync(County, new TownRule(Village, School));
        child = await town.ChildAsync(Village, 1);
        var other = await town.ChildAsync(Village, 2);

        var run = await town.RunAsync();

        (run.Changed, run.Skipped).ShouldBe((1, 1));
        (await town.EntryAsync(child)).AllocatedSchool.ShouldBe(OtherSchool);
        (await town.EventsAsync(child)).Select(e => e.What).ShouldBe([EntryEvents.DecidedByHand]);
        (await town.EntryAsync(other)).AllocatedSchool.ShouldBe(School);
    }

    private static async Task<string> OutcomeAsync(int? phase)
    {
        var died = false;
        var kind = new Kind(
            [
                .. new AllocationRunKind().Phases.Select((each, index) =>
                    new RunPhase(
                        each.Title,
                        async (context, cancellation) =>
                        {
                            await each.Work(context, cancellation);
                            if (index == phase && !died)
                            {
                                died = true;
                                throw new OperationCanceledException("The worker dies.");
                            }
                        }
                    )
                ),
            ]
        );
        await using var app = await CreateAsync(kind);
        var town = new AllocationTown(app, new SchoolYear(115));
        await town.PlanAsync(County, new TownRule(Village, School), new TownRule(Village, OtherSchool, ZoneKind.Free, "3"), new TownRule(SecondVillage, OtherSchool));
        var children = new List<long>();
        foreach (var (village, number) in ((string?, int?)[])[(Village, 1), (Village, 3), (SecondVillage, null), (null, 1), (OtherVillage, 2)])
        {
            children.Add(await town.ChildAsync(village, number));
        }

        var run = await town.RunAsync();
        died.ShouldBe(phase is not null);
        return await app.Db(async db =>
        {
            var entries = await db.Set<Entry>().AsNoTracking().OrderBy(e => e.PersonId).ToListAsync();
            var events = await db.Set<EntryEvent>().AsNoTracking().OrderBy(e => e.PersonId).ThenBy(e => e.Seq).ToListAsync();
            var choices = await db.Set<EntryChoice>().AsNoTracking().OrderBy(c => c.PersonId).ThenBy(c => c.SchoolCode).ToListAsync();
            var figures = await db.Set<AllocationFigure>().AsNoTracking().OrderBy(f => f.Kind).ThenBy(f => f.Code).ToListAsync();
            (await db.Set<AllocationChild>().CountAsync()).ShouldBe(0);
            return string.Join(
                '\n',
                [
                    .. entries.Select(e => $"{children.IndexOf(e.PersonId)} {e.State} {e.Basis} {e.AllocatedSchool} {e.RuleNo} {e.Cause} {e.Version}"),
                    .. events.Select(e => $"{children.IndexOf(e.PersonId)} {e.Seq} {e.What} {e.Reason} {e.SchoolCode}"),
                    .. choices.Select(c => $"{children.IndexOf(c.PersonId)} {c.SchoolCode} {c.IsDefault}"),
                    .. figures.Select(f => $"{f.Kind} {f.Code} {f.Count}"),
                    $"{run.Children} {run.Changed} {run.Skipped}",
                ]
            );
        });
    }

    private static async Task DecideAsync(StudentNetDb db, long child, DateTime now)
    {
        var result = await new HandAllocation(db).DecideAsync(
            new CountyEntries(County, new SchoolYear(115), AllocationTown.Level),
            new Dictionary<long, int> { [child] = 0 },
            new HandDecision(OtherSchool, "sibling", null),
            new Act("人工分發", "N1.21", now, County, County)
        );
        result.IsDone.ShouldBeTrue();
    }

    private static async Task<TestApp> CreateAsync(Kind kind)
    {
        var app = await TestApp.CreateAsync(
            AllocationTown.Season,
            configure: builder =>
            {
                builder.Services.Remove(builder.Services.Single(s => s.ServiceType == typeof(IRunKind) && s.ImplementationType == typeof(AllocationRunKind)));
                builder.Services.AddSingleton<IRunKind>(kind);
            }
        );
        await app.Db(SmallCountry.SeedAsync);
        return app;
    }

    private sealed class Kind(IReadOnlyList<RunPhase> phases) : IRunKind
    {
        string IRunKind.Kind => AllocationRunKind.Name;

        public string Title => "新生分發";

        public IReadOnlyList<RunPhase> Phases => phases;
    }
}

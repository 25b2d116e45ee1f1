using CsCheck;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Accounts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Admissions;
using static StudentNet.Tests.Infrastructure.SmallCountry;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>
/// Random years of a small country, from the allocation to two comparisons: schools say here, not here, take it back and contradict one another,
/// families move, a late list comes, children die, two records turn out to be one person. After every step every child is in exactly one
/// explained state for which one organisation answers, and the cases are those of children whom nothing accounts for.
/// </summary>
public sealed class YearPropertyTests
{
    private static readonly string[] Schools = [School, OtherSchool, ForeignSchool];
    private static readonly string[] Villages = [SmallCountry.Village, SecondVillage, OtherVillage, ForeignVillage];

    /// <summary>What may happen between two looks at the country.</summary>
    private abstract record Happening(int Child)
    {
        public sealed record Said(int Child, string By, EntryStage Stage, MarkWish Wish, bool IsAddition) : Happening(Child);

        public sealed record Moved(int Child, string Village, int Neighbourhood) : Happening(Child);

        public sealed record Ended(int Child, ResidenceEnd How) : Happening(Child);

        public sealed record SamePerson(int Child, int Other) : Happening(Child);

        public sealed record Arrived(string Village, int Neighbourhood) : Happening(0);
    }

    private static readonly Gen<MarkWish> Wish = Gen.Frequency(
        (5, Gen.Const((MarkWish)new MarkWish.Here())),
        (1, Gen.Const((MarkWish)new MarkWish.Clear())),
        (1, Gen.Const((MarkWish)new MarkWish.NotHere("abroad", null, "範例國"))),
        (1, Gen.Const((MarkWish)new MarkWish.NotHere("other-school", OtherSchool))),
        (2, Gen.Const((MarkWish)new MarkWish.NotHere("deferred", null, "測府教字第 1150001 號"))),
        // Lacks the number of the approval: must be refused, and must not account for anybody.
        (1, Gen.Const((MarkWish)new MarkWish.NotHere("home-education")))
    );

    private static Gen<Happening> Happenings(EntryStage stage) =>
        Gen.Frequency(
            (8, Gen.Select(Gen.Int[0, 15], Gen.Int[0, 2], Wish, Gen.Bool).Select(s => (Happening)new Happening.Said(s.Item1, Schools[s.Item2], stage, s.Item3, s.Item4))),
            (1, Gen.Select(Gen.Int[0, 15], Gen.Int[0, 3], Gen.Int[1, 6]).Select(s => (Happening)new Happening.Moved(s.Item1, Villages[s.Item2], s.Item3))),
            (1, Gen.Select(Gen.Int[0, 15], Gen.Enum<ResidenceEnd>()).Select(s => (Happening)new Happening.Ended(s.Item1, s.Item2))),
            (1, Gen.Select(Gen.Int[0, 15], Gen.Int[0, 15]).Select(s => (Happening)new Happening.SamePerson(s.Item1, s.Item2))),
            (1, Gen.Select(Gen.Int[0, 3], Gen.Int[1, 6]).Select(s => (Happening)new Happening.Arrived(Villages[s.Item1], s.Item2)))
        );

    [Fact]
    public async Task From_allocation_to_comparison_no_child_is_lost_and_none_is_tracked_that_is_in_school()
    {
        await using var app = await TestApp.CreateAsync(AllocationTown.Season);
        await app.Db(SeedAsync);
        var year = 115;
        await Gen.Select(
                Gen.Select(Gen.Int[0, 3], Gen.Int[1, 6]).List[2, 12],
                Happenings(EntryStage.Registration).List[0, 25],
                Happenings(EntryStage.Admission).List[0, 20],
                Happenings(EntryStage.Admission).List[0, 8]
            )
            .SampleAsync(
                async (homes, summer, september, later) =>
                {
                    var country = new Country(app, new AllocationTown(app, new SchoolYear(year++)));
                    await country.SpringAsync(homes.Select(h => (Villages[h.Item1], h.Item2)));
                    await country.GoOnAsync(summer);
                    await country.GoOnAsync(september);
                    await country.CompareAsync();
                    await country.GoOnAsync(later);
                    await country.CompareAsync();
                },
                iter: 20,
                threads: 1
            );
    }

    private sealed class Country(TestApp app, AllocationTown town)
    {
        private readonly List<long> _children = [];
        private readonly Dictionary<long, long> _into = [];
        private long? _comparison;

        /// <summary>The list, the allocation by two gappy plans, and its publication.</summary>
        public async Task SpringAsync(IEnumerable<(string Village, int Neighbourhood)> homes)
        {
            foreach (var (village, neighbourhood) in homes)
            {
                _children.Add(await town.ChildAsync(village, neighbourhood, village[..5]));
            }

            await town.PlanAsync(County, [new TownRule(SmallCountry.Village, School), new TownRule(OtherVillage, OtherSchool, where: "1-4")]);
            await town.PlanAsync(OtherCounty, [new TownRule(ForeignVillage, ForeignSchool)]);
            foreach (var county in (string[])[County, OtherCounty])
            {
                await town.RunAsync(county);
                await app.Db(db =>
                    new AllocationPublishing(db).PublishAsync(county, town.Year, AllocationTown.Level, new Act("公告", "N1.21", town.Now, county, county))
                );
            }

            await ExplainedAsync();
        }

        public async Task GoOnAsync(IEnumerable<Happening> happenings)
        {
            foreach (var happening in happenings)
            {
                await HappenAsync(happening);
            }

            await ExplainedAsync();
        }

        /// <summary>The comparison of all who entered this year, and what must hold behind it.</summary>
        public async Task CompareAsync()
        {
            var order = new ComparisonOrder(town.Year.Roc, (int)AllocationTown.Level, new DateOnly(town.Year.Gregorian, 9, 15));
            await app.Db(db =>
                app.Services.GetRequiredService<IRuns>()
                    .RequestAsync(db, ComparisonRun.Name, order, $"comparison/{town.Year}", Act.System("大比對", "P1.11", town.Now))
            );
            await app.Services.GetRequiredService<RunWorker>().RunAllAsync();
            _comparison = await app.Db(db => db.Set<NationalComparison>().Where(c => c.Year == town.Year).MaxAsync(c => (long?)c.Id));
            await ExplainedAsync();
            await TrackedAsync();
        }

        private Task HappenAsync(Happening happening) =>
            happening switch
            {
                Happening.Said said => SayAsync(said),
                Happening.Moved moved => town.MoveAsync(Child(moved.Child), moved.Village, moved.Neighbourhood, moved.Village[..5]),
                Happening.Ended ended => town.WriteAsync(db => db.Set<Person>().Single(p => p.PersonId == Child(ended.Child)).Ended = ended.How),
                Happening.SamePerson pair => MergeAsync(Child(pair.Child), Child(pair.Other)),
                Happening.Arrived late => ArriveAsync(late),
                _ => throw new InvalidOperationException($"{happening} never happens."),
            };

        private async Task ArriveAsync(Happening.Arrived late) =>
            _children.Add(await town.ChildAsync(late.Village, late.Neighbourhood, late.Village[..5]));

        private Task SayAsync(Happening.Said said) =>
            app.Db(async db =>
            {
                var school = await db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Code == said.By);
                app.Clock.Advance(TimeSpan.FromSeconds(1));
                var act = new Caller(1, 1, "範小冊", school, "Registrar").Act("標記", "N3.31", town.Now);
                var line = new MarkLine(Child(said.Child), said.Wish, MarkCase.AnyVersion, said.IsAddition);
                await MarkRegister.WriteAsync(db, new WindowState.Open(null, null), new MarkedList(school, town.Year, said.Stage), act, [line]);
            });

        /// <summary>The later record is merged into the earlier one, unless one of them is merged already.</summary>
        private async Task MergeAsync(long one, long other)
        {
            var (kept, merged) = one < other ? (one, other) : (other, one);
            var people = await PeopleAsync();
            if (kept != merged && people[kept].MergedInto is null && people[merged].MergedInto is null)
            {
                app.Clock.Advance(TimeSpan.FromSeconds(1));
                await using var scope = app.Services.CreateAsyncScope();
                var act = new Act("合併", "N7.21", town.Now, County, County);
                await scope.ServiceProvider.GetRequiredService<PersonMerge>().MergeAsync(kept, merged, "測試", act);
                _into[merged] = kept;
            }
        }

        /// <summary>The child at a place of the list, through merges.</summary>
        private long Child(int index)
        {
            var child = _children[index % _children.Count];
            while (_into.TryGetValue(child, out var kept))
            {
                child = kept;
            }

            return child;
        }

        private Task<Dictionary<long, Person>> PeopleAsync() =>
            app.Db(db => db.Set<Person>().AsNoTracking().Where(p => _children.Contains(p.PersonId)).ToDictionaryAsync(p => p.PersonId));

        /// <summary>One state, its evidence beside it and nothing of another state's, an organisation that answers, and a history that ends there.</summary>
        private async Task ExplainedAsync()
        {
            foreach (var child in (await PeopleAsync()).Values.Where(p => p.MergedInto is null).Select(p => p.PersonId))
            {
                var entry = await town.EntryAsync(child);
                var marks = await app.Db(db => db.Set<EntryMark>().AsNoTracking().Where(m => m.PersonId == child && m.Year == town.Year).ToListAsync());
                new EntryOutcome(entry.State, entry.RegisteredSchool, entry.AdmittedSchool, entry.Reason, entry.ReasonDetail)
                    .ShouldBe(EntryOutcome.Of(entry, marks), "one rule decides, whoever writes");
                (entry.State == EntryState.Admitted).ShouldBe(entry.AdmittedSchool is not null, "admitted at exactly one school, or not at all");
                entry.CountyCode.ShouldNotBeNull("somebody answers");
                switch (entry.State)
                {
                    case EntryState.NotRegistered:
                        Reasons.Find(entry.Reason).ShouldNotBeNull("未報到 has a reason");
                        break;
                    case EntryState.Registered:
                        entry.RegisteredSchool.ShouldNotBeNull();
                        break;
                    case EntryState.Allocated:
                        entry.AllocatedSchool.ShouldNotBeNull();
                        break;
                    case EntryState.NeedsPerson:
                        entry.Cause.ShouldNotBeNull();
                        break;
                }

                if (await town.EventsAsync(child) is [.., var last])
                {
                    last.State.ShouldBe(entry.State, "the history ends where the child stands");
                }
            }
        }

        /// <summary>Domain §7 as a sentence, child by child: tracked are the residents whom no admission, approval or end of residence accounts for.</summary>
        private async Task TrackedAsync()
        {
            var people = await PeopleAsync();
            var results = await app.Db(db =>
                db.Set<ComparisonResult>().AsNoTracking().Where(r => r.ComparisonId == _comparison).ToDictionaryAsync(r => r.PersonId)
            );
            var open = await app.Db(db =>
                db.Set<TrackedCase>().AsNoTracking().Where(c => c.ReleasedAt == null && _children.Contains(c.PersonId)).ToListAsync()
            );
            var records = people.Values.ToLookup(p => p.MergedInto ?? p.PersonId);
            foreach (var (child, person) in people.Where(p => p.Value.MergedInto is null))
            {
                var entry = await town.EntryAsync(child);
                var isAccounted =
                    person.Ended is not null || entry.AdmittedSchool is not null || (entry.Reason is "deferred" or "home-education" && entry.ReasonDetail is not null);
                results.ShouldContainKey(child, "nobody is left out of the comparison");
                (results[child].Pass is not null).ShouldBe(isAccounted);
                var cases = open.Where(c => c.PersonId == child).ToList();
                cases.Count.ShouldBeLessThanOrEqualTo(records[child].Count(), "one a record: of two records that both had a case a person decides which one goes on");
                if (isAccounted)
                {
                    cases.ShouldAllBe(c => c.ProposedReleasePass == results[child].Pass, "a case whose child was found waits for a person to confirm");
                }
                else
                {
                    cases.ShouldNotBeEmpty();
                    cases.ShouldAllBe(c => c.CountyCode != null, "the county answers until a school does");
                }
            }
        }
    }
}

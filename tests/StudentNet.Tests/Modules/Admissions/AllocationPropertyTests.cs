using CsCheck;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using static StudentNet.Tests.Infrastructure.SmallCountry;
using SchoolUnit = StudentNet.Modules.Schools.School;
using ZoneKind = StudentNet.Modules.Schools.ZoneKind;

namespace StudentNet.Tests.Modules.Admissions;

/// <summary>
/// Random small countries: districts with overlaps and gaps, conditions in words, closed and private schools, children without a village or a
/// neighbourhood, late files, moves, moves to the other county, twins, one person with two numbers. After every step every child is in exactly
/// one explained state, and the set-based allocation says what a plain loop over the rules says.
/// </summary>
public sealed class AllocationPropertyTests
{
    private static readonly string?[] Villages = [Village, SecondVillage, OtherVillage, ForeignVillage, null];
    private static readonly string[] Schools = [School, OtherSchool, JuniorHigh, "980691", "980692"];

    private static readonly Gen<(string? Village, int? Neighbourhood)> Address = Gen.Select(
        Gen.Frequency((4, Gen.Const(0)), (3, Gen.Const(1)), (2, Gen.Const(2)), (1, Gen.Const(3)), (1, Gen.Const(4))).Select(i => Villages[i]),
        Gen.Frequency((6, Gen.Int[1, 6].Select(n => (int?)n)), (1, Gen.Const((int?)null)))
    );

    private static readonly Gen<TownRule> Rule = Gen.Select(
        Gen.Int[0, 2],
        Gen.Frequency((8, Gen.Int[0, 1]), (1, Gen.Int[2, 4])),
        Gen.Frequency((5, Gen.Const(ZoneKind.Basic)), (1, Gen.Const(ZoneKind.Shared)), (2, Gen.Const(ZoneKind.Free)), (1, Gen.Const(ZoneKind.Open))),
        Gen.Frequency(
            (2, Gen.Const(NeighbourhoodSet.Everything)),
            (3, Gen.Select(Gen.Int[1, 6], Gen.Int[0, 3]).Select(s => NeighbourhoodSet.Of((s.Item1, s.Item1 + s.Item2)))),
            (1, Gen.Int[1, 6].Select(n => NeighbourhoodSet.Of((n, n)).Complement()))
        ),
        Gen.Frequency((9, Gen.Const((string?)null)), (1, Gen.Const((string?)"單號側")))
    )
        .Select((village, school, zone, where, condition) => new TownRule(Villages[village]!, Schools[school], zone, where) { Condition = condition });

    private static readonly Gen<Country> Countries = Gen.Select(
        Rule.List[0, 10],
        Rule.List[0, 10],
        Address.List[1, 12],
        Address.List[0, 4],
        Gen.Int[0, 11].Select(Address).List[0, 5],
        Gen.Int[0, 11].List[0, 3]
    )
        .Select((plan, corrected, first, late, moves, hands) => new Country(plan, corrected, first, late, moves, hands));

    [Fact]
    public async Task Every_child_is_in_exactly_one_explained_state_at_every_step_and_where_a_plain_loop_would_put_it()
    {
        await using var app = await TestApp.CreateAsync();
        await app.Db(SmallCountry.SeedAsync);
        await AddSchoolsAsync(app);
        var year = 115;
        await Countries.SampleAsync(country => LiveAsync(new AllocationTown(app, new SchoolYear(year++)), country), iter: 25, threads: 1);
    }

    private static async Task LiveAsync(AllocationTown town, Country country)
    {
        var children = new List<long>();
        async Task ArriveAsync(IEnumerable<(string? Village, int? Neighbourhood)> addresses)
        {
            foreach (var (village, neighbourhood) in addresses)
            {
                children.Add(await town.ChildAsync(village, neighbourhood, CountyOf(village)));
            }
        }

        await ArriveAsync(country.First);
        // A twin, and a second record of one person that is merged into the first.
        children.Add(await town.ChildAsync(country.First[0].Village, country.First[0].Neighbourhood, CountyOf(country.First[0].Village)));
        var double_ = await town.ChildAsync(country.First[0].Village, country.First[0].Neighbourhood, CountyOf(country.First[0].Village));
        await town.WriteAsync(db => db.Set<Person>().Single(p => p.PersonId == double_).MergedInto = children[0]);

        var oracle = new Oracle(town, await town.App.Db(db => db.Set<SchoolUnit>().AsNoTracking().ToListAsync()));
        await oracle.PlanAsync(country.Plan);
        await RunAndCheckAsync();

        await ArriveAsync(country.Late);
        await ExplainedAsync(town, children);
        foreach (var hand in country.Hands)
        {
            oracle.DecideByHand(children[hand % children.Count], await DecideByHandAsync(town, children[hand % children.Count]));
        }

        foreach (var (index, address) in country.Moves)
        {
            await town.MoveAsync(children[index % children.Count], address.Village, address.Neighbourhood, CountyOf(address.Village));
        }

        await ExplainedAsync(town, children);
        await RunAndCheckAsync();

        await oracle.PlanAsync(country.Corrected);
        await RunAndCheckAsync();

        async Task RunAndCheckAsync()
        {
            // In either order, and then once more: the second time nothing changes.
            await town.RunAsync(OtherCounty);
            await town.RunAsync(County);
            await town.RunAsync(OtherCounty);
            (await town.RunAsync(County)).Changed.ShouldBe(0);
            (await town.RunAsync(OtherCounty)).Changed.ShouldBe(0);
            await ExplainedAsync(town, children);
            await oracle.AgreeAsync(children);
            (await town.EntryAsync(double_)).State.ShouldBe(EntryState.Pending, "a merged record is nobody");
        }
    }

    private static async Task<bool> DecideByHandAsync(AllocationTown town, long child)
    {
        var entry = await town.EntryAsync(child);
        var result = await town.App.Db(db =>
            new HandAllocation(db).DecideAsync(
                new CountyEntries(County, town.Year, AllocationTown.Level),
                new Dictionary<long, int> { [child] = entry.Version },
                new HandDecision(OtherSchool, "sibling", null),
                new Act("人工分發", "N1.21", town.Now, County, County)
            )
        );
        return result.IsDone;
    }

    /// <summary>The invariant: one state, one organisation that answers, and the record says why.</summary>
    private static async Task ExplainedAsync(AllocationTown town, List<long> children)
    {
        foreach (var child in children)
        {
            var entry = await town.EntryAsync(child);
            entry.CountyCode.ShouldNotBeNull();
            var last = (await town.EventsAsync(child)).LastOrDefault();
            var choices = await town.ChoicesAsync(child);
            switch (entry.State)
            {
                case EntryState.Pending:
                    (entry.AllocatedSchool, entry.Basis, entry.Cause).ShouldBe((null, null, null));
                    (last is null || last.What == EntryEvents.HandedOver).ShouldBeTrue();
                    break;
                case EntryState.NeedsPerson:
                    (entry.AllocatedSchool, entry.Basis).ShouldBe((null, null));
                    AllocationRules.Causes.Select(c => c.Code).ShouldContain(entry.Cause);
                    choices.ShouldAllBe(c => !c.IsDefault);
                    break;
                case EntryState.Allocated:
                    entry.AllocatedSchool.ShouldNotBeNull();
                    entry.Cause.ShouldBeNull();
                    (entry.Basis == AllocationBasis.Hand || entry.RuleNo is not null).ShouldBeTrue();
                    if (entry.Basis == AllocationBasis.Choice)
                    {
                        choices.Single(c => c.IsDefault).SchoolCode.ShouldBe(entry.AllocatedSchool);
                    }

                    break;
                default:
                    throw new InvalidOperationException($"No step leads to {entry.State}.");
            }

            if (entry.State != EntryState.Pending)
            {
                (last!.State, last.SchoolCode).ShouldBe((entry.State, entry.AllocatedSchool));
            }
        }

        foreach (var county in (string[])[County, OtherCounty])
        {
            var figures = await town.App.Db(db => AllocationFigures.NowAsync(db, county, town.Year, AllocationTown.Level));
            figures.Residents.ShouldBe(figures.Allocated + figures.Choice + figures.NeedsPerson + figures.Pending);
        }
    }

    private static string CountyOf(string? village) => village?[..5] ?? County;

    private static async Task AddSchoolsAsync(TestApp app) =>
        await app.Db(async db =>
        {
            var model = await db.Set<SchoolUnit>().AsNoTracking().SingleAsync(s => s.Code == School);
            db.Add(Like(model, "980691", "範私國小", isPrivate: true, closed: null));
            db.Add(Like(model, "980692", "範廢國小", isPrivate: false, closed: new DateOnly(2020, 7, 31)));
            await db.SaveAsync(Act.System("設立學校", "system.test", TestApp.Start.UtcDateTime));
        });

    private static SchoolUnit Like(SchoolUnit model, string code, string name, bool isPrivate, DateOnly? closed) =>
        new()
        {
            Code = code,
            MinistryCode = code,
            Name = name,
            CountyCode = model.CountyCode,
            Level = model.Level,
            Kind = model.Kind,
            IsPrivate = isPrivate,
            ClosedOn = closed,
        };

    private sealed record Country(
        List<TownRule> Plan,
        List<TownRule> Corrected,
        List<(string? Village, int? Neighbourhood)> First,
        List<(string? Village, int? Neighbourhood)> Late,
        List<(int Child, (string? Village, int? Neighbourhood) Address)> Moves,
        List<int> Hands
    );

    /// <summary>The allocation as one would explain it on the telephone: child by child, rule by rule.</summary>
    private sealed class Oracle(AllocationTown town, List<SchoolUnit> schools)
    {
        private readonly HashSet<long> _byHand = [];
        private List<TownRule> _rules = [];

        public async Task PlanAsync(List<TownRule> rules)
        {
            _rules = rules;
            await town.PlanAsync(County, rules);
        }

        public void DecideByHand(long child, bool done)
        {
            if (done)
            {
                _byHand.Add(child);
            }
        }

        public async Task AgreeAsync(List<long> children)
        {
            foreach (var child in children)
            {
                var entry = await town.EntryAsync(child);
                if (_byHand.Contains(child))
                {
                    (entry.Basis, entry.AllocatedSchool).ShouldBe((AllocationBasis.Hand, OtherSchool));
                    continue;
                }

                var home = await town.App.Db(db => db.Set<Residence>().AsNoTracking().SingleAsync(r => r.PersonId == child && r.Until == null));
                var (word, school, others) = Say(home);
                entry.CountyCode.ShouldBe(home.CountyCode);
                (entry.Cause ?? entry.Basis?.ToString(), entry.AllocatedSchool).ShouldBe((word, school));
                (await town.ChoicesAsync(child)).Select(c => c.SchoolCode).ShouldBe(others);
            }
        }

        private (string Word, string? School, IEnumerable<string> Choices) Say(Residence home)
        {
            if (home.CountyCode == OtherCounty)
            {
                return ("no-plan", null, []);
            }

            if (home.VillageCode is null)
            {
                return ("unknown-village", null, []);
            }

            var ofVillage = _rules.Where(r => r.Village == home.VillageCode).ToList();
            if (home.Neighbourhood is null && ofVillage.Any(r => !r.Where.IsEverything))
            {
                return ("address-unreadable", null, []);
            }

            var matching = ofVillage.Where(r => r.Where.IsEverything || r.Where.Contains(home.Neighbourhood!.Value)).ToList();
            if (matching.Any(r => r.Condition is not null))
            {
                return ("condition-in-words", null, []);
            }

            var open = matching.Where(r => Takes(r.School)).ToList();
            var basic = open.Where(r => r.Zone == ZoneKind.Basic).Select(r => r.School).Distinct().ToList();
            var all = open.Select(r => r.School).Distinct().Order(StringComparer.Ordinal).ToList();
            return (basic.Count, all.Count) switch
            {
                ( > 1, _) => ("overlap", null, []),
                (0, _) when matching.Any(r => r.Zone == ZoneKind.Basic) => ("school-closed", null, []),
                (0, 0) when matching.Count > 0 => ("school-closed", null, []),
                (0, 0) => ("no-rule", null, []),
                (0, _) => ("choice-without-default", null, all),
                (1, 1) => ("Rule", basic[0], []),
                _ => ("Choice", basic[0], all),
            };
        }

        private bool Takes(string code) =>
            schools.Single(s => s.Code == code) is { IsPrivate: false, ClosedOn: null, Level: SchoolLevel.Elementary };
    }
}

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

public sealed class AllocationTests
{
    [Fact]
    public async Task One_basic_rule_puts_the_child_into_its_school_and_says_which_rule_did()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        var plan = await town.PlanAsync(County, new TownRule(SecondVillage, OtherSchool), new TownRule(Village, School, where: "1-4"));
        var child = await town.ChildAsync(Village, 3);

        await town.RunAsync();

        var entry = await town.EntryAsync(child);
        entry.State.ShouldBe(EntryState.Allocated);
        entry.Basis.ShouldBe(AllocationBasis.Rule);
        (entry.AllocatedSchool, entry.PlanId, entry.RuleNo, entry.ResidenceSeq).ShouldBe((School, plan, 2, 1));
        var happened = (await town.EventsAsync(child)).ShouldHaveSingleItem();
        (happened.What, happened.Reason, happened.SchoolCode, happened.Detail).ShouldBe((EntryEvents.Allocated, "single-basic", School, $"plan {plan} rule 2"));
    }

    [Theory]
    [InlineData("no-rule", Village, 9)]
    [InlineData("unknown-village", null, 3)]
    [InlineData("address-unreadable", Village, null)]
    [InlineData("condition-in-words", Village, 5)]
    [InlineData("overlap", Village, 4)]
    [InlineData("choice-without-default", Village, 6)]
    [InlineData("school-closed", Village, 7)]
    [InlineData("school-closed", Village, 8)]
    public async Task A_child_that_no_rule_can_place_needs_a_person_and_says_why(string cause, string? village, int? neighbourhood)
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.WriteAsync(db =>
        {
            db.Set<SchoolUnit>().Single(s => s.Code == ForeignSchool).ClosedOn = new DateOnly(2026, 7, 31);
            db.Set<SchoolUnit>().Single(s => s.Code == OtherSchool).IsPrivate = false;
        });
        await town.PlanAsync(
            County,
            new TownRule(Village, School, where: "1-4"),
            new TownRule(Village, OtherSchool, where: "4"),
            new TownRule(Village, School, where: "5") { Condition = "中山路以東" },
            new TownRule(Village, School, ZoneKind.Shared, "6"),
            new TownRule(Village, OtherSchool, ZoneKind.Free, "6"),
            new TownRule(Village, ForeignSchool, where: "7"),
            // A school of the other level takes no child of this one.
            new TownRule(Village, JuniorHigh, where: "8")
        );
        var child = await town.ChildAsync(village, neighbourhood);

        await town.RunAsync();

        var entry = await town.EntryAsync(child);
        (entry.State, entry.Cause, entry.AllocatedSchool, entry.Basis).ShouldBe((EntryState.NeedsPerson, cause, null, null));
        (await town.EventsAsync(child)).ShouldHaveSingleItem().Reason.ShouldBe(cause);
    }

    [Fact]
    public async Task Without_a_plan_every_child_needs_a_person_until_the_plan_is_published()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        var child = await town.ChildAsync(Village, 3);

        await town.RunAsync();
        (await town.EntryAsync(child)).Cause.ShouldBe("no-plan");

        await town.PlanAsync(County, new TownRule(Village, School));
        await town.RunAsync();
        (await town.EntryAsync(child)).AllocatedSchool.ShouldBe(School);
    }

    [Fact]
    public async Task Basic_and_free_rules_give_a_choice_list_with_the_basic_school_as_default()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(
            County,
            new TownRule(Village, OtherSchool, ZoneKind.Free),
            new TownRule(Village, School),
            new TownRule(Village, School, ZoneKind.Free)
        );
        var child = await town.ChildAsync(Village, 3);

        var run = await town.RunAsync();

        var entry = await town.EntryAsync(child);
        (entry.State, entry.Basis, entry.AllocatedSchool, entry.RuleNo).ShouldBe((EntryState.Allocated, AllocationBasis.Choice, School, 2));
        (await town.ChoicesAsync(child))
            .Select(c => (c.SchoolCode, c.Zone, c.RuleNo, c.IsDefault))
            .ShouldBe([(School, ZoneKind.Basic, 2, true), (OtherSchool, ZoneKind.Free, 1, false)]);
        var figures = await app.Db(db => db.Set<AllocationFigure>().Where(f => f.RunId == run.RunId).ToListAsync());
        figures.Select(f => (f.Kind, f.Code, f.Count)).ShouldBe([(AllocationFigureKind.Choice, School, 1)]);
    }

    [Fact]
    public async Task A_private_school_never_gets_a_child_even_by_a_basic_rule()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.WriteAsync(db => db.Set<SchoolUnit>().Single(s => s.Code == OtherSchool).IsPrivate = true);
        await town.PlanAsync(County, new TownRule(Village, School), new TownRule(Village, OtherSchool, ZoneKind.Free), new TownRule(SecondVillage, OtherSchool));
        var beside = await town.ChildAsync(Village, 1);
        var alone = await town.ChildAsync(SecondVillage, 1);

        await town.RunAsync();

        (await town.EntryAsync(beside)).Basis.ShouldBe(AllocationBasis.Rule);
        (await town.EntryAsync(alone)).Cause.ShouldBe("school-closed");
    }

    [Fact]
    public async Task A_rule_counts_only_on_the_day_of_entry()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(
            County,
            new TownRule(Village, OtherSchool) { To = new DateOnly(2026, 7, 31) },
            new TownRule(Village, School) { From = new DateOnly(2026, 8, 1) }
        );
        var child = await town.ChildAsync(Village, 1);

        await town.RunAsync();

        (await town.EntryAsync(child)).AllocatedSchool.ShouldBe(School);
    }

    [Fact]
    public async Task An_unreadable_neighbourhood_does_not_matter_where_the_whole_village_has_one_rule()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School));
        var child = await town.ChildAsync(Village, null);

        await town.RunAsync();

        (await town.EntryAsync(child)).AllocatedSchool.ShouldBe(School);
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School), new TownRule(Village, OtherSchool, ZoneKind.Free), new TownRule(SecondVillage, OtherSchool));
        long[] children = [await town.ChildAsync(Village, 1), await town.ChildAsync(SecondVillage, 2), await town.ChildAsync(null, null)];
        var first = await town.RunAsync();
        var before = await app.Db(db => db.Set<Entry>().AsNoTracking().OrderBy(e => e.PersonId).Select(e => new { e.PersonId, e.Version, e.ChangedAt }).ToListAsync());

        app.Clock.Advance(TimeSpan.FromHours(1));
        var second = await town.RunAsync();

        (first.Changed, second.Changed).ShouldBe((3, 0));
        second.InputHash.ShouldBe(first.InputHash);
        (await app.Db(db => db.Set<Entry>().AsNoTracking().OrderBy(e => e.PersonId).Select(e => new { e.PersonId, e.Version, e.ChangedAt }).ToListAsync()))
            .ShouldBe(before);
        foreach (var child in children)
        {
            (await town.EventsAsync(child)).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_new_plan_with_the_same_result_changes_the_reason_but_not_the_place()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School));
        var child = await town.ChildAsync(Village, 1);
        await town.RunAsync();
        var corrected = await town.PlanAsync(County, new TownRule(SecondVillage, OtherSchool), new TownRule(Village, School));

        await town.RunAsync();

        var entry = await town.EntryAsync(child);
        (entry.PlanId, entry.RuleNo, entry.AllocatedSchool).ShouldBe((corrected, 2, School));
        (await town.EventsAsync(child)).Select(e => e.What).ShouldBe([EntryEvents.Allocated, EntryEvents.Rebased]);
    }

    [Fact]
    public async Task A_child_that_moves_before_publication_follows_its_address_and_afterwards_only_when_the_county_asks()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School), new TownRule(SecondVillage, OtherSchool));
        var child = await town.ChildAsync(Village, 1);
        await town.RunAsync();

        await town.MoveAsync(child, SecondVillage, 1);
        await town.RunAsync();
        (await town.EntryAsync(child)).AllocatedSchool.ShouldBe(OtherSchool);

        await town.WriteAsync(db => db.Set<Entry>().Single(e => e.PersonId == child).PublishedAt = town.Now);
        await town.MoveAsync(child, Village, 2);
        (await town.RunAsync()).Changed.ShouldBe(0);
        (await town.EntryAsync(child)).AllocatedSchool.ShouldBe(OtherSchool);

        (await town.RunAsync(published: PublishedChildren.Moved)).Changed.ShouldBe(1);
        var entry = await town.EntryAsync(child);
        (entry.AllocatedSchool, entry.ResidenceSeq, entry.PublishedAt).ShouldBe((School, 3, null));
    }

    [Fact]
    public async Task A_child_that_moves_to_another_county_is_handed_over_and_allocated_there()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School));
        await town.PlanAsync(OtherCounty, new TownRule(ForeignVillage, ForeignSchool));
        var child = await town.ChildAsync(Village, 1);
        await town.RunAsync();

        await town.MoveAsync(child, ForeignVillage, 1, OtherCounty);
        await town.RunAsync(County);
        var handed = await town.EntryAsync(child);
        (handed.State, handed.CountyCode, handed.AllocatedSchool, handed.Basis).ShouldBe((EntryState.Pending, OtherCounty, null, null));
        (await town.EventsAsync(child))[^1].What.ShouldBe(EntryEvents.HandedOver);

        await town.RunAsync(OtherCounty);
        (await town.RunAsync(County)).Changed.ShouldBe(0);
        var entry = await town.EntryAsync(child);
        (entry.State, entry.CountyCode, entry.AllocatedSchool).ShouldBe((EntryState.Allocated, OtherCounty, ForeignSchool));
    }

    [Fact]
    public async Task A_child_that_the_registry_s_list_has_brought_here_is_allocated_here_at_once()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School));
        await town.PlanAsync(OtherCounty, new TownRule(ForeignVillage, ForeignSchool));
        var child = await town.ChildAsync(Village, 1);
        await town.RunAsync();

        await town.MoveAsync(child, ForeignVillage, 1, OtherCounty);
        await town.WriteAsync(db => db.Set<Entry>().Single(e => e.PersonId == child).CountyCode = OtherCounty);
        await town.RunAsync(OtherCounty);

        (await town.EntryAsync(child)).AllocatedSchool.ShouldBe(ForeignSchool);
        (await town.RunAsync(County)).Children.ShouldBe(0);
    }

    [Theory]
    [InlineData(EntryState.Allocated, AllocationBasis.Hand)]
    [InlineData(EntryState.Registered, AllocationBasis.Rule)]
    [InlineData(EntryState.Registered, AllocationBasis.Added)]
    [InlineData(EntryState.NotRegistered, AllocationBasis.Rule)]
    [InlineData(EntryState.Admitted, AllocationBasis.Choice)]
    public async Task What_people_decided_survives_every_run(EntryState state, AllocationBasis basis)
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School));
        var child = await town.ChildAsync(Village, 1);
        await town.WriteAsync(db =>
        {
            var entry = db.Set<Entry>().Single(e => e.PersonId == child);
            (entry.State, entry.Basis, entry.AllocatedSchool) = (state, basis, OtherSchool);
        });
        await town.MoveAsync(child, SecondVillage, 1);

        (await town.RunAsync(published: PublishedChildren.All)).Changed.ShouldBe(0);

        var after = await town.EntryAsync(child);
        (after.State, after.AllocatedSchool).ShouldBe((state, OtherSchool));
    }

    [Fact]
    public async Task Those_whom_the_registry_no_longer_holds_and_merged_records_are_left_out()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School));
        var dead = await town.ChildAsync(Village, 1);
        var merged = await town.ChildAsync(Village, 1);
        var survivor = await town.ChildAsync(Village, 1);
        await town.WriteAsync(db =>
        {
            db.Set<Person>().Single(p => p.PersonId == dead).Ended = ResidenceEnd.Died;
            db.Set<Person>().Single(p => p.PersonId == merged).MergedInto = survivor;
        });

        (await town.RunAsync()).Children.ShouldBe(1);

        (await town.EntryAsync(dead)).State.ShouldBe(EntryState.Pending);
        (await town.EntryAsync(survivor)).State.ShouldBe(EntryState.Allocated);
    }
}

using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.N1Allocation;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using static StudentNet.Tests.Infrastructure.SmallCountry;
using ZoneKind = StudentNet.Modules.Schools.ZoneKind;

namespace StudentNet.Tests.Modules.Admissions;

public sealed class HandAllocationTests
{
    private static readonly HandDecision Sibling = new(OtherSchool, "sibling", null);

    [Fact]
    public async Task An_officer_s_decision_has_a_reason_in_the_history_and_survives_a_run()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School), new TownRule(Village, OtherSchool, ZoneKind.Free));
        var child = await town.ChildAsync(Village, 1);
        await town.RunAsync();

        (await DecideAsync(town, new HandDecision(OtherSchool, "special-needs", " 鑑定會 115 字第 1 號 "), child)).IsDone.ShouldBeTrue();
        (await town.RunAsync()).Changed.ShouldBe(0);

        var entry = await town.EntryAsync(child);
        (entry.AllocatedSchool, entry.Basis, entry.State).ShouldBe((OtherSchool, AllocationBasis.Hand, EntryState.Allocated));
        var happened = (await town.EventsAsync(child))[^1];
        (happened.What, happened.Reason, happened.Detail, happened.AccountId).ShouldBe((EntryEvents.DecidedByHand, "special-needs", "鑑定會 115 字第 1 號", 7));
        (await town.ChoicesAsync(child)).Single(c => c.IsDefault).SchoolCode.ShouldBe(OtherSchool);
    }

    [Fact]
    public async Task A_decision_taken_back_leaves_the_child_to_the_next_run()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School));
        var child = await town.ChildAsync(Village, 1);
        await DecideAsync(town, Sibling, child);

        var seen = await SeenAsync(town, child);
        (await app.Db(db => new HandAllocation(db).WithdrawAsync(Where(town), seen, Act(town)))).IsDone.ShouldBeTrue();
        (await town.EntryAsync(child)).State.ShouldBe(EntryState.Pending);
        await town.RunAsync();

        (await town.EntryAsync(child)).AllocatedSchool.ShouldBe(School);
    }

    [Theory]
    [InlineData(null, "sibling", null, "hand.school")]
    [InlineData(ForeignSchool, "sibling", null, "hand.school")]
    [InlineData(JuniorHigh, "sibling", null, "hand.school")]
    [InlineData(OtherSchool, null, null, "hand.reason")]
    [InlineData(OtherSchool, "other", "  ", "hand.words")]
    public async Task A_decision_without_a_school_or_a_reason_is_refused(string? school, string? reason, string? words, string problem)
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        var child = await town.ChildAsync(Village, 1);

        var result = await DecideAsync(town, new HandDecision(school, reason, words), child);

        result.Problems.Select(p => p.Code).ShouldBe([problem]);
        (await town.EntryAsync(child)).State.ShouldBe(EntryState.Pending);
    }

    [Fact]
    public async Task A_batch_is_decided_whole_or_not_at_all()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        var child = await town.ChildAsync(Village, 1);
        var registered = await town.ChildAsync(Village, 1);
        await town.WriteAsync(db => db.Set<Entry>().Single(e => e.PersonId == registered).State = EntryState.Registered);

        var result = await DecideAsync(town, Sibling, child, registered);

        result.Problems.Select(p => p.Code).ShouldBe(["hand.registered"]);
        (await town.EntryAsync(child)).State.ShouldBe(EntryState.Pending);
    }

    [Fact]
    public async Task What_changed_since_the_officer_looked_is_not_overwritten()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        var child = await town.ChildAsync(Village, 1);
        var seen = await SeenAsync(town, child);
        await DecideAsync(town, Sibling, child);

        var late = await app.Db(db => new HandAllocation(db).DecideAsync(Where(town), seen, Sibling with { School = School }, Act(town)));

        late.Problems.Select(p => p.Code).ShouldBe(["hand.changed"]);
        (await town.EntryAsync(child)).AllocatedSchool.ShouldBe(OtherSchool);
    }

    [Fact]
    public async Task After_the_closing_what_is_left_may_be_decided_and_what_schools_have_been_shown_stays()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School));
        var shown = await town.ChildAsync(Village, 1);
        var left = await town.ChildAsync(null, null);
        await town.RunAsync();
        await PublishAsync(town);
        app.Clock.SetUtcNow(new DateTimeOffset(2026, 7, 5, 1, 0, 0, TimeSpan.Zero));
        using var county = await app.ClientAs(Persona.County);

        var version = (await SeenAsync(town, left))[left];
        var decided = await (await county.OpenAsync("/N1.21/people?level=1")).SubmitAsync(
            form =>
            {
                form.Tick("pick", $"{left}:{version}");
                form["Input.School"] = OtherSchool;
                form["Input.Reason"] = "sibling";
            },
            button: "分發選取的學生"
        );
        decided.Text.ShouldContain("已人工分發 1 人", customMessage: "no window of the schools has to move for it");
        (await town.EntryAsync(left)).AllocatedSchool.ShouldBe(OtherSchool);
        var seen = await SeenAsync(town, shown);
        (await app.Db(db => new HandAllocation(db).DecideAsync(Where(town), seen, Sibling, Act(town), isClosed: true))).Problems.Select(p => p.Code).ShouldBe(["hand.closed"]);
        var page = await county.OpenAsync("/N1.21?level=1");
        page.Text.ShouldNotContain("延後分發截止日");
        var preview = await page.FollowAsync("公告 1 人");
        preview.Text.ShouldContain("其中人工分發");
        (await preview.SubmitAsync(button: "公告 1 人給 1 校")).Text.ShouldContain("已公告 1 人");
    }

    [Fact]
    public async Task Another_county_s_child_is_as_good_as_absent()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        var child = await town.ChildAsync(ForeignVillage, 1, OtherCounty);

        (await DecideAsync(town, Sibling, child)).Problems.Select(p => p.Code).ShouldBe(["hand.changed"]);

        (await town.EntryAsync(child)).State.ShouldBe(EntryState.Pending);
    }

    [Fact]
    public async Task Schools_see_their_list_when_the_county_publishes_and_the_rest_when_it_publishes_again()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School), new TownRule(Village, OtherSchool, ZoneKind.Free));
        var child = await town.ChildAsync(Village, 1);
        var lost = await town.ChildAsync(null, null);
        await town.RunAsync();
        (await SeenBySchoolAsync(town, School)).ShouldBeEmpty();

        var first = await PublishAsync(town);
        first.Publication.ShouldNotBeNull();
        (first.Publication.Seq, first.Publication.Children, first.Publication.Schools, first.Publication.NeedsPerson).ShouldBe((1, 1, 1, 1));
        (await SeenBySchoolAsync(town, School)).ShouldBe([child]);
        (await SeenBySchoolAsync(town, OtherSchool)).ShouldBe([child], "its choice list names the child");
        (await PublishAsync(town)).Problem!.Value.Code.ShouldBe("allocation.nothing-new");

        app.Clock.Advance(TimeSpan.FromDays(1));
        await DecideAsync(town, Sibling, lost);
        (await SeenBySchoolAsync(town, OtherSchool)).ShouldBe([child]);
        var second = await PublishAsync(town);
        (second.Publication!.Seq, second.Publication.Children).ShouldBe((2, 1));
        (await SeenBySchoolAsync(town, OtherSchool)).ShouldBe([child, lost]);
        (await town.EventsAsync(child)).Count(e => e.What == EntryEvents.Published).ShouldBe(1);
    }

    private static Task<(AllocationPublication? Publication, StudentNet.Kernel.Problem? Problem)> PublishAsync(AllocationTown town) =>
        town.App.Db(db => new AllocationPublishing(db).PublishAsync(County, town.Year, AllocationTown.Level, Act(town)));

    private static Task<List<long>> SeenBySchoolAsync(AllocationTown town, string school) =>
        town.App.Db(db =>
            new EntryRoster(db)
                .Within(new StudentNet.Kernel.Scope.School(school), town.Year, AllocationTown.Level)
                .Select(r => r.Entry.PersonId)
                .OrderBy(p => p)
                .ToListAsync()
        );

    private static async Task<HandResult> DecideAsync(AllocationTown town, HandDecision decision, params long[] children)
    {
        var seen = await SeenAsync(town, children);
        return await town.App.Db(db => new HandAllocation(db).DecideAsync(Where(town), seen, decision, Act(town)));
    }

    private static Task<Dictionary<long, int>> SeenAsync(AllocationTown town, params long[] children) =>
        town.App.Db(db => db.Set<Entry>().AsNoTracking().Where(e => children.Contains(e.PersonId)).ToDictionaryAsync(e => e.PersonId, e => e.Version));

    private static CountyEntries Where(AllocationTown town) => new(County, town.Year, AllocationTown.Level);

    private static Act Act(AllocationTown town) => new("人工分發", "N1.21", town.Now, County, County) { AccountId = 7 };
}

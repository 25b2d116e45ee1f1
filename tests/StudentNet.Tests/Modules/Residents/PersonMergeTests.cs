using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Modules.Residents.MergeWorld;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>Two records that prove to be one child (decision 92): nothing of either is lost, and a wrong merge can be taken apart.</summary>
public sealed class PersonMergeTests
{
    [Fact]
    public async Task A_registered_child_whose_new_number_is_somebody_already_stays_on_its_schools_list()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (old, now) = (RegistryFile.Number(11), RegistryFile.Number(12));
        await ListAsync(counter, RegistryFile.Child(1) with { Number = old });
        await MarkAsync(counter.App, await IdAsync(counter.App, old), SmallCountry.School, EntryStage.Registration, new MarkWish.Here(), isAddition: true);
        await ListAsync(counter, RegistryFile.Child(1) with { Number = now, DataDate = "115/03/21" });

        await ListAsync(counter, RegistryFile.Child(1) with { Number = now, OldNumber = old, DataDate = "115/04/01" });

        var child = await IdAsync(counter.App, now);
        (await IdAsync(counter.App, old)).ShouldBe(child);
        var entry = await counter.App.Db(db => db.Set<Entry>().AsNoTracking().SingleAsync());
        (entry.PersonId, entry.State, entry.RegisteredSchool).ShouldBe((child, EntryState.Registered, SmallCountry.School));
        var listed = await counter.App.Db(db => new EntryRoster(db).Within(new Scope.School(SmallCountry.School), Year, SchoolLevel.Elementary).ToListAsync());
        listed.ShouldHaveSingleItem().Number.ShouldBe(now);
        (await counter.App.Db(db => db.Set<OrganisationNotice>().Where(n => n.PersonId == child).Select(n => n.OrganisationCode).ToListAsync()))
            .ShouldBe([SmallCountry.School, SmallCountry.County], ignoreOrder: true);
    }

    [Fact]
    public async Task A_registered_child_whose_record_becomes_part_of_one_without_an_entry_is_not_open_to_other_schools()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await TwoAsync(app);
        await MarkAsync(app, second, SmallCountry.School, EntryStage.Registration, new MarkWish.Here());

        await MergeAsync(app, first, second);

        (await MarkAsync(app, first, SmallCountry.OtherSchool, EntryStage.Registration, new MarkWish.Here(), isAddition: true)).ShouldBeOfType<MarkAnswer.Change>();
        var entry = await app.Db(db => db.Set<Entry>().AsNoTracking().SingleAsync());
        (entry.PersonId, entry.RegisteredSchool).ShouldBe((first, SmallCountry.School));
        (await app.Db(db => Claims.Contested(db, Year, SchoolLevel.Elementary, EntryStage.Registration).CountAsync())).ShouldBe(2, "two schools, a person decides");
    }

    [Fact]
    public async Task Registered_at_two_schools_under_two_numbers_is_a_conflict_that_both_schools_and_the_county_are_told_of()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await TwoAsync(app);
        await MarkAsync(app, first, SmallCountry.OtherSchool, EntryStage.Registration, new MarkWish.Here());
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await MarkAsync(app, second, SmallCountry.School, EntryStage.Registration, new MarkWish.Here());

        await MergeAsync(app, first, second);

        var entry = await app.Db(db => db.Set<Entry>().AsNoTracking().SingleAsync());
        (entry.State, entry.RegisteredSchool).ShouldBe((EntryState.Registered, SmallCountry.OtherSchool), "who said so first holds");
        var told = await app.Db(db => db.Set<OrganisationNotice>().Where(n => n.Text.StartsWith("重複報到")).Select(n => n.OrganisationCode).ToListAsync());
        told.ShouldBe([SmallCountry.School, SmallCountry.OtherSchool, SmallCountry.County], ignoreOrder: true);
    }

    [Fact]
    public async Task The_allocation_that_a_school_was_shown_holds_and_the_other_is_kept_in_the_trace()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await TwoAsync(app);
        await EnterAsync(app, first, SmallCountry.OtherSchool, published: null);
        await EnterAsync(app, second, SmallCountry.School, published: TestApp.Start.UtcDateTime);

        await MergeAsync(app, first, second);

        var entry = await app.Db(db => db.Set<Entry>().AsNoTracking().SingleAsync());
        (entry.PersonId, entry.AllocatedSchool, entry.State).ShouldBe((first, SmallCountry.School, EntryState.Allocated));
        (await app.Db(db => db.Set<EntryChoice>().AsNoTracking().SingleAsync())).SchoolCode.ShouldBe(SmallCountry.School, "the choice list goes with its entry");
        (await app.Db(db => db.Set<PersonMergedRow>().CountAsync(r => r.Table == "entry" && r.Change == MergedRowChange.SetAside))).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_the_comparison_found_of_either_record_holds_for_the_one_child_until_they_are_taken_apart(bool ofTheMerged)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (survivor, merged) = await TwoAsync(app);
        // The entry of the merged record holds in the second case: a school was shown it.
        await EnterAsync(app, survivor, SmallCountry.School, published: ofTheMerged ? TestApp.Start.UtcDateTime : null);
        await EnterAsync(app, merged, SmallCountry.School, published: ofTheMerged ? null : TestApp.Start.UtcDateTime);
        var notFound = ofTheMerged ? merged : survivor;
        await NotFoundAsync(app, notFound);
        app.Clock.Advance(TimeSpan.FromMinutes(1));

        var merge = await MergeAsync(app, survivor, merged);

        (await StatesAsync(app)).ShouldBe([(survivor, EntryState.NotAdmitted)]);

        await ApartAsync(app, merge.Id);

        (await StatesAsync(app)).ShouldBe([(survivor, OfThe(survivor)), (merged, OfThe(merged))], "each knows again what it knew before");

        async Task<List<(long, EntryState)>> StatesAsync(TestApp of) =>
            [.. (await of.Db(db => db.Set<Entry>().AsNoTracking().OrderBy(e => e.PersonId).ToListAsync())).Select(e => (e.PersonId, e.State))];

        EntryState OfThe(long person) => person == notFound ? EntryState.NotAdmitted : EntryState.Allocated;
    }

    [Fact]
    public async Task Rolls_cases_and_residences_meet_as_they_are_declared()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await TwoAsync(app);
        await app.Db(async db =>
        {
            db.AddRange(Pupil(first, "01", 0), Pupil(second, "02", 1), PupilEvent(first, 1), PupilEvent(second, 1), PupilEvent(second, 2));
            db.AddRange(Case(first, "115-1"), Case(second, "115-2"), Happened(first, 1), Happened(second, 1), Lives(first, 0), Lives(second, 5));
            await db.SaveAsync(Write());
        });

        await MergeAsync(app, first, second);

        await app.Db(async db =>
        {
            (await db.Set<ClassPupil>().AsNoTracking().SingleAsync()).ClassName.ShouldBe("02", "newest wins");
            (await db.Set<ClassPupilEvent>().Where(e => e.PersonId == first).OrderBy(e => e.Seq).Select(e => e.Seq).ToListAsync()).ShouldBe([1, 2, 3]);
            (await db.Set<TrackedCase>().OrderBy(c => c.CaseSeq).Select(c => new { c.PersonId, c.CaseSeq, c.CaseNo }).ToListAsync()).ShouldBe([
                new { PersonId = first, CaseSeq = 1, CaseNo = "115-1" },
                new { PersonId = first, CaseSeq = 2, CaseNo = "115-2" },
            ]);
            (await db.Set<CaseEvent>().OrderBy(e => e.CaseSeq).Select(e => new { e.PersonId, e.CaseSeq }).ToListAsync()).ShouldBe([
                new { PersonId = first, CaseSeq = 1 },
                new { PersonId = first, CaseSeq = 2 },
            ]);
            (await db.Set<OrganisationNotice>().AnyAsync(n => n.OrganisationCode == SmallCountry.County && n.Text.Contains("115-1、115-2"))).ShouldBeTrue();
            (await db.Set<Residence>().Where(r => r.Until == null).Select(r => new { r.PersonId, r.Seq }).SingleAsync()).ShouldBe(new { PersonId = first, Seq = 2 });
        });
    }

    [Fact]
    public async Task A_merge_can_be_looked_at_before_and_changes_nothing_then()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await TwoAsync(app);
        await EnterAsync(app, first, SmallCountry.OtherSchool, published: null);
        await EnterAsync(app, second, SmallCountry.School, published: TestApp.Start.UtcDateTime);
        var before = await app.Db(WorldAsync);

        var look = await app.Db(db => new PersonMerge(db, []).LookAsync(first, second));

        look.ShouldContain(new PersonMergeLook("entry", MergedRowChange.Came, 1));
        look.ShouldContain(new PersonMergeLook("entry", MergedRowChange.SetAside, 1));
        (await app.Db(WorldAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task A_wrong_merge_is_taken_apart_and_everything_is_where_it_was()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await TwoAsync(app);
        await EnterAsync(app, first, SmallCountry.OtherSchool, published: null);
        await EnterAsync(app, second, SmallCountry.School, published: TestApp.Start.UtcDateTime);
        await MarkAsync(app, second, SmallCountry.School, EntryStage.Registration, new MarkWish.Here());
        await app.Db(async db =>
        {
            db.AddRange(Pupil(first, "01", 0), Pupil(second, "02", 1), Case(second, "115-2"), Happened(second, 1), Lives(first, 0), Lives(second, 5));
            await db.SaveAsync(Write());
        });
        var before = await app.Db(WorldAsync);

        var merge = await MergeAsync(app, first, second);
        (await app.Db(WorldAsync)).ShouldNotBe(before);
        await ApartAsync(app, merge.Id);

        (await app.Db(WorldAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task Whose_a_number_was_in_june_is_answered_after_a_merge_and_after_it_was_taken_apart()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await TwoAsync(app);
        var june = app.Clock.GetUtcNow().UtcDateTime;
        app.Clock.Advance(TimeSpan.FromDays(30));
        var merge = await MergeAsync(app, first, second);
        var july = app.Clock.GetUtcNow().UtcDateTime.AddDays(1);
        app.Clock.Advance(TimeSpan.FromDays(30));
        await ApartAsync(app, merge.Id);
        var august = app.Clock.GetUtcNow().UtcDateTime.AddDays(1);

        var number = RegistryFile.Number(22);
        (await WhoAsync(june)).ShouldBe(second);
        (await WhoAsync(july)).ShouldBe(first);
        (await WhoAsync(august)).ShouldBe(second);
        (await WhoAsync(june.AddYears(-1))).ShouldBeNull("nobody knew it then");

        Task<long?> WhoAsync(DateTime at) => app.Db(db => new PersonMerge(db, []).WhoWasAsync(number, at));
    }

    [Fact]
    public async Task An_old_number_whose_holder_is_a_twin_goes_back_and_merges_nobody()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (elder, younger) = (RegistryFile.Child(1), RegistryFile.Child(2));
        await ListAsync(counter, elder, younger);
        var receipt = await counter.SendAsync(
            Format,
            RegistryFile.Of(elder with { OldNumber = younger.Number, DataDate = "115/04/01" }),
            settings: RegistryFile.Settings("異動名單")
        );
        (await counter.FindingsAsync(receipt)).ShouldContain(f => f.Code == "registry.different-people");
        (await counter.App.Db(db => db.Set<Person>().CountAsync(p => p.MergedInto == null))).ShouldBe(2);
    }

    [Fact]
    public async Task Twins_whose_numbers_are_exchanged_stay_two_children()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (elder, younger) = (RegistryFile.Child(1), RegistryFile.Child(2));
        await ListAsync(counter, elder, younger);
        var receipt = await counter.SendAsync(
            Format,
            RegistryFile.Of(
                elder with { Number = younger.Number, OldNumber = elder.Number, DataDate = "115/04/01" },
                younger with { Number = elder.Number, OldNumber = younger.Number, DataDate = "115/04/01" }
            ),
            settings: RegistryFile.Settings("異動名單")
        );

        (await counter.FindingsAsync(receipt)).Count(f => f.Code == "registry.different-people").ShouldBe(2);
        receipt.Status.ShouldBe(ReceiptStatus.NeedsAttention, "no row of it can be taken");
        var people = await counter.App.Db(db => db.Set<Person>().AsNoTracking().OrderBy(p => p.PersonId).ToListAsync());
        people.Select(p => (p.Name, p.MergedInto)).ShouldBe([(elder.Name, null), (younger.Name, null)]);
    }
}

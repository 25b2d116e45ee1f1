using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Kernel;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>Two records that prove to be one child (decision 92): nothing of either is lost, and a wrong merge can be taken apart.</summary>
public sealed class PersonMergeTests
{
    private const string Format = "registry-list";
    private static readonly SchoolYear Year = new(115);

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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_order_marks_merges_and_their_taking_apart_come_in_each_child_is_in_one_explained_state(int seed)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var draw = new Random(seed);
        var people = new List<long>();
        for (var n = 0; n < 5; n++)
        {
            people.Add(await PersonAsync(app, 30 + n));
        }

        string[] schools = [SmallCountry.School, SmallCountry.OtherSchool, SmallCountry.ForeignSchool];
        var merges = new Stack<long>();
        for (var step = 0; step < 40; step++)
        {
            app.Clock.Advance(TimeSpan.FromMinutes(1));
            var standing = await app.Db(db => db.Set<Person>().Where(p => p.MergedInto == null).OrderBy(p => p.PersonId).Select(p => p.PersonId).ToListAsync());
            var child = standing[draw.Next(standing.Count)];
            switch (draw.Next(5))
            {
                case 0 when standing.Count > 1:
                    var other = standing.Where(p => p != child).ElementAt(draw.Next(standing.Count - 1));
                    merges.Push((await MergeAsync(app, child, other)).Id);
                    break;
                case 1 when merges.Count > 0:
                    await ApartAsync(app, merges.Pop());
                    break;
                case 2:
                    await EnterAsync(app, child, schools[draw.Next(3)], draw.Next(2) == 0 ? null : app.Clock.GetUtcNow().UtcDateTime);
                    break;
                default:
                    MarkWish wish = draw.Next(3) == 0 ? new MarkWish.Clear() : new MarkWish.Here();
                    await MarkAsync(app, child, schools[draw.Next(3)], draw.Next(3) == 0 ? EntryStage.Admission : EntryStage.Registration, wish, isAddition: true);
                    break;
            }

            await CheckAsync(app, people);
        }
    }

    /// <summary>One record a child stands for; what schools said stands there; the state is the one that follows from it; nothing is left on the others.</summary>
    private static Task CheckAsync(TestApp app, List<long> people) =>
        app.Db(async db =>
        {
            var merged = await db.Set<Person>().Where(p => p.MergedInto != null).Select(p => p.PersonId).ToListAsync();
            var entries = await db.Set<Entry>().AsNoTracking().ToListAsync();
            var marks = await db.Set<EntryMark>().AsNoTracking().ToListAsync();
            var events = await db.Set<EntryEvent>().AsNoTracking().ToListAsync();
            entries.Select(e => e.PersonId).Concat(marks.Select(m => m.PersonId)).Intersect(merged).ShouldBeEmpty("nothing may stay with a record that nobody looks at");
            foreach (var entry in entries)
            {
                var state = Standing.Of(entry, [.. marks.Where(m => m.PersonId == entry.PersonId)]);
                new Standing(entry.State, entry.RegisteredSchool, entry.AdmittedSchool, entry.Reason, entry.ReasonDetail).ShouldBe(state);
                events.ShouldContain(e => e.PersonId == entry.PersonId && e.State == entry.State, "the state has its event");
            }

            marks.Where(m => m.Stands).Select(m => m.PersonId).Except(entries.Select(e => e.PersonId)).ShouldBeEmpty("a child that a school has, has an entry");
            (await db.Set<PersonIdentifier>().CountAsync()).ShouldBe(people.Count, "no number is lost");
            (await db.Set<PersonIdentifier>().Where(i => i.IsCurrent).GroupBy(i => i.PersonId).AllAsync(g => g.Count() == 1)).ShouldBeTrue();
        });

    private static Act Write() => Act.System("測試", "system.test", TestApp.Start.UtcDateTime);

    private static async Task ListAsync(IntakeCounter counter, params RegistryRow[] rows) =>
        await counter.AcceptAsync(await counter.SendAsync(Format, RegistryFile.Of(rows), settings: RegistryFile.Settings(rows.Any(r => r.OldNumber.Length > 0) ? "異動名單" : "3/20 名冊")));

    private static Task<long> IdAsync(TestApp app, string number) =>
        app.Db(db => db.Set<PersonIdentifier>().Where(i => i.Number == number).Select(i => i.PersonId).SingleAsync());

    private static async Task<(long First, long Second)> TwoAsync(TestApp app) => (await PersonAsync(app, 21), await PersonAsync(app, 22));

    private static Task<long> PersonAsync(TestApp app, int n) =>
        app.Db(async db =>
        {
            var number = PersonNumber.Parse(RegistryFile.Number(n)).Number!.Value;
            var draft = new PersonDraft(number, "測樣同", Sex.Female, new DateOnly(2019, 10, 5), "TW");
            var person = await db.WriteAsync(Write(), () => new PersonRegister(db).AddAsync(draft, TestApp.Start.UtcDateTime));
            return person.PersonId;
        });

    private static async Task<MarkAnswer> MarkAsync(TestApp app, long child, string school, EntryStage stage, MarkWish wish, bool isAddition = false) =>
        await app.Db(async db =>
        {
            var of = await db.Set<Organisation>().AsNoTracking().SingleAsync(o => o.Code == school);
            var act = new Act("登錄", "N3.31", app.Clock.GetUtcNow().UtcDateTime, school, of.AuditChain);
            var isKnown = await db.Set<Entry>().AnyAsync(e => e.PersonId == child);
            var line = new MarkLine(child, wish, MarkCase.AnyVersion, isAddition || !isKnown);
            return (await MarkBook.WriteAsync(db, new WindowState.Open(null, null), new MarkedList(of, Year, stage), act, [line]))[child];
        });

    private static async Task<PersonMerged> MergeAsync(TestApp app, long survivor, long merged)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var act = Act.System("合併", "system.test", app.Clock.GetUtcNow().UtcDateTime);
        return await scope.ServiceProvider.GetRequiredService<PersonMerge>().MergeAsync(survivor, merged, "測試", act);
    }

    private static async Task ApartAsync(TestApp app, long merge)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StudentNetDb>();
        var act = Act.System("取消合併", "system.test", app.Clock.GetUtcNow().UtcDateTime);
        await scope.ServiceProvider.GetRequiredService<PersonMerge>().TakeApartAsync(await db.Set<PersonMerged>().SingleAsync(m => m.Id == merge), act);
    }

    /// <summary>An allocation, with the one choice that it came from; an entry that is there already stays.</summary>
    private static Task EnterAsync(TestApp app, long child, string school, DateTime? published) =>
        app.Db(async db =>
        {
            if (await db.Set<Entry>().AnyAsync(e => e.PersonId == child))
            {
                return;
            }

            var at = app.Clock.GetUtcNow().UtcDateTime;
            var entry = new Entry
            {
                PersonId = child,
                Year = Year,
                Level = SchoolLevel.Elementary,
                State = EntryState.Allocated,
                CountyCode = SmallCountry.County,
                AllocatedSchool = school,
                Basis = AllocationBasis.Choice,
                PublishedAt = published,
                ChangedAt = at,
            };
            var choice = new EntryChoice
            {
                PersonId = child,
                Year = Year,
                Level = SchoolLevel.Elementary,
                SchoolCode = school,
                Zone = ZoneKind.Shared,
                RuleNo = 1,
                IsDefault = true,
            };
            db.AddRange(entry, choice);
            await EntryEvents.AppendAsync(db, Write() with { At = at }, [entry], EntryEvents.Allocated);
            await db.SaveAsync(Write());
        });

    private static ClassPupil Pupil(long child, string className, int minute) =>
        new()
        {
            PersonId = child,
            Year = Year,
            Term = 1,
            SchoolCode = SmallCountry.School,
            ClassKind = "A",
            Grade = 1,
            ClassName = className,
            State = "enrolled",
            CountsAs = PupilFigure.EnrolledNational,
            Content = "x",
            ChangedAt = TestApp.Start.UtcDateTime.AddMinutes(minute),
        };

    private static ClassPupilEvent PupilEvent(long child, int seq) =>
        new()
        {
            PersonId = child,
            Year = Year,
            Term = 1,
            SchoolCode = SmallCountry.School,
            Seq = seq,
            What = "joined",
            ClassKind = "A",
            Grade = 1,
            ClassName = "01",
            CountsAs = PupilFigure.EnrolledNational,
            Reduction = 0,
            Content = "x",
            At = TestApp.Start.UtcDateTime,
        };

    private static TrackedCase Case(long child, string number) =>
        new()
        {
            PersonId = child,
            CaseSeq = 1,
            CaseNo = number,
            Year = Year,
            Level = SchoolLevel.Elementary,
            ComparisonId = 1,
            CountyCode = SmallCountry.County,
            OpenedAt = TestApp.Start.UtcDateTime,
        };

    private static CaseEvent Happened(long child, int seq) =>
        new()
        {
            PersonId = child,
            CaseSeq = 1,
            Seq = seq,
            Kind = CaseEventKind.Opened,
            At = TestApp.Start.UtcDateTime,
        };

    private static Residence Lives(long child, int minute) =>
        new()
        {
            PersonId = child,
            Seq = 1,
            VillageCode = SmallCountry.Village,
            CountyCode = SmallCountry.County,
            TownshipCode = SmallCountry.Township,
            VillageText = "範東村",
            Neighbourhood = 7,
            Address = "範例路 1 號",
            ReceivedAt = TestApp.Start.UtcDateTime.AddMinutes(minute),
        };

    /// <summary>Every row of a person that may move, without counters of versions and times of change.</summary>
    private static async Task<string> WorldAsync(StudentNetDb db)
    {
        var lines = new List<string>();
        lines.AddRange(await db.Set<Person>().OrderBy(p => p.PersonId).Select(p => $"person {p.PersonId} {p.MergedInto}").ToListAsync());
        lines.AddRange(await db.Set<PersonIdentifier>().OrderBy(i => i.Number).Select(i => $"number {i.Number} {i.PersonId} {i.IsCurrent}").ToListAsync());
        lines.AddRange(await db.Set<Residence>().OrderBy(r => r.PersonId).ThenBy(r => r.Seq).Select(r => $"lives {r.PersonId} {r.Seq} {r.Until}").ToListAsync());
        lines.AddRange((await db.Set<Entry>().AsNoTracking().OrderBy(e => e.PersonId).ToListAsync()).Select(e => $"entry {e.PersonId} {e.State} {e.AllocatedSchool} {e.RegisteredSchool} {e.PublishedAt:O} {e.CountyCode}"));
        lines.AddRange((await db.Set<EntryMark>().AsNoTracking().OrderBy(m => m.PersonId).ToListAsync()).Select(m => $"mark {m.PersonId} {m.SchoolCode} {m.State} {m.At:O}"));
        lines.AddRange(await db.Set<EntryChoice>().OrderBy(c => c.PersonId).Select(c => $"choice {c.PersonId} {c.SchoolCode}").ToListAsync());
        lines.AddRange(await db.Set<ClassPupil>().OrderBy(p => p.PersonId).Select(p => $"pupil {p.PersonId} {p.ClassName}").ToListAsync());
        lines.AddRange(await db.Set<TrackedCase>().OrderBy(c => c.CaseNo).Select(c => $"case {c.PersonId} {c.CaseSeq} {c.CaseNo}").ToListAsync());
        lines.AddRange(await db.Set<CaseEvent>().OrderBy(c => c.PersonId).Select(c => $"happened {c.PersonId} {c.CaseSeq} {c.Seq}").ToListAsync());
        return string.Join('\n', lines);
    }
}

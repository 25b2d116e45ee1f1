using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Modules.Residents.MergeWorld;

namespace StudentNet.Tests.Modules.Residents;

/// <summary>How the rows of two records meet: what holds, what counts on, what follows, what ends (decision 92).</summary>
public sealed class MergePlanTests
{
    [Theory]
    [InlineData(0, 0, "01")]
    [InlineData(1, 0, "01")]
    [InlineData(0, 1, "02")]
    public async Task Of_two_places_on_one_roll_the_newer_holds_and_of_two_of_one_moment_that_of_the_record_that_stays(int ours, int theirs, string className)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (first, second) = await WithAsync(counter, (f, s) => [Pupil(f, "01", ours), Pupil(s, "02", theirs)]);

        await MergeAsync(counter.App, first, second);

        var pupil = await counter.App.Db(db => db.Set<ClassPupil>().AsNoTracking().SingleAsync());
        (pupil.PersonId, pupil.ClassName).ShouldBe((first, className));
    }

    [Theory]
    [InlineData(null, null, SmallCountry.OtherSchool)]
    [InlineData(5, 5, SmallCountry.OtherSchool)]
    [InlineData(5, 6, SmallCountry.OtherSchool)]
    [InlineData(6, 5, SmallCountry.School)]
    [InlineData(null, 5, SmallCountry.School)]
    [InlineData(5, null, SmallCountry.OtherSchool)]
    public async Task Of_two_entries_the_one_shown_to_a_school_earlier_holds_and_of_two_equal_ones_that_of_the_record_that_stays(int? ours, int? theirs, string school)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await TwoAsync(app);
        await EnterAsync(app, first, SmallCountry.OtherSchool, Minute(ours));
        await EnterAsync(app, second, SmallCountry.School, Minute(theirs));

        await MergeAsync(app, first, second);

        var entry = await app.Db(db => db.Set<Entry>().AsNoTracking().SingleAsync());
        (entry.PersonId, entry.AllocatedSchool).ShouldBe((first, school));
        (await ChoicesAsync(app)).ShouldBe([(first, school)], "each list goes with its entry");

        static DateTime? Minute(int? minute) => minute is { } m ? TestApp.Start.UtcDateTime.AddMinutes(m) : null;
    }

    [Fact]
    public async Task A_choice_list_is_set_aside_with_its_entry_also_where_the_entry_that_holds_has_none()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await TwoAsync(app);
        await EnterAsync(app, first, SmallCountry.OtherSchool, published: null);
        await EnterAsync(app, second, SmallCountry.School, published: TestApp.Start.UtcDateTime);
        await app.Db(db => db.Set<EntryChoice>().Where(c => c.PersonId == second).ExecuteDeleteAsync());

        var merge = await MergeAsync(app, first, second);

        (await ChoicesAsync(app)).ShouldBeEmpty("the child would seem to choose among schools of an entry that does not hold");
        await ApartAsync(app, merge.Id);
        (await ChoicesAsync(app)).ShouldBe([(first, SmallCountry.OtherSchool)]);
    }

    [Fact]
    public async Task A_table_of_which_the_other_record_has_nothing_stays_as_it_is()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (first, second) = await WithAsync(counter, (f, _) => [Placement(f, 1, 0), Placement(f, 2, 1)]);

        await MergeAsync(counter.App, first, second);

        (await OpenAsync(counter.App)).ShouldBe([(first, 1), (first, 2)], "a merge ends only what it brings together");
    }

    [Fact]
    public async Task Events_that_come_count_on_in_the_order_in_which_they_happened()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (first, second) = await WithAsync(
            counter,
            (f, s) => [PupilEvent(f, 1, "joined"), PupilEvent(s, 3, "left"), PupilEvent(s, 1, "joined"), PupilEvent(s, 2, "changed")]
        );

        await MergeAsync(counter.App, first, second);

        var events = await counter.App.Db(db => db.Set<ClassPupilEvent>().AsNoTracking().OrderBy(e => e.Seq).ToListAsync());
        events.Select(e => (e.PersonId, e.Seq, e.What)).ShouldBe([(first, 1, "joined"), (first, 2, "joined"), (first, 3, "changed"), (first, 4, "left")]);
    }

    [Fact]
    public async Task A_number_and_a_notice_keep_their_keys_and_point_to_the_record_that_stays()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await WithAsync(
            counter,
            (_, s) => [new OrganisationNotice { OrganisationCode = SmallCountry.County, Text = "測試", Link = "/N7.21", PersonId = s, At = TestApp.Start.UtcDateTime }]
        );
        var look = await app.Db(db => new PersonMerge(db, []).LookAsync(first, second));
        look.ShouldBe([new("organisation_notice", MergedRowChange.Pointed, 1), new("person_identifier", MergedRowChange.Pointed, 1)]);

        var merge = await MergeAsync(app, first, second);
        (await PointsAsync()).ShouldBe((first, first));
        await ApartAsync(app, merge.Id);
        (await PointsAsync()).ShouldBe((second, second));

        async Task<(long?, long)> PointsAsync() =>
            (
                await app.Db(db => db.Set<OrganisationNotice>().Where(n => n.Text == "測試").Select(n => n.PersonId).SingleAsync()),
                await IdAsync(app, RegistryFile.Number(22))
            );
    }

    [Fact]
    public async Task A_choice_that_was_left_over_without_an_entry_comes_as_it_is()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (first, second) = await WithAsync(counter, (_, s) => [Choice(s, SmallCountry.School)]);

        await MergeAsync(counter.App, first, second);

        (await ChoicesAsync(counter.App)).ShouldBe([(first, SmallCountry.School)]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_choice_that_was_left_over_gives_way_to_one_of_the_same_school_that_has_its_entry(bool leftWithTheRecordThatStays)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await TwoAsync(app);
        var (left, entered) = leftWithTheRecordThatStays ? (first, second) : (second, first);
        await EnterAsync(app, entered, SmallCountry.School, published: null);
        await app.Db(async db =>
        {
            db.Add(Choice(left, SmallCountry.School, ruleNo: 9));
            await db.SaveAsync(Write());
        });
        var before = await app.Db(WorldAsync);

        var merge = await MergeAsync(app, first, second);

        var choice = await app.Db(db => db.Set<EntryChoice>().AsNoTracking().SingleAsync());
        (choice.PersonId, choice.SchoolCode, choice.RuleNo).ShouldBe((first, SmallCountry.School, 1));
        await ApartAsync(app, merge.Id);
        (await app.Db(WorldAsync)).ShouldBe(before);
    }

    [Fact]
    public async Task What_was_written_between_a_merge_and_its_taking_apart_is_no_obstacle_to_merging_again()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await WithAsync(counter, (_, s) => [Case(s, "115-2"), Happened(s, 1)]);
        var merge = await MergeAsync(app, first, second);
        await AddAsync(app, Happened(first, 2));
        await ApartAsync(app, merge.Id);
        await AddAsync(app, Happened(second, 2));

        await MergeAsync(app, first, second);

        var events = await app.Db(db => db.Set<CaseEvent>().AsNoTracking().OrderBy(e => e.Seq).ToListAsync());
        events.Select(e => (e.PersonId, e.CaseSeq, e.Seq)).ShouldBe([(first, 1, 1), (first, 1, 2)]);
        (await app.Db(db => db.Set<PersonMergedRow>().CountAsync(r => r.Table == "case_event" && r.Change == MergedRowChange.SetAside))).ShouldBe(1, "kept in the trace");
    }

    [Fact]
    public async Task Events_of_two_cases_follow_each_its_own()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        // An event of a case that is not there stands where the other record's case will count on to.
        var (first, second) = await WithAsync(counter, (f, s) => [Case(f, "115-1"), Happened(f, 1), Case(s, "115-2"), Happened(s, 1), Happened(s, 1, caseSeq: 2)]);

        await MergeAsync(counter.App, first, second);

        var events = await counter.App.Db(db => db.Set<CaseEvent>().AsNoTracking().OrderBy(e => e.CaseSeq).ThenBy(e => e.Seq).ToListAsync());
        events.Select(e => (e.PersonId, e.CaseSeq, e.Seq)).ShouldBe([(first, 1, 1), (first, 2, 1)]);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(1, 0, 1)]
    [InlineData(0, 0, 1)]
    public async Task The_newest_residence_stays_open_and_of_two_of_one_moment_that_of_the_record_that_stays(int ours, int theirs, int stays)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (first, second) = await WithAsync(counter, (f, s) => [Lives(f, ours), Lives(s, theirs)]);

        await MergeAsync(counter.App, first, second);

        var open = await counter.App.Db(db => db.Set<Residence>().AsNoTracking().SingleAsync(r => r.Until == null));
        (open.PersonId, open.Seq).ShouldBe((first, stays));
    }

    [Fact]
    public async Task Residences_that_have_ended_meet_and_none_is_open_afterwards()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var ended = TestApp.Start.UtcDateTime.AddDays(-1);
        var (first, second) = await WithAsync(counter, (f, s) => [Ended(Lives(f, 0)), Ended(Lives(s, 1))]);

        await MergeAsync(counter.App, first, second);

        (await counter.App.Db(db => db.Set<Residence>().Select(r => r.Until).ToListAsync())).ShouldBe([ended, ended]);

        Residence Ended(Residence residence)
        {
            residence.Until = ended;
            return residence;
        }
    }

    [Theory]
    [InlineData(true, 0, 7)]
    [InlineData(false, 0, 7)]
    [InlineData(true, 30, 8)]
    [InlineData(false, 30, 8)]
    public async Task A_placement_that_ends_by_a_merge_ends_in_the_month_in_Taipei(bool comes, int days, int month)
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var (first, second) = await WithAsync(counter, (f, s) => [Placement(f, 1, comes ? 1 : 0), Placement(s, 1, comes ? 0 : 1)]);
        // 17:30 in Greenwich is the next day in Taipei; after the last of July it is August.
        counter.App.Clock.Advance(TimeSpan.FromDays(days) + TimeSpan.FromHours(16.5));

        var merge = await MergeAsync(counter.App, first, second);

        var placements = await counter.App.Db(db => db.Set<SpecialPlacement>().AsNoTracking().OrderBy(p => p.Seq).ToListAsync());
        DateOnly? day = new DateOnly(2026, month, 1);
        placements.Select(p => (p.PersonId, p.Seq, p.Until)).ShouldBe([(first, 1, comes ? null : day), (first, 2, comes ? day : null)]);
        await ApartAsync(counter.App, merge.Id);
        (await OpenAsync(counter.App)).ShouldBe([(first, 1), (second, 1)], "taken apart, each is open again");
    }

    [Fact]
    public async Task Taking_apart_leaves_gone_what_is_gone_and_as_it_is_what_was_written_anew()
    {
        await using var counter = await IntakeCounter.CreateAsync();
        var app = counter.App;
        var (first, second) = await TwoAsync(app);
        await EnterAsync(app, first, SmallCountry.OtherSchool, published: null);
        await EnterAsync(app, second, SmallCountry.School, published: TestApp.Start.UtcDateTime);
        var merge = await MergeAsync(app, first, second);
        // An allocation since: the list that came is no more, and the school of the list that was set aside is on the new one.
        await app.Db(db => db.Set<EntryChoice>().ExecuteDeleteAsync());
        await AddAsync(app, Choice(first, SmallCountry.OtherSchool, ruleNo: 9));

        await ApartAsync(app, merge.Id);

        var choice = await app.Db(db => db.Set<EntryChoice>().AsNoTracking().SingleAsync());
        (choice.PersonId, choice.SchoolCode, choice.RuleNo).ShouldBe((first, SmallCountry.OtherSchool, 9));
        (await app.Db(db => db.Set<Entry>().OrderBy(e => e.PersonId).Select(e => e.PersonId).ToListAsync())).ShouldBe([first, second]);
    }

    [Fact]
    public async Task Tables_stand_in_the_trace_by_name_and_those_that_follow_others_behind_them()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        var types = MergePlan.TypesOf(db.Model).Select(t => (Table: t.Type.GetTableName()!, IsFollower: t.Rule.Meeting == RowMeeting.Follows)).ToList();
        types.ShouldBe([.. types.Order(Comparer<(string Table, bool IsFollower)>.Create((a, b) => (a.IsFollower, b.IsFollower) switch
        {
            (false, true) => -1,
            (true, false) => 1,
            _ => string.CompareOrdinal(a.Table, b.Table),
        }))]);
        types.Where(t => t.IsFollower).Select(t => t.Table).ShouldBe(["case_event", "case_measure", "case_request", "entry_choice", "residence_hidden", "school_transfer_event", "visit"]);
    }

    /// <summary>Two records with these rows.</summary>
    private static async Task<(long First, long Second)> WithAsync(IntakeCounter counter, Func<long, long, object[]> rows)
    {
        var (first, second) = await TwoAsync(counter.App);
        await AddAsync(counter.App, rows(first, second));
        return (first, second);
    }

    private static Task AddAsync(TestApp app, params object[] rows) =>
        app.Db(async db =>
        {
            db.AddRange(rows);
            await db.SaveAsync(Write());
        });

    private static async Task<List<(long Person, string School)>> ChoicesAsync(TestApp app) =>
        [.. (await app.Db(db => db.Set<EntryChoice>().AsNoTracking().ToListAsync())).Select(c => (c.PersonId, c.SchoolCode))];

    private static async Task<List<(long Person, int Seq)>> OpenAsync(TestApp app) =>
        [.. (await app.Db(db => db.Set<SpecialPlacement>().AsNoTracking().Where(p => p.Until == null).OrderBy(p => p.PersonId).ThenBy(p => p.Seq).ToListAsync())).Select(p => (p.PersonId, p.Seq))];

    private static EntryChoice Choice(long child, string school, int ruleNo = 1) =>
        new()
        {
            PersonId = child,
            Year = Year,
            Level = SchoolLevel.Elementary,
            SchoolCode = school,
            Zone = StudentNet.Modules.Schools.ZoneKind.Shared,
            RuleNo = ruleNo,
            IsDefault = true,
        };

    private static SpecialPlacement Placement(long child, int seq, int minute) =>
        new()
        {
            PersonId = child,
            Seq = seq,
            SchoolCode = SmallCountry.School,
            Grade = 1,
            Category = "x",
            Placement = "x",
            ApprovedOn = new DateOnly(2026, 3, 1),
            ClassReduction = 0,
            Since = new DateOnly(2026, 6, 1),
            ReceivedAt = TestApp.Start.UtcDateTime.AddMinutes(minute),
            ReceiptId = 1,
        };
}

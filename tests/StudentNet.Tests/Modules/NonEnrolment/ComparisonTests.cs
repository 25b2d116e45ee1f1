using System.Text.Json;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.NonEnrolment;
using StudentNet.Modules.NonEnrolment.P1Comparison;
using StudentNet.Modules.Residents;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;
using static StudentNet.Tests.Modules.NonEnrolment.FatedChildren;

namespace StudentNet.Tests.Modules.NonEnrolment;

/// <summary>The national comparison: who is in no school. Its oracle is the sentence of domain §7, said in C# over the same children.</summary>
public sealed class ComparisonTests
{
    [Fact]
    public async Task Every_child_of_the_cohort_is_accounted_for_or_gets_a_case()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        var children = Enum.GetValues<ChildFate>().Select((fate, i) => (Id: (long)(i + 1), Fate: fate)).ToList();
        await LiveAsync(db, children);

        await CompareAsync(db);

        var tracked = await db.Set<TrackedCase>().Select(c => c.PersonId).ToListAsync(TestContext.Current.CancellationToken);
        tracked.ShouldBe(children.Where(c => IsInNoSchool(c.Fate)).Select(c => c.Id), ignoreOrder: true);
        var comparison = await db.Set<NationalComparison>().SingleAsync(TestContext.Current.CancellationToken);
        comparison.Unaccounted.ShouldBe(tracked.Count);
        comparison.Candidates.ShouldBe(comparison.Accounted + comparison.Unaccounted);
    }

    [Fact]
    public async Task Repeated_on_the_same_data_it_finds_the_same_and_opens_nothing_new()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await LiveAsync(db, [(1, ChildFate.Admitted), (2, ChildFate.NotRegistered), (3, ChildFate.NeverAllocated)]);

        await CompareAsync(db);
        var first = await StateAsync(db);
        await CompareAsync(db);

        (await StateAsync(db)).ShouldBe(first);
        var runs = await db.Set<NationalComparison>().OrderBy(c => c.Id).ToListAsync(TestContext.Current.CancellationToken);
        runs.Count.ShouldBe(2);
        runs[1].PreviousId.ShouldBe(runs[0].Id);
        runs[1].Unaccounted.ShouldBe(runs[0].Unaccounted);
        runs[1].RuleVersion.ShouldBe(runs[0].RuleVersion);
    }

    [Fact]
    public async Task A_child_found_in_a_school_later_is_proposed_for_release_and_a_person_confirms()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await LiveAsync(db, [(1, ChildFate.NotRegistered)]);
        await CompareAsync(db);

        var entry = await db.Set<Entry>().SingleAsync(TestContext.Current.CancellationToken);
        entry.State.ShouldBe(EntryState.NotAdmitted);
        entry.State = EntryState.Admitted;
        entry.AdmittedSchool = "900002";
        await db.SaveAsync(Act.System("補登", "test", Now), TestContext.Current.CancellationToken);
        await CompareAsync(db);

        db.ChangeTracker.Clear();
        var found = await db.Set<TrackedCase>().SingleAsync(TestContext.Current.CancellationToken);
        found.ProposedReleasePass.ShouldBe(10);
        found.ReleasedAt.ShouldBeNull("nobody is released by a machine");
        var kinds = await db.Set<CaseEvent>().OrderBy(e => e.Seq).Select(e => e.Kind).ToListAsync(TestContext.Current.CancellationToken);
        kinds.ShouldBe([CaseEventKind.Opened, CaseEventKind.ReleaseProposed]);
    }

    [Theory]
    [InlineData(ChildFate.AtForeignSchool, 16, "900009")]
    [InlineData(ChildFate.PlacedBySpecialEducation, 14, "900001")]
    [InlineData(ChildFate.OnRoll, 12, "900001")]
    public async Task A_tracked_child_that_a_later_list_has_is_proposed_for_release_with_its_school(ChildFate later, int pass, string school)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await LiveAsync(db, [(1, ChildFate.NotRegistered)]);
        await CompareAsync(db);
        Seat(db, 1, later);
        await db.SaveAsync(Act.System("登錄", "test", Now), TestContext.Current.CancellationToken);
        await CompareAsync(db);

        db.ChangeTracker.Clear();
        var found = await db.Set<TrackedCase>().SingleAsync(TestContext.Current.CancellationToken);
        (found.ProposedReleasePass, found.ReleasedAt).ShouldBe((pass, null));
        var proposed = await db.Set<CaseEvent>().SingleAsync(e => e.Kind == CaseEventKind.ReleaseProposed, TestContext.Current.CancellationToken);
        proposed.SchoolCode.ShouldBe(school);
    }

    [Fact]
    public async Task The_comparison_says_what_it_read_of_special_education_and_foreign_schools_and_when_it_came_in()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await LiveAsync(db, [(1, ChildFate.AtForeignSchool), (2, ChildFate.LeftForeignSchool), (3, ChildFate.PlacedBySpecialEducation)]);
        await CompareAsync(db);

        var inputs = await db.Set<ComparisonInput>().ToDictionaryAsync(i => i.Source, TestContext.Current.CancellationToken);
        (inputs["Q5 外僑學校名單"].Rows, inputs["Q5 外僑學校名單"].ReceivedAt).ShouldBe((1, Now));
        inputs["Q4 鑑輔生名單"].Rows.ShouldBe(1);
    }

    [Fact]
    public async Task Same_name_and_birth_date_on_a_foreign_school_list_is_a_possible_match_and_releases_nobody()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await LiveAsync(db, [(1, ChildFate.NotRegistered), (2, ChildFate.AtForeignSchool)]);
        await db.Set<Person>().ExecuteUpdateAsync(s => s.SetProperty(p => p.NormalisedName, "測同名"), TestContext.Current.CancellationToken);

        await CompareAsync(db);

        var match = await db.Set<PossibleMatch>().SingleAsync(TestContext.Current.CancellationToken);
        (match.PersonId, match.OtherPersonId, match.SchoolCode).ShouldBe((1, 2, "900009"));
        (await db.Set<TrackedCase>().SingleAsync(TestContext.Current.CancellationToken)).PersonId.ShouldBe(1);
    }

    [Fact]
    public async Task Same_name_and_birth_date_as_an_admitted_child_is_a_possible_match_and_releases_nobody()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var db = database.OpenDb();
        await LiveAsync(db, [(1, ChildFate.NotRegistered), (2, ChildFate.Admitted)]);
        await db.Set<Person>().ExecuteUpdateAsync(s => s.SetProperty(p => p.NormalisedName, "測同名"), TestContext.Current.CancellationToken);

        await CompareAsync(db);

        var match = await db.Set<PossibleMatch>().SingleAsync(TestContext.Current.CancellationToken);
        (match.PersonId, match.OtherPersonId).ShouldBe((1, 2));
        (await db.Set<TrackedCase>().SingleAsync(TestContext.Current.CancellationToken)).PersonId.ShouldBe(1);
    }

    [Theory]
    [InlineData("2022-09-01", SchoolLevel.Elementary, 2010)]
    [InlineData("2022-09-02", SchoolLevel.Elementary, 2011)]
    [InlineData("2026-09-15", SchoolLevel.JuniorHigh, 2011)]
    public void The_first_cohort_that_has_not_aged_out_changes_on_9_2(string day, SchoolLevel level, int cohort) =>
        ComparisonRun.OldestCohort(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), level).ShouldBe(cohort);

    [Fact]
    public async Task For_any_country_tracked_are_exactly_those_in_no_school()
    {
        var country = Gen.Enum<ChildFate>().List[0, 40];
        await country.SampleAsync(
            async fates =>
            {
                await using var database = await TestDatabase.CreateAsync();
                await using var db = database.OpenDb();
                var children = fates.Select((fate, i) => (Id: (long)(i + 1), Fate: fate)).ToList();
                await LiveAsync(db, children);
                await CompareAsync(db);
                var tracked = await db.Set<TrackedCase>().Select(c => c.PersonId).OrderBy(id => id).ToListAsync();
                var results = await db.Set<ComparisonResult>().Select(r => new { r.PersonId, r.Pass }).ToListAsync();
                // Exactly one state: one result each, and an open case exactly where nothing accounts for the child.
                return tracked.SequenceEqual(children.Where(c => IsInNoSchool(c.Fate)).Select(c => c.Id))
                    && results.Count == results.DistinctBy(r => r.PersonId).Count()
                    && results.Where(r => r.Pass is null).Select(r => r.PersonId).Order().SequenceEqual(tracked)
                    && results.Select(r => r.PersonId).Order().SequenceEqual(children.Where(c => IsCandidate(c.Fate)).Select(c => c.Id));
            },
            iter: 15,
            threads: 1
        );
    }

    private static async Task CompareAsync(StudentNetDb db)
    {
        var run = new Run
        {
            Kind = ComparisonRun.Name,
            OrganisationCode = "MOE",
            Function = "P1.11",
            Chain = Act.NationalChain,
            Exclusive = "115/1",
            Parameters = JsonSerializer.Serialize(new ComparisonOrder(115, 1, new DateOnly(2026, 9, 15))),
            Status = RunStatus.Done, // these phases run without the engine
            RequestedAt = Now,
        };
        db.Add(run);
        await db.SaveAsync(Act.System("要求大比對", "test", Now));
        await Phases.RunAsync(db, new ComparisonRun(), run, Now);
        db.ChangeTracker.Clear();
    }

    private static async Task<string> StateAsync(StudentNetDb db)
    {
        var cases = await db.Set<TrackedCase>().AsNoTracking().OrderBy(c => c.PersonId).ToListAsync();
        var entries = await db.Set<Entry>().AsNoTracking().OrderBy(e => e.PersonId).ToListAsync();
        var events = await db.Set<EntryEvent>().CountAsync() + await db.Set<CaseEvent>().CountAsync();
        return string.Join(
            '\n',
            cases.Select(c => $"{c.PersonId} {c.CaseSeq} {c.CaseNo} {c.ProposedSchool} {c.Version}")
                .Concat(entries.Select(e => $"{e.PersonId} {e.State} {e.Version}"))
                .Append($"{events} events")
        );
    }
}

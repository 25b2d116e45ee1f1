using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Admissions.Marking;

public sealed class MarkRegisterTests
{
    private const string Own = SmallCountry.School;
    private const string Next = SmallCountry.OtherSchool;
    private const string Far = SmallCountry.ForeignSchool;

    private static readonly DateTimeOffset Admission = new(2026, 9, 1, 2, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Between = new(2026, 10, 1, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_mark_changes_the_entry_and_leaves_a_trace_and_an_audit_entry()
    {
        await using var town = await MarkingTown.CreateAsync();
        (await town.HereAsync(Own, 1))[1].ShouldBeOfType<MarkAnswer.Change>();

        var entry = await town.EntryAsync(1);
        (entry.State, entry.RegisteredSchool).ShouldBe((EntryState.Registered, Own));
        var trace = (await town.EventsAsync(1)).ShouldHaveSingleItem();
        (trace.What, trace.State, trace.OrganisationCode).ShouldBe((EntryEvents.Registered, EntryState.Registered, Own));
        (await town.App.Db(db => db.Set<AuditEntry>().CountAsync(a => a.What == "標記報到"))).ShouldBe(1);

        (await town.HereAsync(Own, 1))[1].ShouldBeOfType<MarkAnswer.Unchanged>();
        (await town.EventsAsync(1)).Count.ShouldBe(1, "saying it twice leaves one trace");
    }

    [Fact]
    public async Task A_mark_that_the_database_gave_up_for_another_is_tried_again()
    {
        var giver = new GivesUpOnce();
        await using var town = await MarkingTown.CreateAsync(
            configure: builder =>
            {
                builder.Services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(giver));
                builder.Services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(giver));
            }
        );
        giver.IsDue = true;
        (await town.HereAsync(Own, 1))[1].ShouldBeOfType<MarkAnswer.Change>();

        giver.IsDue.ShouldBeFalse("it was given up once");
        (await town.EntryAsync(1)).State.ShouldBe(EntryState.Registered);
        (await town.EventsAsync(1)).ShouldHaveSingleItem();
        (await town.App.Db(db => db.Set<AuditEntry>().CountAsync(a => a.What == "標記報到"))).ShouldBe(1);
    }

    [Fact]
    public async Task Marks_can_be_changed_and_taken_back_and_the_history_keeps_each_step()
    {
        await using var town = await MarkingTown.CreateAsync();
        var away = new MarkWish.NotHere("other-school", Next);
        await town.HereAsync(Own, 1);
        await town.MarkAsync(Own, EntryStage.Registration, new MarkLine(1, away, 0));
        var entry = await town.EntryAsync(1);
        (entry.State, entry.RegisteredSchool, entry.Reason, entry.ReasonDetail).ShouldBe((EntryState.NotRegistered, null, "other-school", Next));

        await town.MarkAsync(Own, EntryStage.Registration, new MarkLine(1, new MarkWish.Clear(), 1));
        entry = await town.EntryAsync(1);
        (entry.State, entry.Reason).ShouldBe((EntryState.Allocated, null));
        (await town.EventsAsync(1)).Select(e => e.What)
            .ShouldBe([EntryEvents.Registered, EntryEvents.NotRegistered, EntryEvents.RegistrationCleared]);
    }

    [Fact]
    public async Task A_closed_window_refuses_and_writes_nothing()
    {
        await using var town = await MarkingTown.CreateAsync(Between);
        var refused = (await town.HereAsync(Own, 1))[1].ShouldBeOfType<MarkAnswer.Refused>();
        refused.Problem.Code.ShouldBe("window.closed");
        (await town.EntryAsync(1)).State.ShouldBe(EntryState.Allocated);
        (await town.EventsAsync(1)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(MarkingTown.Neighbour)]
    [InlineData(MarkingTown.Foreign)]
    [InlineData(MarkingTown.Unplaced)]
    [InlineData(999_999)]
    public async Task A_child_of_no_list_of_the_school_and_one_that_does_not_exist_get_the_same_answer(long person)
    {
        await using var town = await MarkingTown.CreateAsync();
        (await town.HereAsync(Own, person))[person].ShouldBeOfType<MarkAnswer.Refused>().Problem.Code.ShouldBe("mark.not-listed");
    }

    [Fact]
    public async Task A_school_of_the_choice_list_registers_the_child_without_an_addition()
    {
        await using var town = await MarkingTown.CreateAsync();
        (await town.HereAsync(Own, MarkingTown.Chooser))[MarkingTown.Chooser].ShouldBeOfType<MarkAnswer.Change>();
        (await town.EntryAsync(MarkingTown.Chooser)).RegisteredSchool.ShouldBe(Own);
        (await town.EventsAsync(MarkingTown.Chooser)).Single().What.ShouldBe(EntryEvents.Registered);
        var atHome = (await town.ListAsync(Next)).Single(c => c.PersonId == MarkingTown.Chooser);
        (atHome.State, atHome.Why).ShouldBe((ListState.Elsewhere, $"已由 {Own} 範一國小 登錄報到"));
    }

    [Fact]
    public async Task An_addition_takes_the_child_over_and_tells_the_school_it_was_allocated_to()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(Own, MarkingTown.Foreign, isAddition: true);

        (await town.EntryAsync(MarkingTown.Foreign)).RegisteredSchool.ShouldBe(Own);
        (await town.EventsAsync(MarkingTown.Foreign)).Single().What.ShouldBe(EntryEvents.TakenOver);
        var notice = (await town.NoticesAsync(Far)).ShouldHaveSingleItem();
        notice.Text.ShouldContain($"{Own} 範一國小");
        notice.Text.ShouldNotContain(MarkingTown.NameOf(MarkingTown.Foreign));
        (await town.ListAsync(Own)).Single(c => c.PersonId == MarkingTown.Foreign).Notes.ShouldContain(n => n.Word == "本校新增");
    }

    [Fact]
    public async Task A_child_that_waited_for_a_person_is_registered_by_the_school_that_adds_it_and_waits_again_when_that_is_taken_back()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(Own, MarkingTown.Unplaced, isAddition: true);
        (await town.EntryAsync(MarkingTown.Unplaced)).State.ShouldBe(EntryState.Registered);
        await town.MarkAsync(Own, EntryStage.Registration, new MarkLine(MarkingTown.Unplaced, new MarkWish.Clear(), 0));
        (await town.EntryAsync(MarkingTown.Unplaced)).State.ShouldBe(EntryState.NeedsPerson);
    }

    [Fact]
    public async Task A_child_registered_at_two_schools_stays_with_the_first_and_both_schools_and_both_counties_are_told()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(Far, MarkingTown.Foreign);
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        (await town.HereAsync(Own, MarkingTown.Foreign, isAddition: true))[MarkingTown.Foreign].ShouldBeOfType<MarkAnswer.Change>();

        var entry = await town.EntryAsync(MarkingTown.Foreign);
        (entry.State, entry.RegisteredSchool).ShouldBe((EntryState.Registered, Far));
        (await town.EventsAsync(MarkingTown.Foreign))[^1].What.ShouldBe(EntryEvents.RegistrationContested);
        (await town.NoticesAsync(Far)).ShouldContain(n => n.Link == "/N3.31/conflicts");
        (await town.NoticesAsync(SmallCountry.County)).ShouldHaveSingleItem().Link.ShouldBe("/N3.21/conflicts");
        (await town.NoticesAsync(SmallCountry.OtherCounty)).ShouldHaveSingleItem();
        (await town.ListAsync(Own)).Single(c => c.PersonId == MarkingTown.Foreign).IsContested.ShouldBeTrue();
        (await town.ListAsync(Far)).Single(c => c.PersonId == MarkingTown.Foreign).IsContested.ShouldBeTrue();

        await town.MarkAsync(Far, EntryStage.Registration, new MarkLine(MarkingTown.Foreign, new MarkWish.NotHere("other-school", Own), 0));
        (await town.EntryAsync(MarkingTown.Foreign)).RegisteredSchool.ShouldBe(Own, "the first gave way");
        (await town.ListAsync(Own)).Single(c => c.PersonId == MarkingTown.Foreign).IsContested.ShouldBeFalse();
    }

    [Fact]
    public async Task Two_clerks_of_one_school_see_each_others_mark_and_none_is_overwritten()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.MarkAsync(Own, EntryStage.Registration, new MarkLine(1, new MarkWish.Here(), null));
        var late = await town.MarkAsync(Own, EntryStage.Registration, new MarkLine(1, new MarkWish.NotHere("abroad", null, "美國"), null));
        late[1].ShouldBeOfType<MarkAnswer.Overtaken>().Current.State.ShouldBe(MarkState.Here);
        (await town.EntryAsync(1)).State.ShouldBe(EntryState.Registered);
    }

    [Fact]
    public async Task Many_schools_at_once_leave_one_holder_and_every_claim()
    {
        await using var town = await MarkingTown.CreateAsync();
        string[] schools = [Own, Next, Far];
        await Task.WhenAll(schools.Select(s => Task.Run(() => town.HereAsync(s, 1, isAddition: true))));

        var entry = await town.EntryAsync(1);
        entry.State.ShouldBe(EntryState.Registered);
        var marks = await town.App.Db(db => db.Set<EntryMark>().AsNoTracking().Where(m => m.PersonId == 1).ToListAsync());
        marks.Count.ShouldBe(3);
        entry.RegisteredSchool.ShouldBe(EntryOutcome.Holder(marks, EntryStage.Registration));
        (await town.EventsAsync(1)).Select(e => e.Seq).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task A_whole_list_is_written_at_once()
    {
        await using var town = await MarkingTown.CreateAsync();
        var lines = Enumerable.Range(1, MarkingTown.OwnCount).Select(p => new MarkLine(p, new MarkWish.Here(), null)).ToArray();
        var answers = await town.MarkAsync(Own, EntryStage.Registration, lines);
        answers.Values.ShouldAllBe(a => a is MarkAnswer.Change);
        (await town.ListAsync(Own)).ShouldAllBe(c => c.State == ListState.Here);
    }

    [Fact]
    public async Task The_list_names_twins_by_their_numbers()
    {
        await using var town = await MarkingTown.CreateAsync();
        var list = await town.ListAsync(Own);
        list.Count.ShouldBe(MarkingTown.OwnCount);
        var twins = list.Where(c => c.Twins.Count > 0).ToList();
        twins.Count.ShouldBe(2);
        twins[0].Notes.Single().Word.ShouldBe($"雙胞胎（與 {twins[1].No}）");
    }

    [Fact]
    public async Task Choice_children_are_on_the_list_only_when_asked_for()
    {
        await using var town = await MarkingTown.CreateAsync();
        (await town.ListAsync(Own)).ShouldNotContain(c => c.PersonId == MarkingTown.Chooser);
        (await town.ListAsync(Own, choices: true)).ShouldContain(c => c.PersonId == MarkingTown.Chooser);
        (await town.ListAsync(Far, choices: true)).ShouldNotContain(c => c.PersonId == MarkingTown.Chooser);
    }

    [Fact]
    public async Task A_child_is_admitted_by_one_school_nationwide_and_a_second_one_only_asks()
    {
        await using var town = await MarkingTown.CreateAsync(Admission);
        await town.HereAsync(Own, 1, stage: EntryStage.Admission);
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.HereAsync(Far, 1, isAddition: true, EntryStage.Admission);

        var entry = await town.EntryAsync(1);
        (entry.State, entry.AdmittedSchool).ShouldBe((EntryState.Admitted, Own));
        (await town.EventsAsync(1))[^1].What.ShouldBe(EntryEvents.AdmissionContested);
        var asked = (await town.ListAsync(Far, EntryStage.Admission)).Single(c => c.PersonId == 1);
        asked.IsHeld.ShouldBeFalse();
        asked.Name(asked.OtherClaims.Single()).ShouldBe("範例縣的學校", "no more than the county is said");
        (await town.NoticesAsync(Own)).ShouldHaveSingleItem().Link.ShouldBe("/N5.31/conflicts");
    }

    /// <summary>Ends the next saving as PostgreSQL ends one of two transactions that wait for each other.</summary>
    private sealed class GivesUpOnce : SaveChangesInterceptor
    {
        public bool IsDue { get; set; }

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            if (IsDue)
            {
                IsDue = false;
                throw new DbUpdateException("saving", new PostgresException("deadlock detected", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected));
            }

            return base.SavingChangesAsync(eventData, result, cancellationToken);
        }
    }
}

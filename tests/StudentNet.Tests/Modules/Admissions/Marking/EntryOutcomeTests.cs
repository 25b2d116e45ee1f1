using CsCheck;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using static StudentNet.Tests.Modules.Admissions.Marking.MarkRulesTests;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Admissions.Marking;

[WithoutDatabase]
public sealed class EntryOutcomeTests
{
    private const string A = "980601";
    private const string B = "980602";
    private const string C = "970601";

    [Fact]
    public void Without_marks_the_allocation_stands()
    {
        Of(Entry(A, true)).State.ShouldBe(EntryState.Allocated);
        Of(Entry(null, false)).State.ShouldBe(EntryState.Pending);
        var unplaced = Entry(null, false);
        unplaced.Cause = "no-rule";
        Of(unplaced).State.ShouldBe(EntryState.NeedsPerson);
        Of(Entry(A, true), Mark(A, MarkState.Cleared)).State.ShouldBe(EntryState.Allocated);
    }

    [Fact]
    public void The_school_of_the_list_says_not_registered_and_why()
    {
        var standing = Of(Entry(A, true), Mark(A, MarkState.NotHere, "abroad", "美國"));
        standing.ShouldBe(new EntryOutcome(EntryState.NotRegistered, null, null, "abroad", "美國"));
    }

    [Fact]
    public void A_school_that_does_not_answer_for_the_child_cannot_say_that_it_is_nowhere() =>
        Of(Entry(A, true), Mark(B, MarkState.NotHere, "abroad", "美國")).State.ShouldBe(EntryState.Allocated);

    [Fact]
    public void Registered_anywhere_outweighs_not_registered_at_home()
    {
        var standing = Of(Entry(A, true), Mark(A, MarkState.NotHere, "whereabouts-unknown", "查訪中"), Mark(B, MarkState.Here, minute: 5));
        standing.ShouldBe(new EntryOutcome(EntryState.Registered, B, null, null, null));
    }

    [Fact]
    public void Two_schools_that_register_one_child_leave_it_with_the_first_until_that_one_gives_way()
    {
        var first = Mark(A, MarkState.Here, minute: 1);
        var second = Mark(B, MarkState.Here, minute: 2);
        Of(Entry(A, true), second, first).RegisteredSchool.ShouldBe(A);
        first.State = MarkState.Cleared;
        Of(Entry(A, true), second, first).RegisteredSchool.ShouldBe(B);
    }

    [Fact]
    public void Admission_belongs_to_one_school_and_outweighs_registration()
    {
        var standing = Of(
            Entry(A, true),
            Mark(A, MarkState.Here),
            Mark(B, MarkState.Here, stage: EntryStage.Admission, minute: 10),
            Mark(C, MarkState.Here, stage: EntryStage.Admission, minute: 11)
        );
        standing.ShouldBe(new EntryOutcome(EntryState.Admitted, A, B, null, null));
    }

    [Fact]
    public void The_school_that_registered_the_child_says_whether_it_came()
    {
        var entry = Entry(A, true);
        var registered = Mark(B, MarkState.Here);
        Of(entry, registered, Mark(A, MarkState.NotHere, "abroad", "美國", EntryStage.Admission)).State.ShouldBe(EntryState.Registered);
        Of(entry, registered, Mark(B, MarkState.NotHere, "abroad", "美國", EntryStage.Admission))
            .ShouldBe(new EntryOutcome(EntryState.NotAdmitted, B, null, "abroad", "美國"));
    }

    [Fact]
    public void Whom_the_comparison_found_nowhere_is_not_admitted_until_a_school_admits_the_child()
    {
        var entry = Entry(A, true);
        entry.NotFoundAt = DateTime.UnixEpoch;
        Of(entry).ShouldBe(new EntryOutcome(EntryState.NotAdmitted, null, null, null, null));
        Of(entry, Mark(B, MarkState.Here)).ShouldBe(new EntryOutcome(EntryState.NotAdmitted, B, null, null, null), "registering does not find a child");
        Of(entry, Mark(A, MarkState.NotHere, "abroad", "美國")).ShouldBe(new EntryOutcome(EntryState.NotAdmitted, null, null, "abroad", "美國"), "why it did not register stays readable");
        Of(entry, Mark(B, MarkState.Here, stage: EntryStage.Admission)).ShouldBe(new EntryOutcome(EntryState.Admitted, null, B, null, null));
    }

    [Fact]
    public void The_school_of_the_list_says_not_admitted_where_none_registered_the_child() =>
        Of(Entry(A, true), Mark(A, MarkState.NotHere, "abroad", "美國", EntryStage.Admission))
            .ShouldBe(new EntryOutcome(EntryState.NotAdmitted, null, null, "abroad", "美國"));

    [Fact]
    public void Of_two_schools_that_said_here_in_one_instant_the_lower_code_holds_the_child()
    {
        EntryMark[] marks = [Mark(B, MarkState.Here), Mark(A, MarkState.Here), Mark(C, MarkState.Here, minute: 1), Mark(C, MarkState.NotHere, stage: EntryStage.Admission)];

        EntryOutcome.Claims(marks, EntryStage.Registration).Select(m => m.SchoolCode).ShouldBe([A, B, C]);
        EntryOutcome.Holder(marks, EntryStage.Registration).ShouldBe(A);
        EntryOutcome.Holder(marks, EntryStage.Admission).ShouldBeNull();
    }

    [Fact]
    public void The_place_of_an_absent_child_is_the_school_where_one_was_named_and_the_words_elsewhere()
    {
        var elsewhere = new EntryMark
        {
            PersonId = 1,
            Year = new(115),
            Level = SchoolLevel.Elementary,
            Stage = EntryStage.Registration,
            SchoolCode = A,
            State = MarkState.NotHere,
            Reason = "other-school",
            ReasonSchool = B,
            ReasonDetail = "搬家",
            At = DateTime.UnixEpoch,
        };
        Of(Entry(A, true), elsewhere).ReasonDetail.ShouldBe(B);
        Of(Entry(A, true), Mark(A, MarkState.NotHere, "abroad", "美國")).ReasonDetail.ShouldBe("美國");
    }

    [Fact]
    public void An_outcome_is_written_into_the_entry_once()
    {
        EntryOutcome[] outcomes =
        [
            new(EntryState.Registered, B, null, null, null),
            new(EntryState.Admitted, B, C, null, null),
            new(EntryState.NotAdmitted, B, null, "abroad", null),
            new(EntryState.NotAdmitted, B, null, "abroad", "美國"),
        ];
        var entry = Entry(A, true);
        foreach (var outcome in outcomes)
        {
            outcome.ApplyTo(entry).ShouldBeTrue();
            new EntryOutcome(entry.State, entry.RegisteredSchool, entry.AdmittedSchool, entry.Reason, entry.ReasonDetail).ShouldBe(outcome);
            outcome.ApplyTo(entry).ShouldBeFalse("it stands there already");
        }
    }

    [Fact]
    public void The_same_marks_give_the_same_state_in_whatever_order_they_are_read()
    {
        var mark =
            from school in Any(A, B, C)
            from stage in Any(EntryStage.Registration, EntryStage.Admission)
            from state in Any(MarkState.Cleared, MarkState.Here, MarkState.NotHere)
            from minute in Gen.Int[0, 3]
            select Mark(school, state, state == MarkState.NotHere ? "abroad" : null, state == MarkState.NotHere ? "美國" : null, stage, minute);
        Gen.Select(mark.Array[0, 6], Any<string?>(A, null), Gen.Int[0, 1000])
            .Sample(
                (marks, allocated, seed) =>
                {
                    var unique = marks.DistinctBy(m => (m.SchoolCode, m.Stage)).ToArray();
                    var entry = Entry(allocated, true);
                    var standing = EntryOutcome.Of(entry, unique);
                    EntryOutcome.Of(entry, [.. unique.OrderBy(m => HashCode.Combine(m.SchoolCode, m.Stage, seed))]).ShouldBe(standing);
                    // Exactly one explained state: a school where there must be one, a reason where there must be one.
                    (standing.AdmittedSchool is not null).ShouldBe(standing.State == EntryState.Admitted);
                    (standing.Reason is not null).ShouldBe(standing.State is EntryState.NotRegistered or EntryState.NotAdmitted);
                    if (standing.State == EntryState.Registered)
                    {
                        standing.RegisteredSchool.ShouldNotBeNull();
                    }
                }
            );
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static EntryOutcome Of(Entry entry, params EntryMark[] marks) => EntryOutcome.Of(entry, marks);
}

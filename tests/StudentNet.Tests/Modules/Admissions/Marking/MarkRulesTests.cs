using StudentNet.Kernel;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Windows;

namespace StudentNet.Tests.Modules.Admissions.Marking;

public sealed class MarkRulesTests
{
    private const string Own = "980601";
    private const string Other = "980602";

    private static readonly DateTime Now = new(2026, 7, 22, 2, 0, 0, DateTimeKind.Utc);
    private static readonly MarkWish Here = new MarkWish.Here();
    private static readonly MarkWish Clear = new MarkWish.Clear();
    private static readonly MarkWish Abroad = new MarkWish.NotHere("abroad", null, "美國");

    [Fact]
    public void A_child_of_the_list_can_be_marked_here_not_here_and_cleared_again()
    {
        Decide(Case(), Here).ShouldBeOfType<MarkAnswer.Change>();
        Decide(Case(), Abroad).ShouldBeOfType<MarkAnswer.Change>();
        Decide(Case(Mark(Own, MarkState.Here)), Clear).ShouldBeOfType<MarkAnswer.Change>();
        Decide(Case(Mark(Own, MarkState.Here)), Abroad).ShouldBeOfType<MarkAnswer.Change>();
    }

    [Fact]
    public void Saying_what_is_said_already_writes_nothing()
    {
        Decide(Case(), Clear).ShouldBeOfType<MarkAnswer.Unchanged>();
        Decide(Case(Mark(Own, MarkState.Here)), Here).ShouldBeOfType<MarkAnswer.Unchanged>();
        Decide(Case(Mark(Own, MarkState.NotHere, "abroad", detail: "美國")), Abroad).ShouldBeOfType<MarkAnswer.Unchanged>();
        Decide(Case(Mark(Own, MarkState.NotHere, "abroad", detail: "日本")), Abroad).ShouldBeOfType<MarkAnswer.Change>();
    }

    [Fact]
    public void A_closed_window_refuses_every_wish_with_its_reason_and_next_opening()
    {
        var closed = new WindowState.Closed("報到填報已於 115/08/29 23:59 截止", Now.AddDays(300));
        foreach (var wish in new[] { Here, Abroad, Clear })
        {
            var problem = Refused(Case() with { Window = closed }, wish);
            problem.Code.ShouldBe("window.closed");
            problem.Message.ShouldContain("截止");
            problem.Hint.ShouldContain("開放");
        }
    }

    [Theory]
    [InlineData(Other, true, false, false)] // allocated to another school
    [InlineData(Own, false, false, false)] // allocated here, not published yet
    [InlineData(Other, false, true, false)] // on a choice list that is not published
    [InlineData(null, false, false, false)] // allocated to nobody
    [InlineData(Own, true, false, true)]
    [InlineData(Other, true, true, true)] // the choice list names the school
    public void Only_a_school_that_has_the_child_on_its_published_list_marks_it(string? allocated, bool published, bool choice, bool may)
    {
        var it = Case() with { Entry = Entry(allocated, published), IsChoice = choice };
        if (may)
        {
            Decide(it, Here).ShouldBeOfType<MarkAnswer.Change>();
        }
        else
        {
            Refused(it, Here).Code.ShouldBe("mark.not-listed");
        }

        Decide(it with { IsAddition = true }, Here).ShouldBeOfType<MarkAnswer.Change>();
    }

    [Fact]
    public void Who_registered_here_is_on_the_admission_list_wherever_the_child_was_allocated()
    {
        var it = Case(Mark(Own, MarkState.Here)) with { Entry = Entry(Other, true), Stage = EntryStage.Admission };
        Decide(it, Here).ShouldBeOfType<MarkAnswer.Change>();
        Refused(it with { Marks = [Mark(Own, MarkState.Cleared)] }, Here).Code.ShouldBe("mark.not-listed");
    }

    [Theory]
    [InlineData(null, null, null, "mark.reason")]
    [InlineData("no-such-code", null, null, "mark.reason")]
    [InlineData("other-school", null, null, "mark.school")]
    [InlineData("other-school", Own, null, "mark.own-school")]
    [InlineData("other-school", Other, null, null)]
    [InlineData("abroad", null, null, "mark.detail")]
    [InlineData("abroad", null, "美國", null)]
    [InlineData("deferred", null, null, "mark.detail")]
    [InlineData("died", null, null, null)]
    [InlineData("contacting", null, "已電訪 2 次", null)]
    public void A_reason_is_given_and_has_what_it_needs(string? reason, string? school, string? detail, string? code)
    {
        var answer = Decide(Case(), new MarkWish.NotHere(reason, school, detail));
        if (code is null)
        {
            answer.ShouldBeOfType<MarkAnswer.Change>();
        }
        else
        {
            answer.ShouldBeOfType<MarkAnswer.Refused>().Problem.Code.ShouldBe(code);
        }
    }

    [Fact]
    public void A_school_that_is_not_in_the_list_of_schools_is_none() =>
        Refused(Case() with { ReasonSchoolExists = false }, new MarkWish.NotHere("other-school", "000000")).Code.ShouldBe("mark.school");

    [Fact]
    public void A_reason_of_the_registration_stage_only_is_none_at_admission()
    {
        var it = Case() with { Stage = EntryStage.Admission };
        Refused(it, new MarkWish.NotHere("contacting", null, "已電訪 2 次")).Code.ShouldBe("mark.reason-stage");
        Decide(it, Abroad).ShouldBeOfType<MarkAnswer.Change>();
    }

    [Fact]
    public void Words_beside_a_reason_have_an_end() =>
        Refused(Case(), new MarkWish.NotHere("abroad", null, new string('長', MarkRules.DetailLength + 1))).Code.ShouldBe("mark.detail-length");

    [Fact]
    public void A_mark_that_a_colleague_changed_meanwhile_is_shown_and_not_overwritten()
    {
        var theirs = Mark(Own, MarkState.Here);
        theirs.Version = 3;
        Decide(Case(theirs) with { SeenVersion = 2 }, Abroad).ShouldBeOfType<MarkAnswer.Overtaken>().Current.ShouldBe(theirs);
        Decide(Case(theirs) with { SeenVersion = null }, Abroad).ShouldBeOfType<MarkAnswer.Overtaken>();
        Decide(Case(theirs) with { SeenVersion = 2 }, Here).ShouldBeOfType<MarkAnswer.Unchanged>("both meant the same");
        Decide(Case(theirs) with { SeenVersion = 3 }, Abroad).ShouldBeOfType<MarkAnswer.Change>();
    }

    [Fact]
    public void Every_reason_of_the_table_says_where_it_shows_and_what_its_words_are()
    {
        Reasons.All.Count.ShouldBeGreaterThan(9);
        foreach (var reason in Reasons.All)
        {
            reason.Title.ShouldNotBeNullOrWhiteSpace();
            reason.DetailLabel.ShouldNotBeNullOrWhiteSpace();
            Reasons.Find(reason.Code).ShouldBe(reason);
        }

        Reasons.All.Single(r => r.NeedsSchool).MarkedAs.ShouldBe(MarkedAs.Elsewhere);
    }

    private static MarkAnswer Decide(MarkCase it, MarkWish wish) => MarkRules.Decide(it, wish);

    private static Problem Refused(MarkCase it, MarkWish wish) => Decide(it, wish).ShouldBeOfType<MarkAnswer.Refused>().Problem;

    private static MarkCase Case(params EntryMark[] marks) =>
        new(Entry(Own, true), marks, EntryStage.Registration, Own, false, new WindowState.Open(null, null), new DateOnly(2026, 7, 22), marks.Length == 0 ? null : 0);

    internal static Entry Entry(string? allocated, bool published) =>
        new()
        {
            PersonId = 1,
            Year = new SchoolYear(115),
            Level = SchoolLevel.Elementary,
            State = allocated is null ? EntryState.Pending : EntryState.Allocated,
            AllocatedSchool = allocated,
            PublishedAt = published ? Now : null,
            ChangedAt = Now,
        };

    internal static EntryMark Mark(
        string school,
        MarkState state,
        string? reason = null,
        string? detail = null,
        EntryStage stage = EntryStage.Registration,
        int minute = 0
    ) =>
        new()
        {
            PersonId = 1,
            Year = new SchoolYear(115),
            Level = SchoolLevel.Elementary,
            Stage = stage,
            SchoolCode = school,
            State = state,
            Reason = reason,
            ReasonDetail = detail,
            At = Now.AddMinutes(minute),
        };
}

using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Admissions.Marking;

[WithoutDatabase]
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
        Decide(it with { Marks = [Mark(Other, MarkState.Here), Mark(Own, MarkState.Here)] }, Here).ShouldBeOfType<MarkAnswer.Change>("another school has said something too");
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
    public void Words_of_the_full_length_are_taken() =>
        Decide(Case(), new MarkWish.NotHere("abroad", null, new string('長', MarkRules.DetailLength))).ShouldBeOfType<MarkAnswer.Change>();

    [Fact]
    public void The_refusal_of_a_closed_window_says_when_it_opens_or_whom_to_ask()
    {
        MarkRules.ClosedWindow(new WindowState.Closed("報到填報 09/01 開放", new DateTime(2026, 8, 31, 16, 0, 0, DateTimeKind.Utc)))
            .ShouldBe(new Problem("window.closed", "報到填報 09/01 開放", "115/09/01 00:00 開放"));
        MarkRules.ClosedWindow(new WindowState.Closed("報到填報不開放", null))
            .ShouldBe(new Problem("window.closed", "報到填報不開放", "開放時間由縣市設定，期滿後的更正請向縣市申請"));
    }

    [Theory]
    [InlineData(EntryStage.Registration, null, null, null, "mark.reason", "沒有選擇原因", "請選擇原因")]
    [InlineData(EntryStage.Admission, "contacting", null, "電訪", "mark.reason-stage", "這個階段不能用「聯繫中」", "請改選其他原因")]
    [InlineData(EntryStage.Registration, "other-school", null, null, "mark.school", "沒有填寫學生前往的學校", "請填學校代碼，或在本縣市名錄中只有一所的校名")]
    [InlineData(EntryStage.Registration, "other-school", "", null, "mark.school", "沒有填寫學生前往的學校", "請填學校代碼，或在本縣市名錄中只有一所的校名")]
    [InlineData(EntryStage.Registration, "other-school", Own, null, "mark.own-school", "填寫的學校就是本校", "學生在本校請改選「已報到」")]
    [InlineData(EntryStage.Admission, "other-school", Own, null, "mark.own-school", "填寫的學校就是本校", "學生在本校請改選「已入學」")]
    [InlineData(EntryStage.Registration, "private-school", null, "", "mark.detail", "「私校」沒有填寫私校校名", "請填寫私校校名")]
    public void A_refusal_says_what_is_missing_and_what_to_do(EntryStage stage, string? reason, string? school, string? detail, string code, string message, string hint) =>
        Refused(Case() with { Stage = stage }, new MarkWish.NotHere(reason, school, detail)).ShouldBe(new Problem(code, message, hint));

    [Fact]
    public void A_child_that_is_not_listed_and_words_that_are_too_long_are_refused_with_what_to_do()
    {
        Refused(Case() with { Entry = Entry(Other, true) }, Here).ShouldBe(new Problem("mark.not-listed", "這名學生不在本校名冊", "請由「單筆新增」以完整證號加入"));
        Refused(Case(), new MarkWish.NotHere("abroad", null, new string('長', 101)))
            .ShouldBe(new Problem("mark.detail-length", "前往的國家或地區超過 100 字", "請精簡文字"));
    }

    [Fact]
    public void A_door_where_nobody_looked_overtakes_nobody()
    {
        var theirs = Mark(Own, MarkState.Here);
        theirs.Version = 3;
        Decide(Case(theirs) with { SeenVersion = MarkCase.AnyVersion }, Abroad).ShouldBeOfType<MarkAnswer.Change>();
        Decide(Case() with { SeenVersion = 7 }, Abroad).ShouldBeOfType<MarkAnswer.Change>("there is no mark to overtake");
    }

    [Fact]
    public void A_school_s_own_mark_of_the_stage_keeps_the_child_on_its_list()
    {
        var moved = Case() with { Entry = Entry(Other, true) };
        (moved with { Marks = [Mark(Own, MarkState.NotHere, "abroad")] }).IsOnList.ShouldBeTrue();
        (moved with { Marks = [Mark(Own, MarkState.Cleared)] }).IsOnList.ShouldBeFalse("taken back");
        (moved with { Marks = [Mark(Other, MarkState.Here)] }).IsOnList.ShouldBeFalse("another school's");
        (moved with { Marks = [Mark(Own, MarkState.Here, stage: EntryStage.Admission)] }).IsOnList.ShouldBeFalse("of another stage");
        (moved with { Stage = EntryStage.Admission, Marks = [Mark(Other, MarkState.Here)] }).IsOnList.ShouldBeFalse("registered at another school");
    }

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

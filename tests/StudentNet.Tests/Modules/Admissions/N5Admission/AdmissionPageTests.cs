using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Admissions.Marking;

namespace StudentNet.Tests.Modules.Admissions.N5Admission;

public sealed class AdmissionPageTests
{
    private static readonly TimeSpan ToAdmission = new DateTimeOffset(2026, 9, 1, 2, 0, 0, TimeSpan.Zero) - TestApp.Start;

    [Fact]
    public async Task At_admission_the_other_school_is_neither_named_nor_called_by_those_who_ask_each_other()
    {
        await using var town = await MarkingTown.CreateAsync(TestApp.Start + ToAdmission);
        await town.App.Db(db => db.Set<School>().ExecuteUpdateAsync(s => s.SetProperty(x => x.Telephone, "02-1234-0009")));
        await town.HereAsync(SmallCountry.School, 1, stage: EntryStage.Admission);
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.HereAsync(SmallCountry.ForeignSchool, 1, isAddition: true, EntryStage.Admission);
        using var far = await town.App.ClientAs(Persona.ForeignClerk);

        var page = await far.OpenAsync("/N5.31/conflicts");
        page.Text.ShouldContain("範例縣的學校");
        page.Text.ShouldNotContain("02-1234-0009");
        page.Text.ShouldNotContain("範一國小");
        await page.SubmitAsync(button: "在本校，請對方確認");
        (await town.NoticesAsync(SmallCountry.School)).ShouldContain(n => n.Text.StartsWith("另一校表示學生在該校入學", StringComparison.Ordinal));
        (await town.NoticesAsync(SmallCountry.School)).ShouldNotContain(n => n.Text.Contains("樣一國小", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_registration_list_is_taken_over_once_and_conflicts_are_left_to_people()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.School, 1);
        await town.HereAsync(SmallCountry.School, 2);
        await town.HereAsync(SmallCountry.OtherSchool, 2, isAddition: true);
        await town.MarkAsync(
            SmallCountry.School,
            EntryStage.Registration,
            new MarkLine(3, new MarkWish.NotHere("abroad", null, "美國"), null),
            new MarkLine(4, new MarkWish.NotHere("contacting", null, "已電訪 2 次"), null)
        );
        await town.HereAsync(SmallCountry.School, MarkingTown.Foreign, isAddition: true);
        town.App.Clock.Advance(ToAdmission);

        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/N5.31");
        page.Text.ShouldContain("報到名單可以帶入 3 人");
        var preview = await page.FollowAsync("帶入報到名單");
        preview.Text.ShouldContain("2 人設為「已入學」");
        preview.Text.ShouldContain("出國 1 人");
        preview.Text.ShouldContain("報到名單沒有提交過");
        preview.Text.ShouldContain("1 人不帶入：另有學校登錄");
        var filled = await preview.SubmitAsync(button: "帶入 3 人");
        filled.Text.ShouldContain("已由報到名單帶入 3 人");
        filled.Text.ShouldNotContain("報到名單可以帶入");

        (await town.EntryAsync(1)).State.ShouldBe(EntryState.Admitted);
        (await town.EntryAsync(MarkingTown.Foreign)).AdmittedSchool.ShouldBe(SmallCountry.School);
        (await town.EntryAsync(2)).State.ShouldBe(EntryState.Registered, "two schools registered the child");
        var absent = await town.EntryAsync(3);
        (absent.State, absent.Reason, absent.ReasonDetail).ShouldBe((EntryState.NotAdmitted, "abroad", "美國"));
        (await town.EntryAsync(4)).State.ShouldBe(EntryState.NotRegistered, "聯繫中 is no answer at admission");
        (await town.EntryAsync(5)).State.ShouldBe(EntryState.Allocated);
    }

    [Fact]
    public async Task The_admission_list_has_who_registered_here_and_who_registered_nowhere_else()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.School, MarkingTown.Foreign, isAddition: true);
        await town.HereAsync(SmallCountry.OtherSchool, 1, isAddition: true);
        var list = (await town.ListAsync(SmallCountry.School, EntryStage.Admission)).Select(c => c.PersonId).Order();
        list.ShouldBe([2, 3, 4, 5, 6, MarkingTown.Foreign]);
    }

    [Fact]
    public async Task The_whole_list_is_confirmed_in_one_post_and_submitted()
    {
        await using var town = await MarkingTown.CreateAsync();
        for (var person = 1; person <= MarkingTown.OwnCount; person++)
        {
            await town.HereAsync(SmallCountry.School, person);
        }

        town.App.Clock.Advance(ToAdmission);
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        await N3Registration.Posts.SendAsync(clerk, "/N5.31", "/N5.31", Enumerable.Range(1, MarkingTown.OwnCount).Select(p => ($"mark.{p}", "1")));
        (await town.ListAsync(SmallCountry.School, EntryStage.Admission)).ShouldAllBe(c => c.State == ListState.Here && c.IsHeld);
        (await (await clerk.OpenAsync("/N5.31/submit")).SubmitAsync()).Path.ShouldBe("/N5.31/submissions");
        (await town.App.Db(db => db.Set<Submission>().SingleAsync())).Window.ShouldBe("N5");
    }

    [Fact]
    public async Task Admission_does_not_open_before_registration_has_closed()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.School, 1);
        var answer = (await town.HereAsync(SmallCountry.School, 1, stage: EntryStage.Admission))[1];
        answer.ShouldBeOfType<MarkAnswer.Refused>().Problem.Code.ShouldBe("window.closed");
    }
}

using StudentNet.Modules.Schools;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Organisations;
using StudentNet.Platform.Windows;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Modules.Admissions.Marking;

namespace StudentNet.Tests.Modules.Admissions.N3Registration;

public sealed class SubmissionTests
{
    [Fact]
    public async Task A_list_is_summed_up_submitted_with_a_receipt_and_may_be_submitted_again()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.School, 1);
        await town.MarkAsync(SmallCountry.School, EntryStage.Registration, new MarkLine(2, new MarkWish.NotHere("abroad", null, "美國"), null));
        using var clerk = await town.App.ClientAs(Persona.Clerk);

        var check = await clerk.OpenAsync("/N3.31/submit");
        check.Text.ShouldContain("還有 4 人未處理");
        var stamps = await check.SubmitAsync();
        stamps.Path.ShouldBe("/N3.31/submissions");
        var first = await town.App.Db(db => db.Set<Submission>().SingleAsync());
        (first.Window, first.OrganisationCode, first.ByName).ShouldBe(("N3", SmallCountry.School, Persona.Clerk.Name));
        stamps.Text.ShouldContain(first.Receipt);
        MarkFigures.FromJson(first.Figures).ShouldBe(new MarkFigures(6, 1, 1, 0, 0));
        first.Figures.ShouldContain("reason.abroad");

        town.App.Clock.Advance(TimeSpan.FromMinutes(5));
        await town.HereAsync(SmallCountry.School, 3);
        (await clerk.OpenAsync("/N3.31")).Text.ShouldContain("提交後又改 1 人");
        town.App.Clock.Advance(TimeSpan.FromMinutes(5));
        await (await clerk.OpenAsync("/N3.31/submit")).SubmitAsync();
        (await town.App.Db(db => db.Set<Submission>().CountAsync())).ShouldBe(2);
        (await clerk.OpenAsync("/N3.31")).Text.ShouldNotContain("提交後又改");
    }

    [Fact]
    public async Task Both_schools_see_a_child_that_both_registered_and_one_gives_way()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.OtherSchool, MarkingTown.Neighbour);
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.HereAsync(SmallCountry.School, MarkingTown.Neighbour, isAddition: true);
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        using var other = await town.App.ClientAs(Persona.OtherClerk);
        await town.App.Db(db => db.Set<School>().Where(s => s.Code == SmallCountry.OtherSchool).ExecuteUpdateAsync(s => s.SetProperty(x => x.Telephone, "02-1234-0002")));

        var there = await other.OpenAsync("/N3.31/conflicts");
        there.Text.ShouldContain(MarkingTown.NameOf(MarkingTown.Neighbour));
        there.Text.ShouldContain($"{SmallCountry.School} 範一國小");
        var here = await clerk.OpenAsync("/N3.31/conflicts");
        here.Text.ShouldContain($"{SmallCountry.OtherSchool} 範二國小");
        here.TextsOf("a[href^='tel:']").ShouldHaveSingleItem().ShouldBe("電話 02-1234-0002", "the other side can be called");
        here.TextOf("dl.kv").ShouldContain("對方可以");

        // This school holds on: the other one is told once, and nothing changes.
        (await here.SubmitAsync(button: "在本校，請對方確認")).Text.ShouldContain("已通知");
        (await here.SubmitAsync(button: "在本校，請對方確認")).Text.ShouldContain("已通知過");
        (await town.NoticesAsync(SmallCountry.OtherSchool)).Count(n => n.Text.Contains("表示學生在該校報到", StringComparison.Ordinal)).ShouldBe(1);
        var after = await here.SubmitAsync(button: "學生不在本校，由對方報到");
        after.Text.ShouldContain("沒有重複報到的學生");
        (await other.OpenAsync("/N3.31/conflicts")).Text.ShouldContain("沒有重複報到的學生");
        (await town.EntryAsync(MarkingTown.Neighbour)).RegisteredSchool.ShouldBe(SmallCountry.OtherSchool);
    }

    [Fact]
    public async Task Notices_stay_until_somebody_of_the_school_has_read_them()
    {
        await using var town = await MarkingTown.CreateAsync();
        await town.HereAsync(SmallCountry.School, MarkingTown.Neighbour, isAddition: true);
        using var other = await town.App.ClientAs(Persona.OtherClerk);
        var page = await other.OpenAsync("/N3.31/conflicts");
        page.Text.ShouldContain("本校名冊的學生由 980601 範一國小 新增報到");
        var read = await page.SubmitAsync(button: "標為已讀");
        read.Text.ShouldNotContain("新增報到");
        (await town.App.Db(db => db.Set<OrganisationNotice>().SingleAsync())).ReadAt.ShouldNotBeNull();
    }
}

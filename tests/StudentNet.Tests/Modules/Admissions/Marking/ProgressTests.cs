using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Modules.Admissions.Marking;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Admissions.Marking;

public sealed class ProgressTests
{
    private static readonly string[] Schools = [SmallCountry.School, SmallCountry.OtherSchool, SmallCountry.ForeignSchool];

    [Theory]
    [InlineData(EntryStage.Registration)]
    [InlineData(EntryStage.Admission)]
    public async Task The_figures_of_the_statement_are_those_of_the_lists(EntryStage stage)
    {
        await using var town = await MarkingTown.CreateAsync();
        await MarkSomeAsync(town);
        if (stage == EntryStage.Admission)
        {
            town.App.Clock.SetUtcNow(new DateTimeOffset(2026, 9, 1, 2, 0, 0, TimeSpan.Zero));
            await town.HereAsync(SmallCountry.School, 1, stage: stage);
            await town.HereAsync(SmallCountry.OtherSchool, 1, isAddition: true, stage);
            await town.MarkAsync(SmallCountry.School, stage, new MarkLine(3, new MarkWish.NotHere("private-school", null, "模擬私小"), null));
        }

        await using var scope = town.App.Services.CreateAsyncScope();
        var figures = await scope.ServiceProvider.GetRequiredService<StageProgress>().FiguresAsync(stage, MarkingTown.Year, MarkingTown.Grade, new Scope.National());
        foreach (var school in Schools)
        {
            figures[school].ShouldBe(MarkFigures.Of(await town.ListAsync(school, stage)), $"{school} {stage}");
        }

        var ofCounty = await OfAsync(new Scope.County(SmallCountry.County));
        ofCounty.Keys.ShouldBe([SmallCountry.School, SmallCountry.OtherSchool], ignoreOrder: true);
        (await OfAsync(new Scope.School(SmallCountry.School))).ShouldBe(new Dictionary<string, MarkFigures> { [SmallCountry.School] = figures[SmallCountry.School] });
        (await OfAsync(new Scope.Township(SmallCountry.Township))).ShouldBeEmpty("it sees its residents, not schools");

        Task<IReadOnlyDictionary<string, MarkFigures>> OfAsync(Scope of) =>
            scope.ServiceProvider.GetRequiredService<StageProgress>().FiguresAsync(stage, MarkingTown.Year, MarkingTown.Grade, of);
    }

    [Fact]
    public async Task The_county_sees_its_schools_and_who_has_not_submitted_and_a_list_but_none_of_another_county()
    {
        await using var town = await MarkingTown.CreateAsync();
        await MarkSomeAsync(town);
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        await (await clerk.OpenAsync("/N3.31/submit")).SubmitAsync();
        using var county = await town.App.ClientAs(Persona.County);

        var page = await county.OpenAsync("/N3.21");
        page.Text.ShouldContain("980601 範一國小");
        page.Text.ShouldNotContain("樣一國小");
        page.TextOf("tfoot").ShouldContain("1 / 2 校");
        (await county.OpenAsync("/N3.21?show=unsubmitted")).TextsOf("tbody th").ShouldBe(["980602 範二國小"]);

        var list = await page.FollowAsync("980601 範一國小");
        list.Text.ShouldContain(MarkingTown.NameOf(2));
        (await county.GetAsync($"/N3.21/school/{SmallCountry.ForeignSchool}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await county.GetAsync("/N3.21/school/000000")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_ministry_sees_counties_and_no_children()
    {
        await using var town = await MarkingTown.CreateAsync();
        await MarkSomeAsync(town);
        using var ministry = await town.App.ClientAs(Persona.Ministry);
        foreach (var path in new[] { "/N3.11", "/N5.11" })
        {
            var page = await ministry.OpenAsync(path);
            page.Text.ShouldContain("範例縣");
            page.Text.ShouldNotContain(MarkingTown.NameOf(1));
        }
    }

    [Fact]
    public async Task Both_counties_see_a_child_that_schools_of_both_registered()
    {
        await using var town = await MarkingTown.CreateAsync();
        await MarkSomeAsync(town);
        foreach (var persona in new[] { Persona.County, Persona.OtherCounty })
        {
            using var county = await town.App.ClientAs(persona);
            var page = await county.OpenAsync("/N3.21/conflicts?level=1");
            page.TextOf("tbody").ShouldContain("970601 樣一國小");
            page.TextOf("tbody").ShouldContain("980601 範一國小");
        }

        using var own = await town.App.ClientAs(Persona.County);
        await (await own.OpenAsync("/N3.21/conflicts?level=1")).SubmitAsync(button: "標為已讀");
        (await town.App.Db(db => db.Set<OrganisationNotice>().CountAsync(n => n.OrganisationCode == SmallCountry.County && n.ReadAt == null))).ShouldBe(0);
    }

    [Theory]
    [InlineData("Csv")]
    [InlineData("Xlsx")]
    [InlineData("Ods")]
    public async Task A_list_leaves_as_a_file_with_hidden_numbers_and_an_audit_entry(string kind)
    {
        await using var town = await MarkingTown.CreateAsync();
        await MarkSomeAsync(town);
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        var answer = await clerk.Http.GetAsync($"/N4.31?handler=export&kind={kind}&show=here");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentDisposition!.FileNameStar!.ShouldStartWith("N4.31_報到名冊_");
        if (kind == "Csv")
        {
            var text = await answer.Content.ReadAsStringAsync();
            text.ShouldContain(MarkingTown.NameOf(2));
            text.ShouldNotContain(MarkingTown.NumberOf(2));
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3, "a heading and two children");
        }

        (await town.App.Db(db => db.Set<AuditEntry>().CountAsync(a => a.What == "輸出報到名冊"))).ShouldBe(1);
    }

    [Fact]
    public async Task The_county_list_has_whom_it_answers_for_and_who_goes_to_its_schools_by_state()
    {
        await using var town = await MarkingTown.CreateAsync();
        await MarkSomeAsync(town);
        using var county = await town.App.ClientAs(Persona.County);
        (await county.OpenAsync("/N4.21?show=absent")).TextsOf("tbody tr").ShouldContain(r => r.Contains("出國（美國）", StringComparison.Ordinal));
        var here = await county.OpenAsync("/N4.21?show=here");
        here.TextsOf("tbody th").ShouldContain(MarkingTown.NameOf(2));
        here.TextsOf("tbody th").ShouldNotContain(MarkingTown.NameOf(MarkingTown.Foreign), "another county's child, held by that county's school");
        (await county.OpenAsync("/N6.21?show=here")).Text.ShouldContain("沒有符合的學生");
        (await county.Http.GetAsync("/N4.21?handler=export&kind=Csv&show=here")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_school_sees_no_list_but_its_own()
    {
        await using var town = await MarkingTown.CreateAsync();
        using var clerk = await town.App.ClientAs(Persona.Clerk);
        (await clerk.GetAsync($"/N4.31?school={SmallCountry.OtherSchool}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await clerk.OpenAsync("/N4.31")).Text.ShouldNotContain(MarkingTown.NameOf(MarkingTown.Neighbour));
    }

    /// <summary>Registered, gone elsewhere, absent, contested with the other county, added from next door, chosen.</summary>
    private static async Task MarkSomeAsync(MarkingTown town)
    {
        await town.HereAsync(SmallCountry.School, 2);
        await town.MarkAsync(
            SmallCountry.School,
            EntryStage.Registration,
            new MarkLine(3, new MarkWish.NotHere("other-school", SmallCountry.OtherSchool), null),
            new MarkLine(4, new MarkWish.NotHere("abroad", null, "美國"), null)
        );
        await town.HereAsync(SmallCountry.OtherSchool, 5, isAddition: true);
        await town.HereAsync(SmallCountry.OtherSchool, MarkingTown.Chooser);
        await town.HereAsync(SmallCountry.ForeignSchool, MarkingTown.Foreign);
        town.App.Clock.Advance(TimeSpan.FromMinutes(1));
        await town.HereAsync(SmallCountry.School, MarkingTown.Foreign, isAddition: true);
    }
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudentNet.Modules.Admissions;
using StudentNet.Platform.Data;
using StudentNet.Platform.Jobs;
using StudentNet.Tests.Infrastructure;
using static StudentNet.Tests.Infrastructure.SmallCountry;
using ZoneKind = StudentNet.Modules.Schools.ZoneKind;

namespace StudentNet.Tests.Modules.Admissions;

public sealed class AllocationPageTests
{
    [Fact]
    public async Task A_county_runs_looks_decides_and_publishes_and_then_the_school_has_its_list()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School), new TownRule(Village, OtherSchool, ZoneKind.Free, "2-4"));
        var child = await town.ChildAsync(Village, 1);
        var choice = await town.ChildAsync(Village, 3);
        var lost = await town.ChildAsync(null, 3);
        var county = await app.ClientAs(Persona.County);
        var clerk = await app.ClientAs(Persona.Clerk);
        (await clerk.GetAsync("/N2.31")).Text.ShouldContain("縣市尚未公告");

        var asked = await (await county.GetAsync("/N1.21")).SubmitAsync(button: "執行分發");
        asked.Text.ShouldContain("分發排隊中");
        await app.Services.GetRequiredService<RunWorker>().RunAllAsync();
        var page = await county.GetAsync("/N1.21");
        page.TextsOf(".stats dd").ShouldBe(["3", "1", "1", "1", "0"]);
        page.Text.ShouldContain($"{School} 範一國小");

        var people = await page.FollowAsync("待人工分發");
        people.Text.ShouldContain("村里不明");
        var refused = await people.SubmitAsync(form => form["Input.School"] = OtherSchool, "分發選取的學生");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("沒有選取學生");
        var version = (await town.EntryAsync(lost)).Version;
        var decided = await people.SubmitAsync(
            form =>
            {
                form["Input.School"] = OtherSchool;
                form["Input.Reason"] = "address-confirmed";
                form["pick"] = $"{lost}:{version}";
            },
            "分發選取的學生"
        );
        decided.Text.ShouldContain("已人工分發 1 人");

        var published = await PublishAsync(county);
        published.Text.ShouldContain("已公告 3 人至 2 校");
        (await clerk.GetAsync("/N2.31")).TextsOf("tbody th").ShouldBe([$"測試{child}", $"測試{choice}"]);
        (await clerk.GetAsync("/N2.31?show=choice")).TextsOf("tbody th").ShouldBe([$"測試{choice}"]);
        (await (await app.ClientAs(Persona.OtherClerk)).GetAsync("/N2.31")).TextsOf("tbody th").ShouldBe([$"測試{lost}"]);
        (await app.Db(db => db.Set<AuditEntry>().AnyAsync(a => a.Kind == AuditKind.Read && a.Function == "N2.31"))).ShouldBeTrue();

        (await county.GetAsync("/N1.21/changes")).Text.ShouldContain($"測試{choice}");
        (await county.GetAsync($"/N1.21/child/{lost}")).Text.ShouldContain($"人工分發至 {OtherSchool} 範二國小");
        (await county.GetAsync("/N2.21?show=choice")).TextsOf("tbody th").ShouldBe([$"測試{choice}"]);
        (await (await app.ClientAs(Persona.Ministry)).GetAsync("/N2.11")).Text.ShouldContain("範例縣");
    }

    [Fact]
    public async Task Who_moves_after_publication_shows_at_the_school_it_left_and_at_the_school_it_came_to()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School), new TownRule(SecondVillage, OtherSchool));
        var child = await town.ChildAsync(Village, 1);
        await town.RunAsync();
        var county = await app.ClientAs(Persona.County);
        await PublishAsync(county);

        await town.MoveAsync(child, SecondVillage, 2);

        (await (await app.ClientAs(Persona.Clerk)).GetAsync("/N2.31?show=left")).TextsOf("tbody th").ShouldBe([$"測試{child}"]);
        (await (await app.ClientAs(Persona.OtherClerk)).GetAsync("/N2.31?show=arrived")).TextsOf("tbody th").ShouldBe([$"測試{child}"]);
        (await county.GetAsync("/N2.21?show=moved")).TextsOf("tbody th").ShouldBe([$"測試{child}"]);

        await (await county.GetAsync("/N1.21")).SubmitAsync(form => form["published"] = "Moved", "執行分發");
        await app.Services.GetRequiredService<RunWorker>().RunAllAsync();
        (await town.EntryAsync(child)).AllocatedSchool.ShouldBe(OtherSchool);
        (await (await app.ClientAs(Persona.Clerk)).GetAsync("/N2.31?show=left")).TextsOf("tbody th").ShouldBe([$"測試{child}"]);
    }

    [Fact]
    public async Task Another_county_s_child_is_not_found()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        var child = await town.ChildAsync(ForeignVillage, 1, OtherCounty);

        (await (await app.ClientAs(Persona.County)).GetAsync($"/N1.21/child/{child}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var own = await (await app.ClientAs(Persona.OtherCounty)).GetAsync($"/N1.21/child/{child}");
        own.Status.ShouldBe(HttpStatusCode.OK);
        // The matrix asks after the county's window has closed, when everybody gets the same refusal; here it is open.
        var county = await app.ClientAs(Persona.County);
        var mine = await town.ChildAsync(Village, 1);
        var form = TestForm.Find(await county.GetAsync($"/N1.21/child/{mine}"), null, "人工分發");
        form["Input.School"] = School;
        form["Input.Reason"] = "sibling";
        var request = form.Request("人工分發");
        request.RequestUri = new Uri(request.RequestUri!.ToString().Replace($"{mine}", $"{child}", StringComparison.Ordinal), UriKind.RelativeOrAbsolute);
        (await county.SendAsync(request)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await town.EntryAsync(child)).State.ShouldBe(EntryState.Pending);
    }

    [Fact]
    public async Task The_allocation_file_holds_whole_numbers_and_leaves_its_purpose_in_the_log()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School));
        var child = await town.ChildAsync(Village, 1);
        await town.RunAsync();
        var county = await app.ClientAs(Persona.County);
        await PublishAsync(county);
        var page = await county.GetAsync("/N1.21.2");

        (await page.SubmitAsync(form => form["Input.Kind"] = "Csv")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var file = await page.SubmitAsync(form =>
        {
            form["Input.Kind"] = "Csv";
            form["Input.Purpose"] = "匯入校務系統";
        });

        file.Text.ShouldContain($"115,1,{School},範一國小,測試{child},X{child}");
        var entry = await app.Db(db => db.Set<AuditEntry>().SingleAsync(a => a.Function == "N1.21.2"));
        (entry.Reason, entry.Kind).ShouldBe(("匯入校務系統", AuditKind.Export));
    }

    [Fact]
    public async Task A_publication_shows_what_is_unusual_asks_once_and_is_taken_back_until_a_school_has_acted()
    {
        var town = await AllocationTown.CreateAsync();
        await using var app = town.App;
        await town.PlanAsync(County, new TownRule(Village, School), new TownRule(SecondVillage, OtherSchool));
        var (first, second, third) = (await town.ChildAsync(Village, 1), await town.ChildAsync(Village, 2), await town.ChildAsync(SecondVillage, 1));
        await town.ChildAsync(null, null);
        await town.RunAsync();
        using var county = await app.ClientAs(Persona.County);
        var preview = await county.OpenAsync("/N1.21/publish?level=1");
        preview.Text.ShouldContain("公告 3 人給 2 校？");
        preview.Text.ShouldContain("1 人還沒有學校，不在這次");
        preview.TextsOf("tbody td:nth-of-type(1)").ShouldBe(["2", "1"]);

        // Another child by now: the number that was seen is not the number that would be published.
        await town.ChildAsync(Village, 3);
        await town.RunAsync();
        var refused = await preview.SubmitAsync(button: "公告 3 人給 2 校");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("現在是 4 人");
        (await town.EntryAsync(first)).PublishedAt.ShouldBeNull();
        (await refused.SubmitAsync(button: "公告 4 人給 2 校")).Text.ShouldContain("已公告 4 人至 2 校");

        // One school says something of a child, then the county takes the rest back.
        app.Clock.SetUtcNow(new DateTimeOffset(2026, 7, 5, 1, 0, 0, TimeSpan.Zero));
        using var clerk = await app.ClientAs(Persona.Clerk);
        await (await clerk.OpenAsync("/N3.31")).SubmitAsync(form => form[$"mark.{first}"] = "1", selector: "#marks");
        var back = await (await county.OpenAsync("/N1.21/publish?level=1")).SubmitAsync(selector: "form[action*='handler=TakeBack']");
        back.Text.ShouldContain("已收回 3 人的公告");
        back.Text.ShouldContain("收回 3 人，其餘學校已處理");
        (await town.EntryAsync(first)).PublishedAt.ShouldNotBeNull();
        (await town.EntryAsync(second)).PublishedAt.ShouldBeNull();
        (await town.EntryAsync(third)).PublishedAt.ShouldBeNull();
        (await clerk.OpenAsync("/N3.31")).TextsOf("tr[data-row] th").Count.ShouldBe(1);
        (await county.OpenAsync($"/N1.21/child/{second}")).Text.ShouldContain("收回公告");
        (await county.OpenAsync("/N1.21?level=1")).Text.ShouldContain("尚未公告 3 人");

        // What a school has submitted is not taken back either.
        await PublishAsync(county);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await (await clerk.OpenAsync("/N3.31/submit")).SubmitAsync();
        var late = await county.OpenAsync("/N1.21/publish?level=1");
        late.Text.ShouldContain("收回 1 人的公告");
        await late.SubmitAsync(selector: "form[action*='handler=TakeBack']");
        (await town.EntryAsync(second)).PublishedAt.ShouldNotBeNull();
        (await town.EntryAsync(third)).PublishedAt.ShouldBeNull();
    }

    private static async Task<TestPage> PublishAsync(Visitor county) =>
        await (await (await county.OpenAsync("/N1.21")).FollowAsync("公告 ")).SubmitAsync(selector: "form[action*='handler=Publish']");
}

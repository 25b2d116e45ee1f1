using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Schools.M3Districts;
using StudentNet.Platform.Data;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Schools;

public sealed class DistrictPagesTests
{
    private const string Year = "year=115&level=1";

    [Fact]
    public async Task A_county_mends_a_draft_by_hand_publishes_it_with_reasons_and_the_school_sees_it()
    {
        await using var app = await TestApp.CreateAsync();
        var county = await app.ClientAs(Persona.County);
        var plan = await DraftAsync(
            app,
            new DistrictLine { SourceLine = 2, VillageCode = SmallCountry.Village, SchoolCode = SmallCountry.School, Neighbourhoods = "1-6" },
            new DistrictLine { SourceLine = 3, VillageCode = SmallCountry.Village, SchoolCode = SmallCountry.OtherSchool, Neighbourhoods = "5-9" },
            new DistrictLine { SourceLine = 4, Township = "範例鄉", Village = "範南村", SchoolCode = SmallCountry.School },
            new DistrictLine { SourceLine = 5, VillageCode = SmallCountry.OtherVillage, SchoolCode = SmallCountry.OtherSchool }
        );

        var list = await county.OpenAsync($"/M3.21?{Year}");
        var draft = await list.FollowAsync($"草案 {plan.Id}");
        draft.TextOf(".checks").ShouldContain("基本學區重疊 1 項");
        draft.TextsOf(".zdup").ShouldBe(["!", "!", "!"], "two neighbourhoods and the key");
        var overlap = (await county.OpenAsync($"/M3.21/plan/{plan.Id}/checks?kind=overlap")).TextOf("tbody");
        overlap.ShouldContain("範例鄉 範東村");
        overlap.ShouldContain("5-6 鄰同時劃給範一國小、範二國小");
        overlap.ShouldContain("第 2 列、第 3 列");

        // The line that names no village: the first try is wrong too and says which village is near.
        var unplaced = await county.OpenAsync($"/M3.21/plan/{plan.Id}/rules?show=unplaced");
        var form = await unplaced.FollowAsync("補正");
        var wrong = await form.SubmitAsync(f => f["Input.Village"] = "範北村");
        wrong.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wrong.TextOf(".errors").ShouldContain("是否為「範東村」或「範西村」");
        var right = await wrong.SubmitAsync(f => f["Input.Village"] = "範西村");
        right.Redirect.ShouldBe(HttpStatusCode.Redirect);
        (await app.Db(db => db.Set<DistrictRule>().SingleAsync(r => r.PlanId == plan.Id && r.VillageCode == SmallCountry.SecondVillage))).SourceLine.ShouldBe(4);

        var publish = await county.OpenAsync($"/M3.21/plan/{plan.Id}/publish");
        var refused = await publish.SubmitAsync();
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await StatusAsync(app, plan.Id)).ShouldBe(DistrictPlanStatus.Draft);
        var published = await refused.SubmitAsync(f => f["Reasons[overlap]"] = "兩校協調中，個案人工處理");
        published.Redirect.ShouldBe(HttpStatusCode.Redirect, published.Text);
        (await StatusAsync(app, plan.Id)).ShouldBe(DistrictPlanStatus.InForce);
        var word = await app.Db(db => db.Set<DistrictAcknowledgement>().SingleAsync());
        (word.Check, word.Findings, word.Reason).ShouldBe(("overlap", 1, "兩校協調中，個案人工處理"));
        (await app.Db(db => db.Set<AuditEntry>().SingleAsync(e => e.What == "公告學區"))).Reason!.ShouldContain("兩校協調中");

        var clerk = await app.ClientAs(Persona.Clerk);
        var own = await clerk.OpenAsync("/M3.31?year=115&village=範東");
        own.TextsOf("tbody tr").ShouldContain("範例鄉 範東村1-4基本 範一國小");
        own.TextsOf("tbody tr").ShouldContain("範例鄉 範東村5-6基本 範一國小、基本 範二國小");
    }

    [Fact]
    public async Task A_copy_shows_what_it_changes_and_supersedes_the_plan_before_it()
    {
        await using var app = await TestApp.CreateAsync();
        var county = await app.ClientAs(Persona.County);
        var first = await DraftAsync(
            app,
            new DistrictLine { VillageCode = SmallCountry.Village, SchoolCode = SmallCountry.School },
            new DistrictLine { VillageCode = SmallCountry.SecondVillage, SchoolCode = SmallCountry.School },
            new DistrictLine { VillageCode = SmallCountry.OtherVillage, SchoolCode = SmallCountry.OtherSchool }
        );
        (await (await county.OpenAsync($"/M3.21/plan/{first.Id}/publish")).SubmitAsync()).Redirect.ShouldBe(HttpStatusCode.Redirect);

        var copy = await (await county.OpenAsync($"/M3.21?{Year}")).SubmitAsync(button: "複製成草案修正");
        var id = await app.Db(db => db.Set<DistrictPlan>().Where(p => p.Status == DistrictPlanStatus.Draft).Select(p => p.Id).SingleAsync());
        copy.Path.ShouldBe($"/M3.21/plan/{id}");
        copy.Text.ShouldContain("每個村里、每個鄰都與前一版相同");
        var change = await county.OpenAsync($"/M3.21/plan/{id}/line?no=2");
        await change.SubmitAsync(f => f["Input.Neighbourhoods"] = "1-4");
        await (await county.OpenAsync($"/M3.21/plan/{id}/line")).SubmitAsync(f =>
        {
            f["Input.Township"] = "範例鄉";
            f["Input.Village"] = "範西村";
            f["Input.Neighbourhoods"] = "除1-4外";
            f["Input.School"] = SmallCountry.OtherSchool;
        });

        (await county.OpenAsync($"/M3.21/plan/{id}/changes")).TextsOf("tbody tr").ShouldBe(["範例鄉 範西村 除1-4外 基本 範一國小 基本 範二國小"]);
        (await (await county.OpenAsync($"/M3.21/plan/{id}/publish")).SubmitAsync()).Redirect.ShouldBe(HttpStatusCode.Redirect);
        (await StatusAsync(app, first.Id)).ShouldBe(DistrictPlanStatus.Superseded);
        (await StatusAsync(app, id)).ShouldBe(DistrictPlanStatus.InForce);
        (await app.Db(db => db.Set<DistrictRule>().CountAsync(r => r.PlanId == first.Id))).ShouldBe(3, "the plan before stays as it was");
        (await county.GetAsync($"/M3.21/plan/{first.Id}/line?no=1")).Status.ShouldBe(HttpStatusCode.NotFound, "published plans never change");

        var ministry = await app.ClientAs(Persona.Ministry);
        (await ministry.OpenAsync($"/M3.11?{Year}")).TextsOf("tbody tr").ShouldContain(row => row.StartsWith("範例縣 已公告"));
        (await ministry.OpenAsync($"/M3.11/plan/{id}")).Text.ShouldContain("範西村");
    }

    [Fact]
    public async Task Another_county_s_plan_is_not_there()
    {
        await using var app = await TestApp.CreateAsync();
        var other = await app.ClientAs(Persona.OtherCounty);
        var plan = await DraftAsync(app, new DistrictLine { VillageCode = SmallCountry.Village, SchoolCode = SmallCountry.School });
        foreach (var page in (string[])["", "/rules", "/line", "/checks", "/changes", "/publish", "?handler=export&kind=Csv"])
        {
            (await other.GetAsync($"/M3.21/plan/{plan.Id}{page}")).Status.ShouldBe(HttpStatusCode.NotFound, page);
        }

        var ministry = await app.ClientAs(Persona.Ministry);
        (await ministry.GetAsync($"/M3.11/plan/{plan.Id}")).Status.ShouldBe(HttpStatusCode.NotFound, "drafts are the county's own");
    }

    [Fact]
    public async Task The_exported_table_comes_in_again_as_the_same_plan()
    {
        await using var desk = await ListsDesk.OpenAsync();
        var county = await desk.App.ClientAs(Persona.County);
        var plan = await DraftAsync(
            desk.App,
            new DistrictLine { VillageCode = SmallCountry.Village, SchoolCode = SmallCountry.School, Neighbourhoods = "1-6" },
            new DistrictLine { VillageCode = SmallCountry.Village, SchoolCode = SmallCountry.OtherSchool, Neighbourhoods = "1-6", AllBut = true },
            new DistrictLine { VillageCode = SmallCountry.SecondVillage, SchoolCode = SmallCountry.School, Condition = "單號門牌" },
            new DistrictLine { VillageCode = SmallCountry.SecondVillage, SchoolCode = SmallCountry.OtherSchool, Zone = ZoneKind.Shared },
            new DistrictLine { VillageCode = SmallCountry.OtherVillage, SchoolCode = SmallCountry.OtherSchool, EffectiveFrom = new DateOnly(2026, 8, 1) }
        );
        (await (await county.OpenAsync($"/M3.21/plan/{plan.Id}/publish")).SubmitAsync()).Redirect.ShouldBe(HttpStatusCode.Redirect);

        foreach (var kind in (string[])["Csv", "Xlsx", "Ods"])
        {
            var file = await county.Http.GetByteArrayAsync($"/M3.21/plan/{plan.Id}?handler=export&kind={kind}");
            var receipt = await desk.SendAsync(
                DistrictTableFormat.Code,
                $"學區.{kind}",
                file,
                new { year = "115", level = "國小" },
                new Organisation { Code = SmallCountry.County, Level = Level.County, Name = "範例縣", CountyCode = SmallCountry.County }
            );
            (await desk.CountsAsync(receipt)).ShouldBe(new Dictionary<StudentNet.Platform.Intake.DifferenceKind, int> { [StudentNet.Platform.Intake.DifferenceKind.Unchanged] = 5 }, kind);
            (await desk.FindingsAsync(receipt)).ShouldBeEmpty(kind);
        }
    }

    private static Task<DistrictPlan> DraftAsync(TestApp app, params DistrictLine[] lines) =>
        app.Db(async db =>
        {
            await SmallCountry.SeedAsync(db);
            return await new DistrictDrafts(db).BeginAsync(
                SmallCountry.County,
                new SchoolYear(115),
                SchoolLevel.Elementary,
                "測試",
                lines,
                Act.System("試匯", "system.test", TestApp.Start.UtcDateTime)
            );
        });

    private static Task<DistrictPlanStatus> StatusAsync(TestApp app, long id) =>
        app.Db(db => db.Set<DistrictPlan>().Where(p => p.Id == id).Select(p => p.Status).SingleAsync());
}

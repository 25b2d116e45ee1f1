using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Schools.M2MasterData;
using StudentNet.Platform.Intake;
using StudentNet.Platform.Organisations;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Schools;

public sealed class MasterDataPagesTests
{
    [Fact]
    public async Task A_school_keeps_its_contact_data_and_nothing_else()
    {
        await using var app = await TestApp.CreateAsync();
        var clerk = await app.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/M2.31");

        var wrong = await page.SubmitAsync(f => f["Input.Website"] = "範例");
        wrong.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wrong.TextOf(".errors").ShouldContain("請填完整網址");

        var saved = await (await clerk.OpenAsync("/M2.31")).SubmitAsync(f => f["Input.Telephone"] = "(09)8000001");
        saved.Redirect.ShouldBe(HttpStatusCode.Redirect);
        saved.Text.ShouldContain("已儲存 1 項");
        (await (await clerk.OpenAsync("/M2.31")).SubmitAsync()).Text.ShouldContain("沒有異動");
        var change = await app.Db(db => db.Set<SchoolChange>().SingleAsync());
        (change.Code, change.Field, change.Before, change.After).ShouldBe((SmallCountry.School, SchoolFields.Telephone, null, "(09)8000001"));
    }

    [Fact]
    public async Task A_county_renames_and_merges_its_own_schools_and_the_names_stay_in_the_history()
    {
        await using var app = await TestApp.CreateAsync();
        var county = await app.ClientAs(Persona.County);
        (await county.GetAsync($"/M2.21/school/{SmallCountry.ForeignSchool}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await county.OpenAsync("/M2.21?q=範二")).TextsOf("tbody th").ShouldBe(["範二國小"]);

        var page = await county.OpenAsync($"/M2.21/school/{SmallCountry.OtherSchool}");
        var renamed = await page.SubmitAsync(f => f["Input.Name"] = "範新國小", button: "儲存更正");
        renamed.Redirect.ShouldBe(HttpStatusCode.Redirect);
        var wrong = await renamed.SubmitAsync(
            f =>
            {
                f["Closure.On"] = "115/07/31";
                f["Closure.MergedInto"] = "980699";
            },
            button: "登錄停辦"
        );
        wrong.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wrong.TextOf(".errors").ShouldContain("沒有代碼「980699」的學校");
        (await wrong.SubmitAsync(f => f["Closure.MergedInto"] = SmallCountry.School, button: "登錄停辦")).Redirect.ShouldBe(HttpStatusCode.Redirect);

        var history = await app.Db(db => db.Set<SchoolChange>().OrderBy(c => c.Seq).Select(c => $"{c.Field} {c.Before}→{c.After}").ToListAsync());
        history.ShouldBe(["name 範二國小→範新國小", "closed →115/07/31", $"merged →{SmallCountry.School}"]);
        var organisation = await app.Db(db => db.Set<Organisation>().SingleAsync(o => o.Code == SmallCountry.OtherSchool));
        (organisation.Name, organisation.ClosedOn).ShouldBe(("範新國小", new DateOnly(2026, 7, 31)));
    }

    [Fact]
    public async Task A_list_renames_with_history_and_a_school_that_it_lacks_is_only_proposed_as_closed()
    {
        await using var desk = await ListsDesk.OpenAsync();
        var ministry = await desk.App.ClientAs(Persona.Ministry);
        const string text = "代碼,學校名稱,縣市名稱,電話\n980601,範一實驗國小,範例縣,(09)8000009\n970601,樣一國小,樣本縣,\n";

        await desk.AcceptAsync(await desk.SendAsync(SchoolListFormat.Code, "名錄.csv", Encoding.UTF8.GetBytes(text), new { level = "國小" }));

        var change = await desk.App.Db(db => db.Set<SchoolChange>().SingleAsync());
        (change.Code, change.Field, change.Before, change.After).ShouldBe((SmallCountry.School, SchoolFields.Name, "範一國小", "範一實驗國小"));
        (await desk.App.Db(db => db.Set<Organisation>().SingleAsync(o => o.Code == SmallCountry.School))).Name.ShouldBe("範一實驗國小");
        (await desk.App.Db(db => db.Set<School>().SingleAsync(s => s.Code == SmallCountry.OtherSchool))).ClosedOn.ShouldBeNull();

        var page = await ministry.OpenAsync("/M2.11");
        page.TextOf("main").ShouldContain("980602 範二國小");
        var closed = await page.SubmitAsync(f => f["on"] = "115/07/31", button: "登錄停辦");
        closed.Redirect.ShouldBe(HttpStatusCode.Redirect, closed.Text);
        (await desk.App.Db(db => db.Set<School>().SingleAsync(s => s.Code == SmallCountry.OtherSchool))).ClosedOn.ShouldBe(new DateOnly(2026, 7, 31));
        (await desk.App.Db(db => db.Set<SchoolClosureProposal>().CountAsync())).ShouldBe(0);
        (await ministry.OpenAsync($"/M2.11/school/{SmallCountry.School}")).Text.ShouldContain("範一實驗國小");
    }

    [Fact]
    public async Task The_exported_list_comes_in_again_without_a_change()
    {
        await using var desk = await ListsDesk.OpenAsync();
        var ministry = await desk.App.ClientAs(Persona.Ministry);
        foreach (var kind in (string[])["Csv", "Xlsx", "Ods"])
        {
            var file = await ministry.Http.GetByteArrayAsync($"/M2.11?level=1&handler=export&kind={kind}");
            var receipt = await desk.SendAsync(SchoolListFormat.Code, $"名錄.{kind}", file, new { level = "國小" });
            (await desk.CountsAsync(receipt)).ShouldBe(new Dictionary<DifferenceKind, int> { [DifferenceKind.Unchanged] = 3 }, kind);
            (await desk.FindingsAsync(receipt)).ShouldBeEmpty(kind);
        }
    }
}

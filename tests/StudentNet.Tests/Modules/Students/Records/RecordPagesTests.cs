using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Kernel;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Students.Records;

/// <summary>The pages of Q2: a clerk's whole task, and what county and ministry see of it.</summary>
public sealed class RecordPagesTests
{
    [Fact]
    public async Task A_clerk_sends_a_file_accepts_it_and_finds_a_pupil()
    {
        await using var app = await OpenAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await SendAsync(app, clerk);

        var page = await clerk.OpenAsync("/Q2.31");
        page.Text.ShouldContain("115 學年度第 1 學期");
        page.Text.ShouldContain("已提交");
        page.TextsOf("#t-records + .count").ShouldBe(["6"]);
        (await clerk.OpenAsync("/Q2.31?show=gap")).TextsOf("tbody th a").ShouldContain("張模擬");
        var found = await clerk.OpenAsync("/Q2.31?q=陳樣本");
        var pupil = await found.FollowAsync("陳樣本");
        pupil.Text.ShouldContain("模擬國小");
        pupil.Text.ShouldNotContain("父親");

        using var other = await app.ClientAs(Persona.OtherClerk);
        (await other.OpenAsync("/Q2.31")).Text.ShouldNotContain("陳樣本");
        (await other.GetAsync(pupil.Path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task County_and_ministry_see_how_far_the_schools_are()
    {
        await using var app = await OpenAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await SendAsync(app, clerk);
        using var county = await app.ClientAs(Persona.County);
        var progress = await county.OpenAsync("/Q2.21");
        progress.TextOf("tbody tr:nth-child(1)").ShouldContain("範一國小");
        progress.Text.ShouldContain("1 / 2 校");
        (await county.OpenAsync("/Q2.21?show=none")).TextOf("tbody").ShouldContain("範二國小");
        using var ministry = await app.ClientAs(Persona.Ministry);
        (await ministry.OpenAsync("/Q2.11")).TextOf("tbody").ShouldContain("範例縣");
        (await ministry.GetAsync("/Q2.11?handler=export&kind=Csv")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_school_whose_system_files_for_it_is_told_so_and_has_no_form()
    {
        await using var app = await OpenAsync();
        await app.Db(async db =>
        {
            (await db.Set<School>().SingleAsync(s => s.Code == SmallCountry.School)).UsesRecordSystem = true;
            await db.SaveAsync(Act.System("設定", "system.test", app.Clock.GetUtcNow().UtcDateTime));
        });
        using var clerk = await app.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/Q2.31");
        page.Text.ShouldContain("由系統代送");
        page.Document.QuerySelector("input[type=file]").ShouldBeNull();
    }

    [Fact]
    public async Task A_county_that_files_for_all_has_the_form_and_its_schools_have_none()
    {
        await using var app = await OpenAsync();
        await app.Db(async db =>
        {
            foreach (var parameter in await db.Set<CountyParameter>().ToListAsync())
            {
                parameter.RecordsBy = FilingSide.County;
            }

            await db.SaveAsync(Act.System("設定", "system.test", app.Clock.GetUtcNow().UtcDateTime));
        });
        using var clerk = await app.ClientAs(Persona.Clerk);
        (await clerk.OpenAsync("/Q2.31")).Document.QuerySelector("input[type=file]").ShouldBeNull();
        using var county = await app.ClientAs(Persona.County);
        (await county.OpenAsync("/Q2.21")).Document.QuerySelector("input[type=file]").ShouldNotBeNull();
    }

    [Fact]
    public async Task Format_rules_schema_and_examples_are_open_to_everybody()
    {
        await using var app = await OpenAsync();
        using var anybody = app.Client();
        var page = await anybody.OpenAsync("/records/format");
        page.Text.ShouldContain("這是重建的格式，不是 4.1 正式規格");
        foreach (var link in page.Document.QuerySelectorAll("a[href^='/records/']").Select(a => a.GetAttribute("href")!).ToList())
        {
            (await anybody.GetAsync(link)).Status.ShouldBe(HttpStatusCode.OK, link);
        }

        (await anybody.OpenAsync("/records/rules")).Text.ShouldContain("record.attendance-missing");
        (await anybody.GetAsync("/records/format?handler=Example&name=../secret")).Status.ShouldBe(HttpStatusCode.NotFound);
        using var clerk = await app.ClientAs(Persona.Clerk);
        (await clerk.OpenAsync("/records/format")).Text.ShouldContain("範小冊");
    }

    private static async Task<TestApp> OpenAsync()
    {
        var app = await TestApp.CreateAsync(new DateTimeOffset(2027, 1, 20, 2, 0, 0, TimeSpan.Zero));
        await app.Db(SmallCountry.SeedAsync);
        return app;
    }

    private static async Task SendAsync(TestApp app, Visitor clerk)
    {
        var page = await clerk.OpenAsync("/Q2.31");
        var answer = await page.SubmitAsync(form => form.Attach("File", RecordFile.ForSchool(SmallCountry.School), "學籍.json"), button: "上傳並檢核");
        answer.Redirect.ShouldNotBeNull(answer.Text);
        await app.RunJobsAsync();
        var receipt = await app.Db(db => db.Set<Receipt>().SingleAsync());
        var decision = await clerk.OpenAsync($"/A6/{receipt.Id}");
        (await decision.SubmitAsync(null, button: "寫入 6 列")).Redirect.ShouldNotBeNull();
        await app.RunJobsAsync();
        (await app.Db(db => db.Set<StudentRecord>().CountAsync())).ShouldBe(6);
    }
}

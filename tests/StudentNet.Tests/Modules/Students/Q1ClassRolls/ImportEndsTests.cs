using System.Net;
using StudentNet.Modules.Schools;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;
using StudentNet.Tests.Platform.Intake;
using static StudentNet.Tests.Modules.Students.Q1ClassRolls.RollDesk;
using static StudentNet.Tests.Modules.Students.Q1ClassRolls.RollFile;

namespace StudentNet.Tests.Modules.Students.Q1ClassRolls;

/// <summary>An import ends where it began: the term is kept when the file is sent again, who leaves is told with numbers, and the way leads back to the roll.</summary>
public sealed class ImportEndsTests
{
    [Fact]
    public async Task Who_leaves_stands_on_the_button_too_many_of_a_class_must_be_meant_and_the_way_leads_back_to_the_class()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        RollRowText[] whole = [.. Enumerable.Range(1, 12).Select(Pupil), .. Enumerable.Range(13, 30).Select(n => Pupil(n) with { Class = "02" })];
        await FillAsync(app, whole);

        // Five of twelve leave class 01: less than half of the file, more than the county lets through of a class.
        var receipt = await IntakeCounter.Of(app).SendAsync(Format, Of(whole[5..]), organisation: SmallCountry.School, settings: Settings);
        await app.RunJobsAsync();
        var page = await clerk.OpenAsync($"/A6/{receipt.Id}");
        page.TextOf(".dock .bad").ShouldContain("1 年 01 班：現有 12 人，移出 5 人，超過縣市設定的 30%");
        page.TextOf(".dock").ShouldNotContain("02 班");
        page.Find(".dock .btn-danger").TextContent.ShouldBe("寫入 37 列、移出 5 人");
        var unsure = await page.SubmitAsync(button: "寫入 37 列、移出 5 人");
        unsure.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        unsure.TextOf(".errors").ShouldContain("其中 1 年 01 班 5 / 12");

        // The same file sent again keeps what was said beside it.
        var again = await clerk.OpenAsync(page.Find("a[href*='/A6/new/']").GetAttribute("href")!);
        again.Find("input[name='Settings[year]']").GetAttribute("value").ShouldBe("114");
        again.Find("input[name='Settings[term]']").GetAttribute("value").ShouldBe("2");

        await unsure.SubmitAsync(form => form["ConfirmShrink"] = "true", button: "寫入 37 列、移出 5 人");
        await app.RunJobsAsync();
        var done = await clerk.OpenAsync($"/A6/{receipt.Id}");
        done.TextOf(".banner").ShouldContain("已匯入：寫入 37 列、移出 5 人 114 學年度，第 2 學期");
        done.Text.Split("已匯入").Length.ShouldBe(2, "finished is said once");
        var roll = await clerk.OpenAsync(done.Find(".banner a").GetAttribute("href")!);
        roll.TextsOf("table.q1 tbody td.tot").ShouldBe(["7", "30"]);
        var changed = done.Document.QuerySelectorAll("main table a").Single(a => a.TextContent == "1 年 01 班").GetAttribute("href")!;
        (await clerk.OpenAsync(changed)).TextsOf("tbody tr").Count.ShouldBe(7);
    }

    [Fact]
    public async Task The_county_decides_how_many_may_leave_a_class_unasked()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await app.Db(async db =>
        {
            var set = CountyParameters.Default(SmallCountry.County, RollFile.Term.Year, SchoolLevel.Elementary);
            set.LeavingAlarmPercent = 60;
            db.Add(set);
            await db.SaveAsync(Act.System("設定", "system.test", TestApp.Start.UtcDateTime));
        });
        RollRowText[] whole = [.. Enumerable.Range(1, 12).Select(Pupil), .. Enumerable.Range(13, 30).Select(n => Pupil(n) with { Class = "02" })];
        await FillAsync(app, whole);

        var receipt = await IntakeCounter.Of(app).SendAsync(Format, Of(whole[5..]), organisation: SmallCountry.School, settings: Settings);
        await app.RunJobsAsync();
        var page = await clerk.OpenAsync($"/A6/{receipt.Id}");
        page.Document.QuerySelectorAll(".dock .bad").ShouldBeEmpty();
        (await page.SubmitAsync(button: "寫入 37 列、移出 5 人")).Redirect.ShouldNotBeNull();
    }
}

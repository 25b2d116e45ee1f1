using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Schools;
using StudentNet.Modules.Students;
using StudentNet.Modules.Students.Q2Records;
using StudentNet.Platform.Data;
using StudentNet.Platform.Intake;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Students.Q2Records;

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
        page.Text.ShouldContain("已上傳");
        page.TextsOf("#t-records + .count").ShouldBe(["6"]);
        (await clerk.OpenAsync("/Q2.31?show=gap")).TextsOf("tbody th a").ShouldContain("張模擬");
        var found = await page.SearchAsync("陳樣本");
        var pupil = await found.FollowAsync("陳樣本");
        pupil.Text.ShouldContain("模擬國小");
        pupil.TextsOf("th[scope=rowgroup]").ShouldContain("基本資料");
        pupil.Text.ShouldContain("目前的內容");
        pupil.TextOf("tbody").ShouldContain("**");
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
        var schools = await ministry.OpenAsync($"/Q2.11?county={SmallCountry.County}&show=none");
        schools.TextsOf("tbody th").ShouldBe([$"{SmallCountry.OtherSchool} 範二國小"]);
        (await ministry.GetAsync("/Q2.11?county=00000")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_school_alone_stands_as_it_does_among_the_schools_of_its_county()
    {
        await using var app = await OpenAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await SendAsync(app, clerk);
        await app.Db(async db =>
        {
            var (roster, term) = (new RecordRoster(db), new Term(new SchoolYear(115), 1));
            var all = await roster.ProgressAsync(term, SchoolLevel.Elementary, SmallCountry.County, null);
            foreach (var code in new[] { SmallCountry.School, SmallCountry.OtherSchool })
            {
                (await roster.ProgressAsync(term, SchoolLevel.Elementary, SmallCountry.County, code)).ShouldBe(all.Where(s => s.Code == code));
            }

            all.Single(s => s.Code == SmallCountry.School).Filed.ShouldBe(6);
        });
    }

    [Fact]
    public async Task The_filing_rate_is_the_pupils_of_the_class_rolls_who_have_a_record()
    {
        await using var app = await OpenAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        (await clerk.OpenAsync("/Q2.31")).TextsOf(".stat dd").ShouldBe(["—", "0", "—", "—", "0"]);
        await SendAsync(app, clerk);
        await app.Db(async db =>
        {
            var filed = await db.Set<StudentRecord>().OrderBy(r => r.PersonId).Select(r => r.PersonId).Take(4).ToListAsync();
            // Four who have a record, one who has none, and one on the roll of the neighbour, who filed nothing.
            db.AddRange(filed.Append(9001).Select(person => OnRoll(person, SmallCountry.School)));
            db.Add(OnRoll(9002, SmallCountry.OtherSchool));
            await db.SaveAsync(Act.System("設立名單", "system.test", app.Clock.GetUtcNow().UtcDateTime));
        });

        (await clerk.OpenAsync("/Q2.31")).TextsOf(".stat dd").Take(4).ShouldBe(["5", "6", "80%", "1"]);
        using var county = await app.ClientAs(Persona.County);
        var progress = await county.OpenAsync("/Q2.21");
        progress.TextsOf(".stat dd").Take(4).ShouldBe(["6", "6", "66%", "2"]);
        progress.TextsOf("#t-progress").ShouldBe(["各校填報進度"]);
        using var ministry = await app.ClientAs(Persona.Ministry);
        (await ministry.OpenAsync("/Q2.11")).TextsOf(".stat dd").Take(4).ShouldBe(["6", "6", "66%", "2"]);
        (await ministry.Http.GetStringAsync("/Q2.11?handler=export&kind=Csv")).ShouldContain("66");
    }

    [Theory]
    [InlineData("2027-01-14", 114, 2)]
    [InlineData("2027-01-15", 115, 1)]
    [InlineData("2027-07-14", 115, 1)]
    [InlineData("2027-07-15", 115, 2)]
    [InlineData("2027-12-31", 115, 2)]
    public void The_term_filed_for_is_that_of_the_last_reference_date(string day, int year, int term) =>
        RecordRoster.FilingTerm(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(new Term(new SchoolYear(year), term));

    [Fact]
    public async Task A_page_upload_for_a_school_whose_system_files_is_refused_at_the_door()
    {
        await using var app = await OpenAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/Q2.31");
        await app.Db(db => db.Set<School>().Where(s => s.Code == SmallCountry.School).ExecuteUpdateAsync(s => s.SetProperty(x => x.UsesRecordSystem, true)));

        var answer = await page.SubmitAsync(form => form.Attach("File", RecordFile.ForSchool(SmallCountry.School), "學籍.json"), button: "上傳並檢核");
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Text.ShouldContain("學籍資料由系統代送");
        (await app.Db(db => db.Set<Receipt>().CountAsync())).ShouldBe(0);
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
        (await clerk.OpenAsync("/")).TextsOf("#due li").ShouldNotContain(t => t.Contains("學籍資料"));
        using var county = await app.ClientAs(Persona.County);
        (await county.OpenAsync("/Q2.21")).Document.QuerySelector("input[type=file]").ShouldNotBeNull();
        (await county.OpenAsync("/")).TextsOf("#due li").ShouldContain(t => t.Contains("學籍填報"));
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

    private static ClassPupil OnRoll(long person, string school)
    {
        var line = new RollLine("A", 1, "01", null, "enrolled", null, false, null, null, 0);
        return new ClassPupil
        {
            PersonId = person,
            Year = new SchoolYear(115),
            Term = 1,
            SchoolCode = school,
            ClassKind = line.ClassKind,
            Grade = line.Grade,
            ClassName = line.ClassName,
            State = line.State,
            CountsAs = line.CountsAs,
            Content = line.Content,
            ChangedAt = TestApp.Start.UtcDateTime,
        };
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
        var receipt = await app.Db(db => db.Set<Receipt>().SingleAsync());
        (await clerk.OpenAsync($"/A6/{receipt.Id}")).Document.QuerySelector("[data-refresh]").ShouldNotBeNull("while the file is checked the page asks again");
        await app.RunJobsAsync();
        var decision = await clerk.OpenAsync($"/A6/{receipt.Id}");
        decision.Document.QuerySelector("[data-refresh]").ShouldBeNull("what is finished is not asked for again");
        (await decision.SubmitAsync(null, button: "寫入 6 列")).Redirect.ShouldNotBeNull();
        await app.RunJobsAsync();
        (await app.Db(db => db.Set<StudentRecord>().CountAsync())).ShouldBe(6);
    }
}

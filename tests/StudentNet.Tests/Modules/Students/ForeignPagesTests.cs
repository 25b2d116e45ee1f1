using System.Net;
using Microsoft.EntityFrameworkCore;
using StudentNet.Modules.Residents;
using StudentNet.Modules.Students;
using StudentNet.Platform.Data;
using StudentNet.Tests.Infrastructure;

namespace StudentNet.Tests.Modules.Students;

public sealed class ForeignPagesTests
{
    [Fact]
    public async Task A_school_registers_changes_and_signs_off_a_pupil_and_every_step_stays()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        var added = await AddAsync(clerk);
        added.Path.ShouldStartWith("/Q3.31/pupil/");
        added.Text.ShouldContain("E1**78");

        var absent = await added.SubmitAsync(form =>
        {
            form["Input.Absence"] = "epidemic";
            form["Input.AbsentSince"] = "115/02/10";
        });
        absent.Status.ShouldBe(HttpStatusCode.OK);
        (await clerk.OpenAsync("/Q3.31?show=Absent")).Text.ShouldContain("因疫情無法返臺");

        var left = await absent.SubmitAsync(form =>
        {
            form["Input.Absence"] = "";
            form["Input.AbsentSince"] = "";
            form["Input.LeftOn"] = "115/06/20";
            form["Input.NumberKind"] = "Residence";
            form["Input.Number"] = "F800000000";
        });
        left.TextsOf(".timeline li").Count.ShouldBe(3);
        (await clerk.OpenAsync("/Q3.31?show=Left")).Text.ShouldContain("測試安");
        (await clerk.OpenAsync("/Q3.31")).Text.ShouldContain("沒有符合的外籍生");
        var numbers = await app.Db(db => db.Set<PersonIdentifier>().Where(i => i.Kind != PersonNumberKind.National).OrderBy(i => i.Since).ToListAsync());
        numbers.Select(n => (n.Kind, n.IsCurrent)).ShouldBe([(PersonNumberKind.Passport, false), (PersonNumberKind.Residence, true)], ignoreOrder: true);
    }

    [Fact]
    public async Task Without_a_number_the_system_issues_one_and_the_same_name_and_birth_date_ask_who_it_is()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        var first = await AddAsync(clerk, kind: "Issued", number: "");
        first.Text.ShouldContain("系統配號");

        var second = await AddAsync(clerk, kind: "Issued", number: "");
        second.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        second.Text.ShouldContain("確認是另一人");
        var sure = await second.SubmitAsync(form => form.Tick("Input.IsSomebodyElse"));
        sure.Path.ShouldStartWith("/Q3.31/pupil/");
        (await app.Db(db => db.Set<ForeignPupil>().CountAsync())).ShouldBe(2);
    }

    [Fact]
    public async Task What_was_refused_leaves_no_entry_of_something_done()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await AddAsync(clerk, kind: "Issued", number: "");
        (await AddAsync(clerk, kind: "Issued", number: "")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await app.Db(db => db.Set<AuditEntry>().CountAsync(e => e.What == "新增外籍生"))).ShouldBe(1);
    }

    [Fact]
    public async Task Who_saves_over_a_change_that_he_has_not_seen_is_shown_it_first()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        var opened = await AddAsync(clerk);
        var other = await clerk.OpenAsync(opened.Path);
        await other.SubmitAsync(form => form["Input.ClassName"] = "02");

        var refused = await opened.SubmitAsync(form => form["Input.ClassName"] = "03");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("您開啟之後，這名學生已被修改");
        refused.TextsOf(".timeline li").Count.ShouldBe(2);
        (await app.Db(db => db.Set<ForeignPupil>().SingleAsync())).ClassName.ShouldBe("02");

        (await refused.SubmitAsync(_ => { })).Status.ShouldBe(HttpStatusCode.OK);
        (await app.Db(db => db.Set<ForeignPupil>().SingleAsync())).ClassName.ShouldBe("03");
    }

    [Fact]
    public async Task What_is_wrong_is_told_at_its_field()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/Q3.31/add");
        var answer = await page.SubmitAsync(form =>
        {
            Fill(form, "Residence", "F800000001");
            form["Input.ArrivedOn"] = "116/01/01";
        });
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Text.ShouldContain("檢查碼不符");
        var dated = await answer.SubmitAsync(form => form["Input.Number"] = "F800000000");
        dated.Text.ShouldContain("到校日期在今天之後");
        (await app.Db(db => db.Set<ForeignPupil>().AnyAsync())).ShouldBeFalse();
    }

    [Fact]
    public async Task A_new_pupil_waits_for_8_30_by_hand_too()
    {
        await using var app = await TestApp.CreateAsync(new DateTimeOffset(2026, 8, 20, 1, 0, 0, TimeSpan.Zero));
        using var clerk = await app.ClientAs(Persona.Clerk);
        var page = await clerk.OpenAsync("/Q3.31/add");
        var answer = await page.SubmitAsync(form =>
        {
            Fill(form, "Passport", "E12345678");
            form["Input.Grade"] = "1";
        });
        answer.Status.ShouldBe(HttpStatusCode.Conflict);
        answer.Text.ShouldContain("新生");
    }

    [Fact]
    public async Task Another_school_neither_sees_nor_changes_the_pupil_and_the_county_sees_it_read_only()
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        var path = (await AddAsync(clerk)).Path;
        using var other = await app.ClientAs(Persona.OtherClerk);
        (await other.GetAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.OpenAsync("/Q3.31")).Text.ShouldNotContain("測試安");
        using var county = await app.ClientAs(Persona.County);
        (await county.OpenAsync("/Q3.21/list")).Text.ShouldContain("測試安");
        using var elsewhere = await app.ClientAs(Persona.OtherCounty);
        (await elsewhere.OpenAsync("/Q3.21/list")).Text.ShouldNotContain("測試安");
    }

    [Theory]
    [InlineData("County", "/Q3.21?by=School", "980601 範一國小")]
    [InlineData("County", "/Q3.21?by=Nationality", "越南")]
    [InlineData("Ministry", "/Q3.11?by=County", "範例縣")]
    [InlineData("Ministry", "/Q3.11?by=Nationality", "越南")]
    [InlineData("Ministry", "/Q3.11?by=Absence", "沒有未返臺的外籍生")]
    public async Task Figures_are_counted_by_county_school_nationality_and_reason(string who, string path, string words)
    {
        await using var app = await TestApp.CreateAsync();
        using var clerk = await app.ClientAs(Persona.Clerk);
        await AddAsync(clerk);
        using var reader = await app.ClientAs(who == "County" ? Persona.County : Persona.Ministry);
        (await reader.OpenAsync(path)).Text.ShouldContain(words);
    }

    private static async Task<TestPage> AddAsync(Visitor clerk, string kind = "Passport", string number = "E12345678")
    {
        var page = await clerk.OpenAsync("/Q3.31/add");
        return await page.SubmitAsync(form => Fill(form, kind, number));
    }

    private static void Fill(TestForm form, string kind, string number)
    {
        form["Input.NumberKind"] = kind;
        form["Input.Number"] = number;
        form["Input.Name"] = "測試安";
        form["Input.Sex"] = "Male";
        form["Input.BirthDate"] = "106/03/02";
        form["Input.Nationality"] = "VN";
        form["Input.Grade"] = "3";
        form["Input.ClassName"] = "1";
        form["Input.ArrivedOn"] = "114/09/01";
    }
}
